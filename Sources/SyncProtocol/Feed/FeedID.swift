/// Names the log of one author, in one incarnation, in one space.
package struct FeedID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let space: SpaceID
    package let author: AuthorID
    /// 64 random bits, drawn anew whenever the author can no longer be sure of its own past (D7).
    package let incarnation: UInt64

    package init(space: SpaceID, author: AuthorID, incarnation: UInt64) {
        self.space = space
        self.author = author
        self.incarnation = incarnation
    }

    /// The bit of an incarnation that tells an author's urgent feed from its ordinary one.
    private static let urgentBit: UInt64 = 1

    /// The incarnation of an author's ordinary feeds out of 64 random bits.
    package static func ordinary(_ incarnation: UInt64) -> UInt64 { incarnation & ~Self.urgentBit }

    /// The incarnation of the feeds in which the author of these ordinary ones writes what cannot
    /// wait: a hash-chained feed arrives in its order, so what is urgent must not stand behind what is
    /// not.
    package static func urgent(_ incarnation: UInt64) -> UInt64 { incarnation | Self.urgentBit }

    /// Whether the feed holds directives that cannot wait.
    package var isUrgent: Bool {
        self.space.kind == .directives && self.incarnation & Self.urgentBit != 0
    }

    /// Where the feed stands among all feeds when two ends look for what differs: the first eight
    /// bytes of the hash over its id.
    package var key: UInt64 { Digest256.hash(self.encoded()).words.0 }

    package var description: String {
        "\(self.space)/\(self.author)/\(String(self.incarnation, radix: 16))"
    }

    package static func < (left: Self, right: Self) -> Bool {
        if left.space != right.space { return left.space < right.space }
        return (left.author, left.incarnation) < (right.author, right.incarnation)
    }
}

extension FeedID: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 3)
        self.space.encode(to: &encoder)
        self.author.encode(to: &encoder)
        encoder.unsigned(self.incarnation)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 3 else { throw CBORError(.unexpectedType, at: start) }
        self.space = try SpaceID(from: &decoder)
        self.author = try AuthorID(from: &decoder)
        self.incarnation = try decoder.unsigned()
    }
}
