/// A part of one turn of the search for what differs between two ends of a link.
///
/// The ends take turns: the lower office has turns 1 and 3, the upper one 2 and 4. A turn is one page
/// or more.
package struct ReconcilePage: Hashable, Sendable {
    /// Which search on this link: 0 is the one that follows the hellos.
    package let search: UInt64
    /// 1 to 4.
    package let turn: UInt64
    /// 0, 1, 2 … within the turn.
    package let page: UInt64
    package let isLast: Bool
    /// Ranges in which the other end shall look for what differs, ascending within a turn.
    package var splits: [RangeSplit]
    /// Ranges of which the turn gives all of the sender's positions, ascending within a turn.
    package var listed: [KeyRange]
    /// All that the sender has in the listed ranges.
    package var positions: [FeedPosition]
    /// Where the sender differs from what the other end listed. Number 0: it has nothing of the feed.
    package var answers: [FeedPosition]

    package init(
        search: UInt64 = 0,
        turn: UInt64,
        page: UInt64 = 0,
        isLast: Bool = true,
        splits: [RangeSplit] = [],
        listed: [KeyRange] = [],
        positions: [FeedPosition] = [],
        answers: [FeedPosition] = []
    ) {
        self.search = search
        self.turn = turn
        self.page = page
        self.isLast = isLast
        self.splits = splits
        self.listed = listed
        self.positions = positions
        self.answers = answers
    }
}

extension ReconcilePage: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 8)
        encoder.unsigned(self.search)
        encoder.unsigned(self.turn)
        encoder.unsigned(self.page)
        encoder.bool(self.isLast)
        encoder.array(count: self.splits.count)
        for split in self.splits { split.encode(to: &encoder) }
        encoder.array(count: self.listed.count)
        for range in self.listed { range.encode(to: &encoder) }
        encoder.array(count: self.positions.count)
        for position in self.positions { position.encode(to: &encoder) }
        encoder.array(count: self.answers.count)
        for position in self.answers { position.encode(to: &encoder) }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 8 else { throw CBORError(.unexpectedType, at: start) }
        self.search = try decoder.unsigned()
        self.turn = try decoder.unsigned()
        self.page = try decoder.unsigned()
        self.isLast = try decoder.bool()
        self.splits = try Self.list(&decoder, max: WireLimits.rangesPerPageMax)
        self.listed = try Self.list(&decoder, max: WireLimits.rangesPerPageMax)
        self.positions = try Self.list(&decoder, max: WireLimits.positionsPerPageMax)
        self.answers = try Self.list(&decoder, max: WireLimits.positionsPerPageMax)
    }

    private static func list<Element: CBORCodable>(
        _ decoder: inout CBORDecoder,
        max: Int
    ) throws(CBORError) -> [Element] {
        var result: [Element] = []
        try decoder.elements(max: max) { element throws(CBORError) in
            result.append(try Element(from: &element))
        }
        return result
    }
}
