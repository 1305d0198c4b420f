internal import Decision
package import PlainText
internal import SyncProtocol

/// A row of the audit log.
package struct AuditRow: Sendable, Hashable {
    package let number: Int64
    /// UTC milliseconds.
    package let at: Int64
    /// Nil for what the node did by itself.
    package let user: String?
    /// A stable word; ``AuditAction`` has those that this version knows.
    package let action: String
    package let subject: AuditSubject
    /// The records that were written, for programs.
    package let records: String
    /// Whether it follows from its own hash. Whether that follows from the rows before it is for who reads them all.
    package let isWhole: Bool
}

extension AuditRow {
    /// - Parameter row: number, at, actor, action, subject, records, previous, hash.
    init(_ row: any SQLRow, by suite: SignatureSuite) {
        let user = row.text(2)
        let hash = Digest256(bytes: row.bytes(6)).map { previous in
            AuditChain.hash(
                previous: previous,
                number: row.integer(0),
                at: row.integer(1),
                user: user,
                action: row.text(3),
                subject: row.text(4),
                records: row.text(5),
                by: suite
            )
        }
        self.init(
            number: row.integer(0),
            at: row.integer(1),
            user: user.isEmpty ? nil : user,
            action: row.text(3),
            subject: AuditSubject(text: row.text(4)),
            records: row.text(5),
            isWhole: hash?.bytes == row.bytes(7)
        )
    }
}
