internal import Decision
package import PlainText
package import SyncProtocol

/// What the audit log is found to be: whether its rows are those that were written, from the first to the last.
package struct AuditVerification: Sendable, Hashable {
    /// How many rows were looked at.
    package let rows: Int
    /// When the first row and the last one were written, UTC milliseconds; nil when there is none.
    package let times: ClosedRange<Int64>?
    /// The last row's number; 0 when there is none.
    package let last: Int64
    /// The last row's hash: whoever has noted it down can tell later that nothing before it was altered.
    package let hash: Digest256
    /// Rows that are missing or were altered and of which no later row says so.
    package let broken: RowRanges
    /// Those of which a later row says so.
    package let named: RowRanges
}

extension OfficeStore {
    /// Reads the whole audit log, row by row, and holds each one against the one before it and the last one against
    /// what is in memory.
    package func verifyAudit() throws(StoreError) -> AuditVerification {
        // Not newer than the snapshot that is taken next.
        let end = try self.published.get().audit
        let suite = self.identity.suite
        return try self.read { snapshot throws(StoreError) in
            let connection = snapshot.connection
            let log = try AuditChain.stretch(after: 0, .max, connection, by: suite)
            var broken = log.found.subtracting(log.known)
            // Rows that are cut off at the end leave a chain that seems whole.
            if log.last < end.number {
                broken.append(log.last + 1...end.number)
            } else if broken.isEmpty, end.number > 0 {
                let hash = try connection.first(
                    "SELECT hash FROM audit WHERE number = ?1",
                    .integer(end.number)
                ) { $0.bytes(0) }
                // Whoever writes the whole log anew does not know what is in memory.
                if hash != end.hash.bytes { broken.append(end.number...end.number) }
            }
            return AuditVerification(
                rows: log.count,
                times: log.times,
                last: log.last,
                hash: log.hash,
                broken: broken,
                named: log.found.intersection(log.known)
            )
        }
    }
}
