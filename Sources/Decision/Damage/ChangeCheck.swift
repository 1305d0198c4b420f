package import SyncProtocol

/// Whether a change lies on the disk as it was written. A hash costs little and is looked at with each change.
/// A signature costs much, so only our own are: others' are checked when a neighbour refuses one.
package struct ChangeCheck: Sendable {
    private let own: OwnAuthors
    private let suite: SignatureSuite

    package init(_ identity: StoreIdentity) {
        self.own = identity.own
        self.suite = identity.suite
    }

    /// As far as its hash says.
    package func isWhole(_ stored: StoredChange) -> Bool { stored.isWhole(by: self.suite) }

    /// - Parameter key: that of the author in the change's feed.
    package func isWhole(
        _ stored: StoredChange,
        by author: AuthorID,
        _ key: AuthorKey
    ) -> Bool {
        self.isWhole(stored) && (!self.own.contains(author) || self.isSigned(stored, by: key))
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
