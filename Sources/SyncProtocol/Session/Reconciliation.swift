private import OrderedCollections

/// The search for what differs between the two ends of a link, as one of them conducts it.
///
/// ### Legal transitions
/// The lower office begins with turn 1; from then on each turn answers the one before. A turn in which
/// nothing was divided and nothing listed ends the search for its receiver; a turn that divides and
/// lists nothing ends it for its sender. So there are at most four turns: parts, parts of parts or
/// positions, positions, answers.
struct Reconciliation: Sendable, Equatable {
    /// A scope of so many feeds is listed outright.
    static let listedOutrightMax = 32
    /// A differing part of so many feeds is listed rather than divided again.
    static let listedPartMax = 8
    /// About how many feeds the smallest parts hold.
    static let feedsPerPart = 4
    /// How many bytes of parts' digests go into one page.
    private static let digestsPerPageByteCountMax = 256 * 1024

    private let number: UInt64
    private var snapshot: ScopeSnapshot
    /// Which turn is due from the other end, and which page of it.
    private(set) var turnDue: UInt64
    private(set) var pageDue: UInt64 = 0
    /// How many bits the ranges of that turn have. Nil when it has no reason to name ranges.
    private var bitsDue: UInt64?

    // What the turn under way has brought.
    private var lastSplit: UInt64?
    private var lastListed: UInt64?
    private var differing: [KeyRange] = []
    private var listed: [KeyRange] = []
    private var mentioned = OrderedSet<Int>()
    private var answers: [FeedPosition] = []

    /// - Parameters:
    ///   - number: which search on this link it is, from 0.
    ///   - isLeading: this end is the lower office and begins.
    init(number: UInt64, _ snapshot: ScopeSnapshot, isLeading: Bool) {
        self.number = number
        self.snapshot = snapshot
        self.turnDue = isLeading ? 2 : 1
        self.bitsDue = isLeading ? nil : 0
    }

    // MARK: Asking

    /// Into how many parts, as a power of two, a scope of so many feeds is divided in the end.
    static func depth(feedCount: Int) -> UInt64 {
        var bits: UInt64 = 0
        while bits < WireLimits.keyBitsMax, feedCount > Self.feedsPerPart << Int(bits) { bits += 1 }
        return bits
    }

    /// The first turn, of the end that leads.
    mutating func firstTurn(in index: FeedIndex) -> [ReconcilePage] {
        guard self.snapshot.count > Self.listedOutrightMax else {
            return self.turn(1, splits: [], listed: [.everything], answers: [], in: index)
        }
        let depth = Self.depth(feedCount: self.snapshot.count)
        let partBits = min(WireLimits.partBitsMax, depth, depth / 2 + 2)
        self.bitsDue = partBits
        let digests = self.snapshot.digests(of: .everything, partBits: partBits)
        let split = RangeSplit(range: .everything, digests: digests)
        return self.turn(1, splits: [split], listed: [], answers: [], in: index)
    }

    // MARK: Answering

    /// Whether a page is what is due.
    func admits(_ page: ReconcilePage) -> Bool {
        guard page.search == self.number, page.turn == self.turnDue, page.page == self.pageDue,
            page.page < WireLimits.pagesPerTurnMax
        else { return false }
        let splits = page.splits.map(\.range)
        guard splits.isEmpty || page.turn <= 2 else { return false }
        // The first turn asks about everything, in one way or the other.
        if page.turn == 1, page.page == 0 {
            guard page.splits.count + page.listed.count == 1 else { return false }
        }
        return self.areDue(splits, after: self.lastSplit)
            && self.areDue(page.listed, after: self.lastListed)
    }

    private func areDue(_ ranges: [KeyRange], after last: UInt64?) -> Bool {
        var last = last
        for range in ranges {
            guard range.bits == self.bitsDue, last.map({ $0 < range.prefix }) ?? true else {
                return false
            }
            last = range.prefix
        }
        return true
    }

    /// Takes note of feeds that have come to our disk meanwhile.
    mutating func extend(to index: FeedIndex, isCarried: (Int) -> Bool) {
        self.snapshot.extend(to: index, isCarried: isCarried)
    }

    /// Our feeds in a range.
    func places(in range: KeyRange) -> [Int] { self.snapshot.places(in: range) }

    /// Takes in a page that is due. Only what is listed needs an answer.
    mutating func take(_ page: ReconcilePage, in index: FeedIndex, isCarried: (SpaceID) -> Bool) {
        self.pageDue += 1
        self.lastSplit = page.splits.last?.range.prefix ?? self.lastSplit
        self.lastListed = page.listed.last?.prefix ?? self.lastListed
        self.listed += page.listed
        for split in page.splits {
            let ours = self.snapshot.digests(of: split.range, partBits: split.partBits)
            for (number, digest) in split.digests.enumerated() where digest != ours[number] {
                self.differing.append(split.range.part(number, partBits: split.partBits))
            }
        }
        for theirs in page.positions {
            guard isCarried(theirs.feed.space) else {
                // Its charter may not have come yet: what is not answered counts as if it were here.
                if theirs.feed.space.kind == .case {
                    self.answers.append(FeedPosition(feed: theirs.feed, head: .nothing))
                }
                continue
            }
            guard let place = index.place(of: theirs.feed) else {
                self.answers.append(FeedPosition(feed: theirs.feed, head: .nothing))
                continue
            }
            guard self.mentioned.append(place).inserted, index.head(at: place) != theirs.head else {
                continue
            }
            self.answers.append(index.position(at: place))
        }
    }

    /// The turn that answers the one that has just ended, and whether it ends the search for us.
    mutating func nextTurn(in index: FeedIndex) -> (pages: [ReconcilePage], isComplete: Bool) {
        guard self.lastSplit != nil || self.lastListed != nil else { return ([], true) }
        for range in self.listed {
            for place in self.places(in: range) where !self.mentioned.contains(place) {
                self.answers.append(index.position(at: place))
            }
        }
        var splits: [RangeSplit] = []
        var listed: [KeyRange] = []
        let depth = Self.depth(feedCount: self.snapshot.count)
        for range in self.differing {
            let partBits = min(WireLimits.partBitsMax, depth - min(depth, range.bits))
            if self.turnDue == 1, partBits > 0,
                self.snapshot.count(in: range) > Self.listedPartMax
            {
                let digests = self.snapshot.digests(of: range, partBits: partBits)
                splits.append(RangeSplit(range: range, digests: digests))
            } else {
                listed.append(range)
            }
        }
        let answers = self.answers
        let turn = self.turnDue + 1
        self.turnDue += 2
        self.pageDue = 0
        self.bitsDue = splits.first.map { $0.range.bits + $0.partBits }
        self.lastSplit = nil
        self.lastListed = nil
        self.differing = []
        self.listed = []
        self.mentioned = []
        self.answers = []
        let pages = self.turn(turn, splits: splits, listed: listed, answers: answers, in: index)
        return (pages, splits.isEmpty && listed.isEmpty)
    }

    // MARK: Pages

    /// One turn in as few pages as its limits allow.
    private func turn(
        _ turn: UInt64,
        splits: [RangeSplit],
        listed: [KeyRange],
        answers: [FeedPosition],
        in index: FeedIndex
    ) -> [ReconcilePage] {
        var splits = splits[...]
        var listed = listed[...]
        var places = listed.flatMap(self.places)[...]
        var answers = answers[...]
        var pages: [ReconcilePage] = []
        repeat {
            let ours = Self.cut(&splits)
            let ranges = splits.isEmpty ? Self.cut(&listed, WireLimits.rangesPerPageMax) : []
            let room = WireLimits.positionsPerPageMax
            let list = listed.isEmpty ? Self.cut(&places, room) : []
            let rest = places.isEmpty ? Self.cut(&answers, room - list.count) : []
            pages.append(
                ReconcilePage(
                    search: self.number,
                    turn: turn,
                    page: UInt64(pages.count),
                    isLast: splits.isEmpty && listed.isEmpty && places.isEmpty && answers.isEmpty,
                    splits: Array(ours),
                    listed: Array(ranges),
                    positions: list.map { index.position(at: $0) },
                    answers: Array(rest)
                )
            )
        } while pages.last?.isLast == false
        return pages
    }

    private static func cut<Element>(
        _ list: inout ArraySlice<Element>,
        _ count: Int
    ) -> ArraySlice<Element> {
        let result = list.prefix(count)
        list = list.dropFirst(count)
        return result
    }

    /// As many splits as a page takes by the bytes of their digests, and one at least.
    private static func cut(_ splits: inout ArraySlice<RangeSplit>) -> ArraySlice<RangeSplit> {
        var byteCount = 0
        let count = splits.prefix { split in
            defer { byteCount += split.digests.count * RangeSplit.digestByteCount }
            return byteCount < Self.digestsPerPageByteCountMax
        }.count
        return self.cut(&splits, min(count, WireLimits.rangesPerPageMax))
    }
}
