package import PlainText

/// When a field is filled in, and by whom.
package struct FieldTerms: Sendable, Hashable {
    /// From which step on something must stand there, by its number; nil when it may stay empty.
    package let requiredFrom: UInt32?
    /// The last step at which it is still written, by its number; nil for no end.
    package let openUntil: UInt32?
    /// Who may write it: whoever has one of these roles.
    package let roles: [Role]

    /// By anybody who does business, at any step.
    package static let open = FieldTerms()

    package init(
        requiredFrom: UInt32? = nil,
        openUntil: UInt32? = nil,
        by roles: [Role] = Role.business
    ) {
        self.requiredFrom = requiredFrom
        self.openUntil = openUntil
        self.roles = roles
    }

    /// Whether it is written at a step.
    package func isOpen(at step: UInt32) -> Bool { self.openUntil.map { step <= $0 } ?? true }
}
