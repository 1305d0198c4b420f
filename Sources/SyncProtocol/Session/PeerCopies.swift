internal import OrderedCollections

/// What the other end of a link has of each feed, as far as this end knows, and what waits to be sent to it.
struct PeerCopies: Sendable, Equatable {
    /// What is known of one feed at the other end.
    struct Progress: Sendable, Equatable {
        var isCarried: Bool
        /// The number up to which the other end has the strand on disk, at least ``FeedID/base``.
        var known: UInt64
        /// The number up to which the feed has been sent. Invariant: known <= sent.
        var sent: UInt64
        /// The other end has refused a change of the feed.
        var isStopped = false
    }

    let ends: SessionEnds
    /// Which spaces the link carries.
    private(set) var carriage: LinkScope
    /// By place in the feed index. Places beyond its end have not been asked for yet.
    var progress: [Progress] = []
    /// Over the positions of all feeds that the link carries, as they are on our disk.
    private(set) var scope = SetDigest()
    /// The feeds that reach further here than was sent, for each lane, with the shares by which they go.
    var waiting = [ShareTree<Int>](repeating: ShareTree(), count: Lane.allCases.count)
    /// The feeds of which the other end said that it has more than we do, and how far it reaches there.
    var missing: OrderedDictionary<FeedID, UInt64> = [:]
    /// Where the other end turned out to be on another branch than ours, by the feed's own name.
    var contradictions: OrderedDictionary<FeedID, Contradiction> = [:]
    /// Something new has come to the disk of one of the ends.
    var hasMoved = false

    /// The published value of ``scope``.
    var scopeDigest: Digest256 { self.scope.value(by: self.ends.suite) }

    /// - Parameter charters: what is known here of cases.
    init(_ ends: SessionEnds, _ charters: Charters = .none, in index: FeedIndex) {
        self.ends = ends
        self.carriage = ends.scope.knowing(charters)
        self.begin(in: index)
    }

    /// What the digests will be compared over; if they differ, the search corrects it.
    private mutating func begin(in index: FeedIndex) {
        self.grow(to: index)
        for place in 0..<index.count where self.progress[place].isCarried {
            guard let digest = index.positionDigest(at: place) else { continue }
            self.scope.insert(digest)
            let number = index.head(at: place).number
            self.progress[place].known = number
            self.progress[place].sent = number
        }
    }

    /// The other end knows other things of offices that have moved: paths alone decide.
    mutating func goByPathsAlone(in index: FeedIndex) {
        self.carriage = self.ends.scopeByPaths.knowing(self.carriage.charters)
        self.progress.removeAll()
        self.scope = SetDigest()
        self.begin(in: index)
    }

    mutating func goBy(_ charters: Charters) {
        self.carriage = self.carriage.knowing(charters)
    }

    /// The link carries a feed from now on that it did not carry before.
    mutating func carry(_ place: Int, in index: FeedIndex) {
        let base = index.feed(at: place).base
        self.progress[place] = Progress(isCarried: true, known: base, sent: base)
        if let digest = index.positionDigest(at: place) { self.scope.insert(digest) }
    }

    mutating func grow(to index: FeedIndex) {
        for place in self.progress.count..<max(index.count, self.progress.count) {
            let feed = index.feed(at: place)
            let isCarried = self.carriage.carries(feed.space)
            self.progress.append(Progress(isCarried: isCarried, known: feed.base, sent: feed.base))
        }
    }

    // MARK: What is on our disk

    /// Follows what a commit has changed, and says what of it can be forwarded from memory.
    mutating func take(_ moves: [FeedMove], in index: FeedIndex) -> [MovedHead] {
        var heads: [MovedHead] = []
        var cut = OrderedSet<FeedID>()
        for move in moves {
            switch move {
            case .head(let head):
                self.advanced(head, in: index)
                heads.append(head)
            case .cut(let strand):
                self.cut(strand, in: index)
                cut.append(index.feed(at: strand.place).root)
            case .withdrawn(let end): self.withdrawn(end, in: index)
            }
        }
        // Their names may have changed since: they are read from the store.
        return cut.isEmpty ? heads : heads.filter { !cut.contains($0.change.feed.root) }
    }

    /// A feed has grown on our disk.
    private mutating func advanced(_ moved: MovedHead, in index: FeedIndex) {
        self.grow(to: index)
        guard self.progress[moved.place].isCarried else { return }
        if let digests = moved.digests { self.replace(digests) }
        self.forget(missing: moved.change.feed, upTo: moved.change.head.number)
        self.settle(moved.place, in: index)
    }

    /// A fork has cut a strand. Whether the other end has what lies behind the cut is open: what it
    /// said was about a strand that may have gone on otherwise there.
    private mutating func cut(_ cut: MovedCut, in index: FeedIndex) {
        self.grow(to: index)
        guard self.progress[cut.place].isCarried else { return }
        self.replace(cut.digests)
        if let rest = cut.restDigest { self.scope.insert(rest) }
        self.shorten(cut.place, to: index.feed(at: cut.rest).base)
        self.progress[cut.rest].isStopped = self.progress[cut.place].isStopped
        self.missing.removeValue(forKey: index.feed(at: cut.place))
        self.forget(missing: index.feed(at: cut.rest), upTo: index.head(at: cut.rest).number)
        self.settle(cut.place, in: index)
        self.settle(cut.rest, in: index)
    }

    /// A strand of our own ends further in front from now on.
    private mutating func withdrawn(_ end: MovedEnd, in index: FeedIndex) {
        self.grow(to: index)
        guard self.progress[end.place].isCarried else { return }
        self.replace(end.digests)
        self.shorten(
            end.place,
            to: max(index.head(at: end.place).number, index.feed(at: end.place).base)
        )
        self.settle(end.place, in: index)
    }

    private mutating func replace(_ digests: MovedHead.Digests) {
        if let old = digests.old { self.scope.remove(old) }
        if let new = digests.new { self.scope.insert(new) }
    }

    private mutating func shorten(_ place: Int, to number: UInt64) {
        self.progress[place].known = min(self.progress[place].known, number)
        self.progress[place].sent = min(self.progress[place].sent, number)
    }

    /// We have of a feed what the other end has.
    private mutating func forget(missing feed: FeedID, upTo number: UInt64) {
        guard let theirs = self.missing[feed], theirs <= number else { return }
        self.missing.removeValue(forKey: feed)
    }

    /// Something is damaged on our disk: nothing goes out from there on.
    mutating func damaged(_ changes: [ChangePlace], in index: FeedIndex) {
        self.grow(to: index)
        for change in changes {
            if let place = index.place(of: change.feed) { self.settle(place, in: index) }
        }
    }

    /// A change is whole again here. An end that has refused the damaged one gets it once more.
    mutating func mended(_ change: ChangePlace, in index: FeedIndex) {
        self.grow(to: index)
        for place in index.strands(of: change.feed) {
            if self.progress[place].isStopped {
                self.progress[place].isStopped = false
                self.progress[place].sent = self.progress[place].known
            }
            self.settle(place, in: index)
        }
    }

    // MARK: Counts

    /// Up to where the other end has a strand; nil when the link does not carry it.
    func known(of feed: FeedID, in index: FeedIndex) -> UInt64? {
        guard let place = index.place(of: feed), place < self.progress.count,
            self.progress[place].isCarried
        else { return nil }
        return self.progress[place].known
    }

    /// How many changes the other end does not have on disk yet.
    func sendBehind(in index: FeedIndex) -> UInt64 {
        var count: UInt64 = 0
        for (place, progress) in self.progress.enumerated() where progress.isCarried {
            let number = index.head(at: place).number
            if number > progress.known { count += number - progress.known }
        }
        return min(count, LinkProgress.behindMax)
    }

    /// How many changes the other end says it has and we do not.
    func receiveBehind(in index: FeedIndex) -> UInt64 {
        var count: UInt64 = 0
        for (feed, number) in self.missing {
            let behind = number - min(number, index.head(of: feed)?.number ?? feed.base)
            count = min(count, LinkProgress.behindMax) + min(behind, LinkProgress.behindMax)
        }
        return min(count, LinkProgress.behindMax)
    }
}
