internal import Decision
internal import HashTreeCollections
internal import OfficeWork
internal import OrderedCollections
package import SyncProtocol

/// All that is on one office's disk: the rows that decisions are made of, as a value. Keeping a copy is taking a
/// backup, and costs little: what two copies have in common they share.
package struct StoreImage: Sendable {
    struct Office: Sendable {
        let path: OfficePath
        var hostedBy: OfficePath?
        /// What the roster above it says.
        var listed: Directory.Listed?
        /// The places of those directly below.
        var children: [Int] = []
    }

    struct Space: Sendable {
        let space: SpaceID
        let owner: Int
        /// Over its records, as the decisions keep it.
        var digest: SetDigest
        /// Over the heads that have been applied.
        var applied = SetDigest()
        var records = RecordTable()
    }

    /// Digests over what is in one space.
    package struct SpaceSummary: Sendable, Hashable {
        /// Over the heads that have been applied.
        package let applied: SetDigest
        package let records: SetDigest
    }

    /// A change that was refused.
    package struct Refused: Sendable {
        package let feed: FeedID?
        package let reason: RefusalReason
    }

    /// A change of ours that a reader is now believed to have, with all before it.
    package struct Belief: Sendable {
        package let reader: OfficePath
        package let position: FeedPosition
    }

    var offices = PagedArray<Office>()
    var officePlaces = TreeDictionary<OfficePath, Int>()
    var spaces = PagedArray<Space>()
    var spacePlaces = TreeDictionary<SpaceID, Int>()
    var authors: [AuthorID] = []
    var feedTable: FeedTable
    var floors: OrderedDictionary<Int, [VersionFloor]> = [:]
    var words: OrderedDictionary<RowChanges.SuccessionKey, SuccessionEntry> = [:]
    var totals = PagedArray<OrderedDictionary<Period, Totals>>()
    /// Of which the disk has something else.
    var rottenTotals: OrderedSet<TotalsKey> = []
    var documents = DocumentTable()
    var notes = NoteTable()
    var quarantineTable = QuarantineTable()
    var memory = MemoryTable()
    /// The last commit, and when it was made, UTC milliseconds.
    var point = CommitPoint.start
    var committedAt: Int64?
    /// Of the commit before.
    var previousToken: Digest256?
    /// The same rows as a real database has them; nil where there is none.
    var database: DatabaseSnapshot?
    /// What the rosters here say of offices that moved.
    package internal(set) var successions = Successions.none
    /// What the charters here say of cases.
    package internal(set) var charters = Charters.none

    /// - Parameter suite: by which the tree hashes.
    init(suite: SignatureSuite) {
        self.feedTable = FeedTable(suite: suite)
    }

    /// Rows do not fit together.
    static func misfit(_ detail: String) -> CheckFailure {
        CheckFailure(.correctness, "rows fit together", office: nil, detail)
    }
}

// MARK: What checkers ask

extension StoreImage {
    package var incarnation: UInt64 {
        UInt64(bitPattern: self.memory.number(.incarnation) ?? 0)
    }

    private func feed(at place: Int) -> ImageFeed {
        ImageFeed(row: self.feedTable.entries[place], log: self.feedTable.logs[place])
    }

    package var feeds: [ImageFeed] {
        self.feedTable.entries.indices.map { self.feed(at: $0) }
    }

    package var feedCount: Int { self.feedTable.entries.count }

    package func feed(_ feed: FeedID) -> ImageFeed? {
        self.feedTable.place(feed).map { self.feed(at: $0) }
    }

    package var positions: [FeedPosition] {
        self.feedTable.entries.map { FeedPosition(feed: $0.feed, head: $0.head) }
    }

    /// The end of the copy of a feed. Nil when nothing of it is here.
    package func end(of feed: FeedID) -> ImageFeed.Entry? { self.feed(feed)?.end }

    /// Nil when the copy does not reach so far.
    package func entry(_ number: UInt64, of feed: FeedID) -> ImageFeed.Entry? {
        self.feed(feed)?.entry(number)
    }

    /// All strands of a feed that are here.
    package func strands(of feed: FeedID) -> [FeedID] {
        self.feedTable.strands(of: feed).map { self.feedTable.entries[$0].feed }
    }

    /// The feeds with two branches or more.
    package var forked: [FeedID] { Array(self.feedTable.branches.keys) }

    /// The feeds of which something is held: its stamps are too far in the future.
    package var held: [FeedID] { self.feedTable.entries.filter(\.isWaiting).map(\.feed) }

    /// The strand that holds a change, whatever it is called by now; nil when it is not here.
    package func copy(holding change: FeedPosition) -> ImageFeed? {
        let holds = { (place: Int) in
            let entry = self.feedTable.entries[place]
            if entry.head == change.head { return true }
            guard change.head.number > entry.feed.base, change.head.number <= entry.head.number
            else { return false }
            return self.feedTable.logs[place].row(change.head.number)?.digest == change.head.digest
        }
        // Most have kept their name.
        if let place = self.feedTable.place(change.feed), holds(place) {
            return self.feed(at: place)
        }
        return self.feedTable.strands(of: change.feed).first(where: holds)
            .map { self.feed(at: $0) }
    }

    package func holds(_ position: FeedPosition) -> Bool { self.copy(holding: position) != nil }

    // MARK: Records

    package var spaceIDs: [SpaceID] { self.spaces.map(\.space) }

    /// Nil when nothing of the space is here.
    package func summary(of space: SpaceID) -> SpaceSummary? {
        guard let place = self.spacePlaces[space] else { return nil }
        return SpaceSummary(applied: self.spaces[place].applied, records: self.spaces[place].digest)
    }

    package func state(_ reference: RecordReference) -> RecordState {
        guard let place = self.spacePlaces[reference.space] else { return RecordState() }
        return self.spaces[place].records.rows[reference.record]?.stored.state ?? RecordState()
    }

    func recordIDs(in space: SpaceID) -> [RecordID] {
        self.spacePlaces[space].map { Array(self.spaces[$0].records.rows.keys) } ?? []
    }

    package var recordCount: Int { self.spaces.reduce(0) { $0 + $1.records.rows.count } }

    /// The record with a number below ``recordCount``.
    package func record(at index: Int) -> RecordReference? {
        var rest = index
        for space in self.spaces {
            let count = space.records.rows.count
            if rest < count {
                return RecordReference(space.records.rows.keys[rest], in: space.space)
            }
            rest -= count
        }
        return nil
    }

    /// The directives that are here, in the order in which they came.
    package var directives: [RecordReference] {
        self.documents.documents(of: .directive).map { row in
            RecordReference(row.record.record, in: self.spaces[row.record.space].space)
        }
    }

    /// The total of an indicator at an office. Nil when nothing was reported.
    package func total(of office: OfficePath, period: String, indicator: UInt16) -> Int64? {
        guard let period = Period(period), let place = self.officePlaces[office],
            self.totals.indices.contains(place)
        else { return nil }
        return self.totals[place][period]?.cells.first { $0.indicator == indicator }?.total
    }

    // MARK: Notes and what was refused

    /// Changes that were refused.
    package var quarantine: [Refused] {
        self.quarantineTable.rows.values.map(\.unit).filter { !$0.signature.isEmpty }
            .map { Refused(feed: $0.feed, reason: $0.reason) }
    }

    /// How many units of any kind are in quarantine.
    package var quarantineCount: Int { self.quarantineTable.rows.count }

    /// Why notes were refused, the oldest first.
    package var refusedNotes: [RefusalReason] {
        self.quarantineTable.rows.values.map(\.unit).filter(\.signature.isEmpty).map(\.reason)
    }

    /// Up to which number a reader is believed to have one of our feeds.
    package func saved(_ feed: FeedID, at reader: OfficePath) -> UInt64 {
        self.feedTable.place(feed).map { self.feedTable.logs[$0].confirmed(by: reader) } ?? 0
    }

    /// All that is believed.
    package var beliefs: [(feed: FeedID, reader: OfficePath, number: UInt64)] {
        self.feeds.flatMap { feed in
            feed.log.confirmations.keys.map { (feed.feed, $0, feed.log.confirmed(by: $0)) }
        }
    }

    /// The latest confirmations of one reader.
    package func confirmations(of reader: OfficePath) -> [ConfirmationNote] {
        self.notes.notes.compactMap { note in
            guard note.signer == reader, case .confirmation(let confirmation) = note.content else {
                return nil
            }
            return confirmation
        }
    }

    /// The confirmations for one office, of all readers.
    package func notes(about owner: OfficePath) -> [VerifiedNote] {
        self.notes.notes.filter { note in
            guard case .confirmation(let confirmation) = note.content else { return false }
            return confirmation.owner == owner
        }
    }

    // MARK: Damage

    /// Changes that are known to be damaged and waited for.
    package var damaged: [ChangePlace] {
        self.memory.damage.filter { $0.value.standing != .withdrawn }.keys.map { position in
            ChangePlace(
                feed: self.feedTable.entries[Directory.place(ChangePosition.feed(position))].feed,
                number: ChangePosition.number(position)
            )
        }
    }
}
