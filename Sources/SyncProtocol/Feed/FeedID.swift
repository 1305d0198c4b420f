/// Names the log of one author, in one incarnation, in one space; or one strand of it.
///
/// The changes of a feed form a tree by the change that each one names before it. Nearly always that
/// tree is a line. When it is not, its stretches without branching are *strands*: what lies before the
/// first fork bears the feed's own name, every other strand is named by its first change. So the set of
/// changes alone says which strands there are, in whatever order they came.
package struct FeedID: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let space: SpaceID
    package let author: AuthorID
    /// 64 random bits, drawn anew whenever the author can no longer be sure of its own past (D7).
    package let incarnation: UInt64
    /// Nil for the feed itself and for its strand before the first fork.
    package let branch: FeedBranch?

    package init(
        space: SpaceID,
        author: AuthorID,
        incarnation: UInt64,
        branch: FeedBranch? = nil
    ) {
        self.space = space
        self.author = author
        self.incarnation = incarnation
        self.branch = branch
    }

    /// The feed that a strand is of. Signed changes name it, never a strand.
    package var root: FeedID {
        guard self.branch != nil else { return self }
        return FeedID(space: self.space, author: self.author, incarnation: self.incarnation)
    }

    /// The number of the change before the strand's first one. 0 where nothing is before it.
    package var base: UInt64 { self.branch.map { $0.number - 1 } ?? 0 }

    /// The strand of this feed that begins with a change.
    package func strand(from number: UInt64, _ change: ChangeID) -> FeedID {
        FeedID(
            space: self.space,
            author: self.author,
            incarnation: self.incarnation,
            branch: FeedBranch(number: number, change: change)
        )
    }

    /// The bit of an incarnation that tells an author's urgent feed from its ordinary one.
    private static let urgentBit: UInt64 = 1

    /// The incarnation of an author's ordinary feeds out of 64 random bits.
    package static func ordinary(_ incarnation: UInt64) -> UInt64 { incarnation & ~Self.urgentBit }

    /// The incarnation of the feeds in which the author of these ordinary ones writes what cannot
    /// wait: a hash-chained feed arrives in its order, so what is urgent must not stand behind what is
    /// not.
    package static func urgent(_ incarnation: UInt64) -> UInt64 { incarnation | Self.urgentBit }

    /// Whether it is none of the feeds that stand beside an author's ordinary ones.
    package var isOrdinary: Bool { self.incarnation & Self.urgentBit == 0 }

    /// Whether it is a feed in which an office above writes in its own name, see ``review(_:)``.
    package var isReview: Bool { self.space.kind == .reports && !self.isOrdinary }

    /// Whether the feed holds directives that cannot wait.
    package var isUrgent: Bool {
        self.space.kind == .directives && !self.isOrdinary
    }

    /// The incarnation of the feeds in which the author of these ordinary ones writes into the reports of offices below,
    /// in the name of its own office. Should its node come to write in their name, too, that stands in other feeds: whose
    /// word a feed is says its opening, once and for all.
    package static func review(_ incarnation: UInt64) -> UInt64 { incarnation | Self.urgentBit }

    /// Whether the feed brings a charter of a case: the owner opens one for each.
    package var isCharter: Bool {
        self.space.kind == .case && !self.isOrdinary
    }

    /// The incarnation of a feed for a charter out of 64 random bits.
    package static func charter(_ random: UInt64) -> UInt64 { random | Self.urgentBit }

    /// Where the feed stands among all feeds when two ends look for what differs: the first eight
    /// bytes of the hash over its id.
    package func key(by suite: SignatureSuite) -> UInt64 { suite.hash(self.encoded()).words.0 }

    package var description: String {
        let feed = "\(self.space)/\(self.author)/\(String(self.incarnation, radix: 16))"
        guard let branch else { return feed }
        return "\(feed)#\(branch.number)-\(branch.change)"
    }

    package static func < (left: Self, right: Self) -> Bool {
        if left.space != right.space { return left.space < right.space }
        let (one, other) = ((left.author, left.incarnation), (right.author, right.incarnation))
        guard one == other else { return one < other }
        switch (left.branch, right.branch) {
        case (let left?, let right?): return left < right
        case (nil, .some): return true
        case (_, nil): return false
        }
    }
}

extension FeedID: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: self.branch == nil ? 3 : 5)
        self.space.encode(to: &encoder)
        self.author.encode(to: &encoder)
        encoder.unsigned(self.incarnation)
        guard let branch else { return }
        encoder.unsigned(branch.number)
        branch.change.encode(to: &encoder)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        let count = try decoder.array()
        guard count == 3 || count == 5 else { throw CBORError(.unexpectedType, at: start) }
        self.space = try SpaceID(from: &decoder)
        self.author = try AuthorID(from: &decoder)
        self.incarnation = try decoder.unsigned()
        guard count == 5 else {
            self.branch = nil
            return
        }
        let number = try decoder.unsigned(max: UInt64(Int64.max))
        guard number > 0 else { throw CBORError(.valueOutOfRange, at: start) }
        self.branch = FeedBranch(number: number, change: try ChangeID(from: &decoder))
    }
}
