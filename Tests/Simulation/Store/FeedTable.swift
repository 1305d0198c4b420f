internal import Decision
internal import HashTreeCollections
internal import OrderedCollections
internal import SyncProtocol

/// Feeds and their changes, and what is looked up of them.
struct FeedTable: Sendable {
    /// What enters digests over heads.
    struct Marks: Sendable {
        /// Of the end; nil when nothing is there.
        var head: Digest256?
        /// Of the last applied change; nil when none is.
        var applied: Digest256?
    }

    let suite: SignatureSuite
    private(set) var entries = PagedArray<FeedEntry>()
    private(set) var logs = PagedArray<ChangeLog>()
    private(set) var marks = PagedArray<Marks>()
    private var places = TreeDictionary<FeedID, Int>()
    /// The strands of forked feeds, but for those that bear the feed's own name.
    private(set) var branches: OrderedDictionary<FeedID, [Int]> = [:]

    init(suite: SignatureSuite) {
        self.suite = suite
    }

    func place(_ feed: FeedID) -> Int? { self.places[feed] }

    func strands(of feed: FeedID) -> [Int] {
        let root = feed.root
        return (self.places[root].map { [$0] } ?? []) + (self.branches[root] ?? [])
    }

    /// The rows at a position, whose feed's row may be saved later; see ``ChangePosition``.
    private func place(at position: Int64) -> Int {
        Directory.place(ChangePosition.feed(position))
    }

    func row(at position: Int64) -> StoredChange? {
        let place = self.place(at: position)
        guard self.logs.indices.contains(place) else { return nil }
        return self.logs[place].row(ChangePosition.number(position))
    }

    func rows(_ positions: ClosedRange<Int64>) -> [StoredChange] {
        let place = self.place(at: positions.lowerBound)
        guard self.logs.indices.contains(place) else { return [] }
        let first = ChangePosition.number(positions.lowerBound)
        return self.logs[place].rows(first...ChangePosition.number(positions.upperBound))
    }

    // MARK: Writing

    private mutating func makeLog(_ place: Int) {
        while self.logs.count <= place { self.logs.append(ChangeLog()) }
    }

    mutating func insert(
        _ change: StoredChange,
        at position: Int64,
        replacing: Bool
    ) throws(CheckFailure) {
        let place = self.place(at: position)
        self.makeLog(place)
        guard change.number == ChangePosition.number(position),
            self.logs[place].insert(change, replacing: replacing)
        else { throw StoreImage.misfit("change \(change.number) of feed \(place) is there") }
    }

    /// Nil loses the row.
    mutating func damage(_ place: Int, _ number: UInt64, to change: StoredChange?) {
        self.logs[place].damage(number, to: change)
    }

    mutating func take(_ move: RowChanges.StrandMove) throws(CheckFailure) {
        let (from, first) = (move.positions.lowerBound, move.positions.lowerBound)
        let (old, new) = (self.place(at: from), self.place(at: from + move.distance))
        let number = ChangePosition.number(first)
        self.makeLog(max(old, new))
        for change in self.logs[old].removeTail(from: number) {
            guard self.logs[new].insert(change, replacing: false) else {
                throw StoreImage.misfit("change \(change.number) moves to where one is")
            }
        }
        let front = self.logs[old]
        self.logs[new].takeConfirmations(of: front, from: number)
    }

    mutating func remove(_ positions: ClosedRange<Int64>) {
        let place = self.place(at: positions.lowerBound)
        guard self.logs.indices.contains(place) else { return }
        let number = ChangePosition.number(positions.lowerBound)
        _ = self.logs[place].removeTail(from: number)
        self.logs[place].forgetConfirmations(from: number)
    }

    mutating func save(_ entry: FeedEntry, at place: Int) throws(CheckFailure) {
        self.makeLog(place)
        if place == self.entries.count {
            self.entries.append(entry)
            self.marks.append(Marks())
            self.places[entry.feed] = place
            if entry.feed.branch != nil {
                self.branches[entry.feed.root, default: []].append(place)
            }
        } else if place < self.entries.count, self.entries[place].feed == entry.feed {
            self.entries[place] = entry
        } else {
            throw StoreImage.misfit("feed \(place) is not the next one, or another one")
        }
        self.marks[place] = self.marks(of: entry, at: place)
    }

    private func marks(of entry: FeedEntry, at place: Int) -> Marks {
        var marks = Marks()
        if entry.head.number > 0 {
            marks.head = FeedPosition(feed: entry.feed, head: entry.head).digest(by: self.suite)
        }
        if entry.applied == entry.head.number {
            marks.applied = marks.head
        } else if entry.applied > entry.feed.base,
            let row = self.logs[place].row(entry.applied)
        {
            let head = FeedHead(number: entry.applied, digest: row.digest)
            marks.applied = FeedPosition(feed: entry.feed, head: head).digest(by: self.suite)
        }
        return marks
    }

    /// - Returns: whether it goes beyond what the reader had confirmed.
    mutating func confirm(_ confirmation: RowChanges.Confirmation, at time: Int64) -> Bool {
        self.makeLog(confirmation.feed)
        return self.logs[confirmation.feed]
            .confirm(confirmation.number, by: confirmation.reader, at: time)
    }
}
