internal import OfficeWork
package import OrderedCollections
package import SyncProtocol

/// All that is on one office's disk, as a value: keeping a copy is taking a backup.
package struct StoreImage: Sendable {
    /// Changes of which the disk has not kept what was written.
    package var rotten: [ChangePlace] = []

    /// One change of a feed.
    package struct Entry: Sendable {
        package let signed: SignedChange
        package let head: FeedHead
        package let stamp: Stamp
    }

    /// A copy of a feed, or one strand of a forked one. Invariant: appliedCount <= entries.count; only
    /// the feed's own strand can be empty.
    package struct Feed: Sendable {
        package let key: AuthorKey
        /// The first entry's number is one more.
        package let base: UInt64
        package fileprivate(set) var entries: [Entry]
        /// What lies behind is held: its stamps are too far in the future.
        package fileprivate(set) var appliedCount: Int
        /// Two strands or more go on from its end.
        package fileprivate(set) var isSplit = false

        package var end: Entry? { self.entries.last }
        package var head: FeedHead { self.entries.last?.head ?? .nothing }
        var isHeld: Bool { self.appliedCount < self.entries.count }

        /// Nil when the strand does not contain the number.
        package func entry(_ number: UInt64) -> Entry? {
            guard number > self.base, number - self.base <= UInt64(self.entries.count) else {
                return nil
            }
            return self.entries[Int(number - self.base) - 1]
        }
    }

    package struct RecordKey: Hashable, Comparable, Sendable {
        package let space: SpaceID
        package let record: RecordID

        package static func < (left: Self, right: Self) -> Bool {
            left.space == right.space ? left.record < right.record : left.space < right.space
        }
    }

    package struct Record: Sendable {
        package var state = RecordState()
        /// Over the key and the state; nil before the first operation.
        var digest: Digest256?
    }

    /// Digests over what is in one space.
    package struct SpaceSummary: Sendable, Hashable {
        /// Over the heads on disk.
        package var frontier = SetDigest()
        /// Over the heads that have been applied.
        package var applied = SetDigest()
        package var records = SetDigest()
    }

    package struct Quarantined: Sendable {
        package let signed: SignedChange
        package let feed: FeedID?
        package let number: UInt64?
        package let reason: RefusalReason
        package let peer: OfficePath
    }

    /// How many rejected changes are kept.
    package static let quarantineCountMax = 1000

    package internal(set) var incarnation: UInt64
    package internal(set) var clock = HybridClock()
    package private(set) var feeds: OrderedDictionary<FeedID, Feed> = [:]
    /// The strands of forked feeds, but for those that bear the feed's own name.
    private var branches: OrderedDictionary<FeedID, [FeedID]> = [:]
    package private(set) var records: OrderedDictionary<RecordKey, Record> = [:]
    package private(set) var spaces: OrderedDictionary<SpaceID, SpaceSummary> = [:]
    package private(set) var totals = Totals()
    package private(set) var quarantine: [Quarantined] = []
    package private(set) var held: OrderedSet<FeedID> = []
    package internal(set) var notes = NoteShelf()
    /// Which checks are made of what rosters say.
    var steps = VerificationSteps.all
    /// What the rosters here say of offices that moved.
    package private(set) var successions = Successions.none
    /// The directives that are here, in the order in which they came.
    package private(set) var directives: [RecordKey] = []

    package init(incarnation: UInt64) {
        self.incarnation = incarnation
    }

    package var positions: [FeedPosition] {
        self.feeds.map { FeedPosition(feed: $0.key, head: $0.value.head) }
    }

    package func state(_ key: RecordKey) -> RecordState {
        self.records[key]?.state ?? RecordState()
    }

    /// Nil when nothing of the space is here.
    package func summary(of space: SpaceID) -> SpaceSummary? { self.spaces[space] }

    /// The end of the copy of a feed. Nil when nothing of it is here.
    package func end(of feed: FeedID) -> Entry? { self.feeds[feed]?.end }

    /// Nil when the copy does not reach so far.
    package func entry(_ number: UInt64, of feed: FeedID) -> Entry? {
        self.feeds[feed]?.entry(number)
    }

    /// All strands of a feed that are here.
    package func strands(of feed: FeedID) -> [FeedID] {
        let root = feed.root
        return (self.feeds[root] == nil ? [] : [root]) + (self.branches[root] ?? [])
    }

    /// The feeds with two branches or more.
    package var forked: [FeedID] { Array(self.branches.keys) }

    /// Where a change lies, whatever its strand is called by now; nil when it is not here.
    package func strand(holding head: FeedHead, of feed: FeedID) -> FeedID? {
        // Most have kept their name.
        if self.entry(head.number, of: feed)?.head == head { return feed }
        return self.strands(of: feed).first { self.entry(head.number, of: $0)?.head == head }
    }

    /// The copy of the strand on which a change lies; nil when it is not here.
    func copy(holding change: FeedPosition) -> Feed? {
        self.strand(holding: change.head, of: change.feed).flatMap { self.feeds[$0] }
    }

    /// Whether anything is here of an office's.
    func knows(_ office: OfficePath) -> Bool {
        [SpaceKind.reports, .receipts, .roster, .directives].contains {
            self.spaces[SpaceID($0, of: office)] != nil
        }
    }

    package func holds(_ position: FeedPosition) -> Bool {
        self.strand(holding: position.head, of: position.feed) != nil
    }
}

// MARK: Writing

extension StoreImage {
    /// Puts a change at the end of a strand, or begins one with it, without applying it.
    mutating func append(_ change: VerifiedChange, to feed: FeedID) {
        let entry = Entry(signed: change.signed, head: change.head, stamp: change.change.stamp)
        var summary = self.spaces[feed.space] ?? SpaceSummary()
        if let end = self.end(of: feed) {
            summary.frontier.remove(FeedPosition(feed: feed, head: end.head).digest)
            self.feeds[feed]?.entries.append(entry)
        } else {
            let known = self.feeds[feed.root]?.key
            guard let key = change.change.opening.map({ AuthorKey($0.leaf) }) ?? known else {
                return
            }
            self.open(feed, Feed(key: key, base: feed.base, entries: [entry], appliedCount: 0))
        }
        summary.frontier.insert(FeedPosition(feed: feed, head: entry.head).digest)
        self.spaces[feed.space] = summary
        self.held.append(feed)
    }

    /// Applies the next change of a feed.
    ///
    /// - Parameter reach: whose totals a figure counts in, besides its own office's.
    mutating func applyNext(of feed: FeedID, _ change: VerifiedChange, reach: TotalsReach) {
        guard let count = self.feeds[feed]?.appliedCount else { return }
        if count > 0, let before = self.feeds[feed]?.entries[count - 1] {
            self.spaces[feed.space]?.applied
                .remove(FeedPosition(feed: feed, head: before.head).digest)
        }
        self.spaces[feed.space]?.applied
            .insert(FeedPosition(feed: feed, head: change.head).digest)
        self.feeds[feed]?.appliedCount = count + 1
        if self.feeds[feed]?.isHeld == false { self.held.remove(feed) }
        self.merge(change, reach: reach)
    }

    private mutating func open(_ name: FeedID, _ feed: Feed) {
        self.feeds[name] = feed
        if name.branch != nil { self.branches[name.root, default: []].append(name) }
    }

    /// Ends a strand before a number; the rest becomes a strand of its own.
    ///
    /// - Parameter order: how many changes the transaction has written before.
    mutating func cut(
        _ strand: FeedID,
        before number: UInt64,
        order: Int
    ) -> CommitReport.Cut? {
        guard var front = self.feeds[strand], let first = front.entry(number) else { return nil }
        let name = strand.strand(from: number, ChangeID(prefixOf: first.head.digest))
        let kept = Int(number - front.base) - 1
        var rest = Feed(
            key: front.key,
            base: number - 1,
            entries: Array(front.entries[kept...]),
            appliedCount: max(0, front.appliedCount - kept)
        )
        rest.isSplit = front.isSplit
        self.count(strand, front, isPresent: false)
        front.entries.removeSubrange(kept...)
        front.appliedCount = min(front.appliedCount, kept)
        front.isSplit = true
        self.feeds[strand] = front
        self.open(name, rest)
        self.count(strand, front, isPresent: true)
        self.count(name, rest, isPresent: true)
        self.notes.cut(strand, before: number, rest: name)
        self.held.remove(strand)
        for (name, feed) in [(strand, front), (name, rest)] where feed.isHeld {
            self.held.append(name)
        }
        return CommitReport.Cut(
            strand: strand,
            head: front.head,
            rest: FeedPosition(feed: name, head: rest.head),
            order: order
        )
    }

    /// Puts a strand into the digests over heads, or takes it out.
    private mutating func count(_ name: FeedID, _ feed: Feed, isPresent: Bool) {
        let change = { (digest: inout SetDigest, head: FeedHead) in
            let element = FeedPosition(feed: name, head: head).digest
            if isPresent { digest.insert(element) } else { digest.remove(element) }
        }
        if let end = feed.end {
            change(&self.spaces[name.space, default: SpaceSummary()].frontier, end.head)
        }
        if feed.appliedCount > 0 {
            let head = feed.entries[feed.appliedCount - 1].head
            change(&self.spaces[name.space, default: SpaceSummary()].applied, head)
        }
    }

    /// Merges the operations of a change into the records, and what they mean into the totals.
    mutating func merge(_ change: VerifiedChange, reach: TotalsReach) {
        let space = change.change.feed.space
        let origin = change.change.origin(id: change.id)
        var index: UInt32 = 0
        for edit in change.edits {
            let key = RecordKey(space: space, record: edit.record)
            var record = self.records[key] ?? Record()
            let old = record.state
            record.state.apply(edit.fields, from: origin, firstIndex: index)
            index += UInt32(edit.fields.count)
            // In a space that only later versions know, a familiar number may mean something else.
            let isRead = space.kind.isKnown
            if isRead, record.digest == nil, edit.record.kind == RecordKind.directive.rawValue {
                self.directives.append(key)
            }
            self.redigest(&record, key)
            self.records[key] = record
            if isRead { self.totals.count(key, from: old, to: record.state, reach: reach) }
            if edit.record.kind == RecordKind.succession.rawValue { self.readSuccessions() }
        }
    }

    private mutating func readSuccessions() {
        let words = self.records.compactMap { key, record -> Succession? in
            guard key.record.kind == RecordKind.succession.rawValue, key.space.kind == .roster
            else { return nil }
            return SuccessionEntry(
                key: key.record.key,
                state: record.state,
                roster: key.space.owner,
                steps: self.steps
            )?.succession
        }
        self.successions = Successions(words)
    }

    private mutating func redigest(_ record: inout Record, _ key: RecordKey) {
        var encoder = CBOREncoder()
        encoder.unsigned(UInt64(key.record.kind))
        encoder.byteString(key.record.key)
        record.state.encode(to: &encoder)
        let digest = Digest256.hash(encoder.bytes)
        if let old = record.digest { self.spaces[key.space]?.records.remove(old) }
        self.spaces[key.space, default: SpaceSummary()].records.insert(digest)
        record.digest = digest
    }

    /// Stamps go on from the latest one here that is believable.
    mutating func resetClock(at wall: Int64) {
        var clock = HybridClock()
        for feed in self.feeds.values {
            if let stamp = feed.end?.stamp { clock.observe(stamp, at: wall) }
        }
        self.clock = clock
    }

    mutating func keep(_ quarantined: Quarantined) {
        guard self.quarantine.count < Self.quarantineCountMax else { return }
        self.quarantine.append(quarantined)
    }
}
