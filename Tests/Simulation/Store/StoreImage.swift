internal import OfficeWork
package import OrderedCollections
package import SyncProtocol

/// All that is on one office's disk, as a value: keeping a copy is taking a backup.
package struct StoreImage: Sendable {
    /// One change of a feed.
    package struct Entry: Sendable {
        package let signed: SignedChange
        package let head: FeedHead
        package let stamp: Stamp
    }

    /// A copy of a feed. Invariant: 1 <= entries.count, appliedCount <= entries.count.
    package struct Feed: Sendable {
        package let key: AuthorKey
        package fileprivate(set) var entries: [Entry]
        /// What lies behind is held: its stamps are too far in the future.
        package fileprivate(set) var appliedCount: Int

        package var end: Entry { self.entries[self.entries.count - 1] }
        var isHeld: Bool { self.appliedCount < self.entries.count }
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
    package private(set) var records: OrderedDictionary<RecordKey, Record> = [:]
    package private(set) var spaces: OrderedDictionary<SpaceID, SpaceSummary> = [:]
    package private(set) var totals = Totals()
    package private(set) var quarantine: [Quarantined] = []
    package private(set) var held: OrderedSet<FeedID> = []
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
        self.feeds.map { FeedPosition(feed: $0.key, head: $0.value.end.head) }
    }

    package func state(_ key: RecordKey) -> RecordState {
        self.records[key]?.state ?? RecordState()
    }

    /// The end of the copy of a feed. Nil when nothing of it is here.
    package func end(of feed: FeedID) -> Entry? { self.feeds[feed]?.end }

    /// Nil when the copy does not reach so far.
    package func entry(_ number: UInt64, of feed: FeedID) -> Entry? {
        guard let entries = self.feeds[feed]?.entries, number >= 1, number <= UInt64(entries.count)
        else { return nil }
        return entries[Int(number) - 1]
    }
}

// MARK: Writing

extension StoreImage {
    /// Puts a change at the end of its feed, without applying it.
    mutating func append(_ change: VerifiedChange) {
        let feed = change.change.feed
        let entry = Entry(signed: change.signed, head: change.head, stamp: change.change.stamp)
        var summary = self.spaces[feed.space] ?? SpaceSummary()
        if let opening = change.change.opening, self.feeds[feed] == nil {
            let key = AuthorKey(opening.leaf)
            self.feeds[feed] = Feed(key: key, entries: [entry], appliedCount: 0)
        } else {
            guard let end = self.end(of: feed) else { return }
            summary.frontier.remove(FeedPosition(feed: feed, head: end.head).digest)
            self.feeds[feed]?.entries.append(entry)
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
        if count > 0, let before = self.entry(UInt64(count), of: feed) {
            self.spaces[feed.space]?.applied
                .remove(FeedPosition(feed: feed, head: before.head).digest)
        }
        self.spaces[feed.space]?.applied
            .insert(FeedPosition(feed: feed, head: change.head).digest)
        self.feeds[feed]?.appliedCount = count + 1
        if self.feeds[feed]?.isHeld == false { self.held.remove(feed) }
        self.merge(change, reach: reach)
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
            if record.digest == nil, edit.record.kind == RecordKind.directive.rawValue {
                self.directives.append(key)
            }
            self.redigest(&record, key)
            self.records[key] = record
            self.totals.count(key, from: old, to: record.state, reach: reach)
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

    mutating func keep(_ quarantined: Quarantined) {
        guard self.quarantine.count < Self.quarantineCountMax else { return }
        self.quarantine.append(quarantined)
    }
}
