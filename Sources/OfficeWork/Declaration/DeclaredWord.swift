/// A word that stands for one of several choices.
package struct DeclaredWord: Sendable, Hashable {
    package let code: String
    package let name: DeclaredName

    package init(_ code: String, _ name: DeclaredName) {
        self.code = code
        self.name = name
    }
}
