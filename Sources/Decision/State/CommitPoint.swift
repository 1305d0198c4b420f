package import SyncProtocol

/// Names one commit of the store: its number and a hash over everything committed up to it.
package struct CommitPoint: Sendable, Hashable {
    /// 0 before the first commit.
    package let number: Int64
    package let token: Digest256

    package static let start = CommitPoint(number: 0, token: Digest256(words: (0, 0, 0, 0)))

    package init(number: Int64, token: Digest256) {
        self.number = number
        self.token = token
    }

    /// The commit after this one.
    ///
    /// - Parameter heads: the digests of the changes that it appends.
    package func next(heads: [Digest256], by suite: SignatureSuite) -> CommitPoint {
        var encoder = CBOREncoder(reservingCapacity: 64 + heads.count * 34)
        encoder.array(count: 2 + heads.count)
        self.token.encode(to: &encoder)
        encoder.integer(self.number)
        for head in heads { head.encode(to: &encoder) }
        return CommitPoint(number: self.number + 1, token: suite.hash(encoder.bytes))
    }
}
