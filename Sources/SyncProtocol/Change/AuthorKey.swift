/// What must be known of a feed to check the changes after its opening.
package struct AuthorKey: Hashable, Sendable {
    package let suite: SuiteNumber
    package let publicKey: [UInt8]
    /// The office for which the author writes in this feed.
    package let path: OfficePath

    package init(suite: SuiteNumber, publicKey: [UInt8], path: OfficePath) {
        self.suite = suite
        self.publicKey = publicKey
        self.path = path
    }

    package init(_ credential: Credential) {
        self.init(suite: credential.suite, publicKey: credential.publicKey, path: credential.path)
    }
}
