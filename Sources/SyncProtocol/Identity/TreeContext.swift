/// What a tree of offices goes by: made once, when a node starts, from what the root has laid down.
package struct TreeContext: Hashable, Sendable {
    package let tree: TreeID
    /// Signs, checks and hashes.
    package let suite: SignatureSuite

    package init(tree: TreeID, suite: SignatureSuite) {
        self.tree = tree
        self.suite = suite
    }

    /// The context that a credential is of; nil when its suite is not among those that are known.
    package init?(of credential: Credential, in suites: SuiteRegistry) {
        guard let suite = suites[credential.suite] else { return nil }
        self.init(tree: credential.tree, suite: suite)
    }
}
