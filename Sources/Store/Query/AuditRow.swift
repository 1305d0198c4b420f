/// A row of the audit log.
package struct AuditRow: Sendable, Hashable {
    package let number: Int64
    /// UTC milliseconds.
    package let at: Int64
    package let user: String
    package let action: String
    package let subject: String
}
