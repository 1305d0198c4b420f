internal import Decision
internal import OfficeWork
internal import SyncProtocol

/// The records of a space as they follow from its changes, merged little by little while the node goes on writing:
/// each time what has come meanwhile is merged, too.
struct SpaceMerge {
    private struct Link {
        var number: UInt64
        var digest: Digest256?
    }

    /// The place of the space.
    let space: Int
    /// Only every n-th record is merged, the `part`-th of each n.
    let part: Int
    let partCount: Int
    /// Records up to this one have been compared and are not wanted any more.
    private(set) var compared: RecordID?
    private(set) var records: [RecordID: RecordState] = [:]
    /// A change is not what was written: what the records should be is not known.
    private(set) var isDamaged = false
    /// By the place of the feed.
    private var links: [Int: Link] = [:]

    init(space: Int, part: Int, partCount: Int) {
        self.space = space
        self.part = part
        self.partCount = partCount
    }

    /// Whether a record belongs to this part.
    func takes(_ record: RecordID) -> Bool {
        guard self.partCount > 1 else { return true }
        // Any that spreads them, and always the same.
        let sum = record.key.reduce(UInt64(record.kind)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return Int(sum >> 16 & 0xFFFF) % self.partCount == self.part
    }

    /// Merges what has come since.
    ///
    /// - Parameters:
    ///   - feeds: of the space, by place.
    ///   - rest: so many changes may still be merged; what is left of them afterwards.
    /// - Returns: whether all is merged. Nil when feeds are not any more what they were.
    mutating func advance(
        _ feeds: [Int],
        _ store: ExaminedStore,
        _ limit: SliceLimit,
        _ rest: inout Int
    ) throws(StoreError) -> Bool? {
        for place in feeds {
            let feed = store.directory.feeds[place]
            guard try self.isSame(place, feed, store) else { return nil }
            var link = self.links[place] ?? Link(number: feed.feed.base)
            while link.number < feed.applied {
                guard rest > 0 else { return false }
                let page = try StoredChange.page(
                    feed: Directory.id(place),
                    after: link.number,
                    byteCountMax: limit.byteCount,
                    store.connection
                )
                .prefix(rest).prefix { $0.number <= feed.applied }
                if page.isEmpty { self.isDamaged = true }
                for stored in page {
                    if stored.number != link.number + 1 { self.isDamaged = true }
                    self.merge(stored, of: feed, store)
                    link = Link(number: stored.number, digest: stored.digest)
                }
                rest -= max(1, page.count)
                if page.isEmpty { link = Link(number: feed.applied) }
                self.links[place] = link
            }
        }
        return true
    }

    /// Whether a feed still has what was merged of it.
    private func isSame(
        _ place: Int,
        _ feed: FeedEntry,
        _ store: ExaminedStore
    ) throws(StoreError) -> Bool {
        guard let link = self.links[place], let digest = link.digest else { return true }
        guard link.number <= feed.applied else { return false }
        if feed.head.number == link.number { return feed.head.digest == digest || self.isDamaged }
        let stored = try StoredChange.one(
            feed: Directory.id(place),
            number: link.number,
            store.connection
        )
        return stored?.digest == digest
    }

    private mutating func merge(_ stored: StoredChange, of feed: FeedEntry, _ store: ExaminedStore)
    {
        guard stored.isWhole(by: store.identity.suite),
            let change = try? Change(decoding: stored.signed.body),
            let edits = try? change.edits()
        else {
            self.isDamaged = true
            return
        }
        let origin = change.origin(id: ChangeID(prefixOf: stored.digest))
        let space = store.directory.spaces[self.space].space
        edits.forEachNumbered { edit, firstIndex in
            guard self.takes(edit.record), self.compared.map({ $0 < edit.record }) ?? true,
                store.identity.catalogue.admits(feed.key.path, to: edit.record.kind, in: space)
            else { return }
            self.records[edit.record, default: RecordState()]
                .apply(edit.fields, from: origin, firstIndex: firstIndex)
        }
    }

    /// What a record should be; it is compared now.
    mutating func take(_ record: RecordID) -> RecordState? {
        self.compared = record
        return self.records.removeValue(forKey: record)
    }

    /// All that should be there and was not taken, up to a record.
    mutating func takeRest() -> [RecordID: RecordState] {
        defer { self.records = [:] }
        return self.records
    }
}
