package import SyncProtocol

/// Whether a change lies on the disk as it was written. A hash costs little and is looked at with each change.
/// A signature costs much, so only our own are: others' are checked when a neighbour refuses one.
package struct ChangeCheck: Sendable {
    private let author: AuthorID
    private let key: AuthorKey
    private let suite: SignatureSuite

    package init(_ identity: StoreIdentity) {
        self.author = identity.signer.author
        self.key = AuthorKey(
            suite: identity.signer.suite,
            publicKey: identity.signer.publicKey,
            path: identity.path
        )
        self.suite = identity.suite
    }

    /// As far as its hash says.
    package func isWhole(_ stored: StoredChange) -> Bool { stored.isWhole(by: self.suite) }

    package func isWhole(_ stored: StoredChange, by author: AuthorID) -> Bool {
        self.isWhole(stored)
            && (author != self.author || self.isSigned(stored, by: self.key))
    }

    package func isSigned(_ stored: StoredChange, by key: AuthorKey) -> Bool {
        self.suite.isValid(
            stored.signed.signature,
            over: stored.signed.signedBytes,
            publicKey: key.publicKey,
            suite: key.suite
        )
    }
}
