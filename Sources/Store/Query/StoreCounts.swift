internal import Decision
package import SyncProtocol

/// How much the store holds.
package struct StoreCounts: Sendable, Hashable {
    package let feeds: Int
    package let changes: Int64
    package let records: Int64
    /// Changes that are on disk but wait for the clock.
    package let held: Int64
    package let quarantined: Int
    /// Units that ever left the quarantine because it was full.
    package let quarantineDropped: Int64
    package let incarnation: UInt64
    /// Records in which something is that this version does not know.
    package let unknownRecords: Int
}

extension StoreSnapshot {
    /// How much there is here; kept, not counted.
    package var counts: StoreCounts {
        let tally = self.state.tally
        return StoreCounts(
            feeds: tally.feeds,
            changes: tally.changes,
            records: tally.records,
            held: tally.held,
            quarantined: self.state.quarantine.total.items,
            quarantineDropped: self.state.quarantine.dropped,
            incarnation: self.state.incarnation,
            unknownRecords: tally.documents.unknownRecords
        )
    }

    /// In which this node writes.
    package func incarnation() throws(StoreError) -> UInt64 {
        UInt64(bitPattern: try Meta.incarnation.number(self.connection) ?? 0)
    }

    /// One digest over the records of all spaces: equal at two offices exactly when their merged records are.
    package var stateDigest: Digest256 { self.state.tally.stateDigest }

    /// The same out of the digests of spaces. Spaces without records count as absent.
    static func stateDigest(
        over digests: some Sequence<(space: SpaceID, digest: SetDigest)>,
        by suite: SignatureSuite
    ) -> Digest256 {
        var sum = SetDigest()
        for (space, digest) in digests where digest.count != 0 {
            sum.insert(StoreTally.element(of: space, digest, by: suite))
        }
        return sum.value(by: suite)
    }
}

extension OfficeStore {
    /// The bytes that the database and its log take on disk; 0 in memory.
    package var byteCount: Int64 { self.driver.byteCount }
}
