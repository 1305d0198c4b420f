/// Which rows of the audit log are wanted.
package struct AuditQuery: Codable, Sendable, Equatable {
    /// Those of one user only, by the whole name; nil for all, the node's own among them.
    package let user: String?

    package init(user: String? = nil) {
        self.user = user
    }
}
