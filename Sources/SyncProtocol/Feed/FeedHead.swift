/// How far a copy of a feed reaches, and with which content: equal heads mean equal feeds.
package struct FeedHead: Hashable, Sendable {
    /// The number of changes. The first change has number 1.
    package let number: UInt64
    /// The full hash of the last change, which by the chain covers all before it.
    package let digest: Digest256

    /// Of a feed of which there is nothing.
    package static let nothing = FeedHead(number: 0, digest: Digest256(words: (0, 0, 0, 0)))

    package init(number: UInt64, digest: Digest256) {
        self.number = number
        self.digest = digest
    }
}

extension FeedHead: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        encoder.unsigned(self.number)
        self.digest.encode(to: &encoder)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        self.number = try decoder.unsigned(max: UInt64(Int64.max))
        self.digest = try Digest256(from: &decoder)
    }
}

/// A feed and how far it reaches, as offices tell each other.
package struct FeedPosition: Hashable, Sendable, CBORCodable {
    package let feed: FeedID
    package let head: FeedHead

    package init(feed: FeedID, head: FeedHead) {
        self.feed = feed
        self.head = head
    }

    /// What enters the digest over a set of heads.
    package func digest(by suite: SignatureSuite) -> Digest256 { suite.hash(self.encoded()) }

    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        self.feed.encode(to: &encoder)
        self.head.encode(to: &encoder)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        self.feed = try FeedID(from: &decoder)
        self.head = try FeedHead(from: &decoder)
    }
}
