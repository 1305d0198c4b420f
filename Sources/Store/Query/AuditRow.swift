package import PlainText

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
}

extension AuditRow {
    init(_ row: any SQLRow) {
        let user = row.text(2)
        self.init(
            number: row.integer(0),
            at: row.integer(1),
            user: user.isEmpty ? nil : user,
            action: row.text(3),
            subject: AuditSubject(text: row.text(4)),
            records: row.text(5)
        )
    }
}
