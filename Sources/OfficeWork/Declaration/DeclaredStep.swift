/// A step that a record comes to.
package struct DeclaredStep: Sendable, Hashable {
    /// Its number on the wire, from 1.
    package let number: UInt32
    package let code: String
    package let name: DeclaredName

    package init(_ number: UInt32, _ code: String, _ name: DeclaredName) {
        self.number = number
        self.code = code
        self.name = name
    }
}
