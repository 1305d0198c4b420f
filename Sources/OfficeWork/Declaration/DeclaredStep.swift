package import PlainText

/// A step that a record comes to, and who may take it there.
package struct DeclaredStep: Sendable, Hashable {
    /// Its number on the wire, from 1.
    package let number: UInt32
    package let code: String
    package let name: DeclaredName
    /// From which steps a record comes here, by their numbers; 0 stands for a record that is new. From a step that
    /// is not before this one it is opened again, which the record keeps count of.
    package let origins: [UInt32]
    /// Who may take a record here: whoever has one of these roles.
    package let roles: [Role]

    /// - Parameter origins: the step before this one when nothing is said.
    package init(
        _ number: UInt32,
        _ code: String,
        _ name: DeclaredName,
        from origins: [UInt32]? = nil,
        by roles: [Role] = Role.business
    ) {
        self.number = number
        self.code = code
        self.name = name
        self.origins = origins ?? [number - 1]
        self.roles = roles
    }
}
