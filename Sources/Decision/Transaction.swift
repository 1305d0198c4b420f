internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// One decision on its way: what it knows, and what it has come to so far.
///
/// Values go in (``StoreState``, ``LoadedRows``, ``DecisionContext``) and values come out (the next state,
/// ``RowChanges``, ``TransactionNews``). It reads nothing by itself: a row that was not loaded ends it with
/// ``Interruption/needs(_:)``, and it is made anew from the same state once the row is there. So it is the same over
/// every storage engine and in the simulator (design, D9).
package final class Transaction {
    let context: DecisionContext
    package internal(set) var state: StoreState
    /// As it was before.
    let before: Directory
    let rows: LoadedRows
    package internal(set) var changes = RowChanges()
    package internal(set) var news = TransactionNews()
    /// How many offices, spaces and feeds there were before: none of the later ones has a row.
    let officeCountBefore: Int
    let spaceCountBefore: Int
    let feedCountBefore: Int

    /// The records that were looked at.
    private var entries = OrderedDictionary<RecordKey, RecordEntry>()
    var dirtyEntries: [RecordEntry] = []
    /// In whose spaces changes of our own, or of another node of ours, have come from elsewhere.
    var returnedOwners = OrderedSet<OfficePath>()
    var isSuccessionChanged = false
    /// The places of offices that were counted before any row tells of them; see ``PlaceKeeping``.
    var entering: [Int] = []
    /// The rows show what the records no longer say: all is to be derived anew before the commit.
    package internal(set) var mustRebuild = false
    private var drawn: UInt64 = 0

    package init(_ state: StoreState, rows: LoadedRows, context: DecisionContext) {
        self.context = context
        self.state = state
        self.before = state.directory
        self.rows = rows
        self.officeCountBefore = state.directory.offices.count
        self.spaceCountBefore = state.directory.spaces.count
        self.feedCountBefore = state.directory.feeds.count
    }

    /// UTC milliseconds.
    package var now: Int64 { self.context.now }

    var identity: StoreIdentity { self.context.identity }

    /// 64 random bits.
    func draw() -> UInt64 {
        var encoder = CBOREncoder()
        self.context.entropy.encode(to: &encoder)
        encoder.unsigned(self.drawn)
        self.drawn += 1
        return self.identity.suite.hash(encoder.bytes).words.0
    }

    /// Whether an office's own feeds are written here.
    func isOwnOrHosted(_ office: OfficePath) -> Bool {
        let own = self.identity.path
        return office == own
            || office.parent == own && self.state.directory.isHosted(office, by: own)
    }

    /// Runs the body for each element and goes on where rows are missing, so that all that is missing is asked for at
    /// once: the rounds of a decision follow how deep rows depend on each other, not how many there are.
    ///
    /// Once something is missing what comes out is worth nothing, and is thrown away by whoever runs the decision.
    func gather<Element>(
        _ elements: some Sequence<Element>,
        _ body: (Element) throws(Interruption) -> Void
    ) throws(Interruption) {
        var missing: Needs?
        for element in elements {
            do throws(Interruption) {
                try body(element)
            } catch {
                switch (error, missing) {
                case (.needs(let more), nil): missing = more
                case (.needs(let more), .some): missing?.formUnion(more)
                case (.fault, nil): throw error
                // It may be no fault at all once everything is there.
                case (.fault, .some): break
                }
            }
        }
        if let missing { throw .needs(missing) }
    }

    // MARK: Long names get their local integers the first time they are met

    /// The place of an office, which is added with all above it when it is new.
    func office(_ path: OfficePath) -> Int {
        if let place = self.state.directory.office(path) { return place }
        if let above = path.parent { _ = self.office(above) }
        let place = self.state.directory.add(path)
        self.changes.offices.append(RowChanges.Office(place: place, path: path))
        return place
    }

    func space(_ space: SpaceID) -> Int {
        if let place = self.state.directory.space(space) { return place }
        let owner = self.office(space.owner)
        let place = self.state.directory.add(space, owner: owner, digest: SetDigest())
        self.changes.spaces.append(place)
        return place
    }

    func authorID(_ author: AuthorID) -> Int64 {
        if let id = self.state.directory.author(author) { return id }
        let id = self.state.directory.nextAuthorID
        self.state.directory.add(author, id: id)
        self.changes.authors.append((id, author))
        return id
    }

    // MARK: Records

    /// The record as it is now, in this transaction.
    func record(_ record: RecordID, in space: Int) throws(Interruption) -> RecordEntry {
        let key = RecordKey(space: space, record: record)
        if let entry = self.entries[key] { return entry }
        var stored: StoredRecord?
        // What this transaction has taken away has no row any more.
        if space < self.spaceCountBefore, !self.changes.clearsDerived {
            switch self.rows.records[key] {
            case .found(let row)?: stored = row
            case .absent?: break
            case .unreadable?: throw .fault(.unreadable(record: self.name(key)))
            case nil: throw .needing(\.records, key)
            }
        }
        let entry = RecordEntry(key, stored: stored)
        self.entries[key] = entry
        return entry
    }

    /// A record as people may look for it.
    private func name(_ key: RecordKey) -> String {
        "\(key.record.name) (\(self.state.directory.spaces[key.space].space))"
    }

    /// Whether this transaction has changed a record of a kind with a key.
    func hasTouched(_ kind: RecordKind, key: [UInt8]) -> Bool {
        self.dirtyEntries.contains { $0.record.kind == kind.rawValue && $0.record.key == key }
            || self.changes.records.keys.contains {
                $0.record.kind == kind.rawValue && $0.record.key == key
            }
    }

    /// The state of a record that this transaction has looked at; nil for any other.
    func knownState(of key: RecordKey) -> RecordState? { self.entries[key]?.state }

    /// The same, taking what cannot be read as nothing.
    func readableRecord(_ record: RecordID, in space: Int) throws(Interruption) -> RecordEntry {
        do throws(Interruption) {
            return try self.record(record, in: space)
        } catch {
            guard case .fault = error else { throw error }
            let entry = RecordEntry(RecordKey(space: space, record: record), stored: nil)
            self.entries[entry.key] = entry
            return entry
        }
    }

    /// All records that edits touch, in their order. Read before anything is changed, so that a
    /// change is applied whole or not at all.
    func entries(for edits: [RecordEdit], in space: Int) throws(Interruption) -> [RecordEntry] {
        try self.expect(edits, in: space)
        var entries: [RecordEntry] = []
        entries.reserveCapacity(edits.count)
        for edit in edits { entries.append(try self.record(edit.record, in: space)) }
        return entries
    }

    /// The same for what others wrote: nil when one of the records is damaged on the disk. Then it is kept and waits
    /// until the record is derived anew.
    func readable(_ edits: [RecordEdit], in space: Int) throws(Interruption) -> [RecordEntry]? {
        do throws(Interruption) {
            return try self.entries(for: edits, in: space)
        } catch {
            guard case .fault(let fault) = error, case .unreadable = fault else { throw error }
            self.news.unreadable.append(fault)
            return nil
        }
    }

    /// Asks for all that is missing at once.
    private func expect(_ edits: [RecordEdit], in space: Int) throws(Interruption) {
        guard space < self.spaceCountBefore, !self.changes.clearsDerived else { return }
        var needs = Needs()
        for edit in edits {
            let key = RecordKey(space: space, record: edit.record)
            if self.entries[key] == nil, self.rows.records[key] == nil { needs.records.append(key) }
        }
        if !needs.records.isEmpty { throw .needs(needs) }
    }

    /// Merges a change's operations into its records, as far as its author's word counts there. It cannot fail.
    ///
    /// - Parameter position: where the change lies; see ``ChangePosition``.
    func apply(
        _ edits: [RecordEdit],
        to entries: [RecordEntry],
        from origin: OperationOrigin,
        at position: Int64
    ) {
        let feed = self.state.directory.feeds[Directory.place(ChangePosition.feed(position))]
        let space = self.state.directory.spaces[feed.space].space
        var rest = entries[...]
        edits.forEachNumbered { edit, firstIndex in
            guard let entry = rest.popFirst(),
                self.identity.catalogue.admits(feed.key.path, to: edit.record.kind, in: space)
            else { return }
            entry.state.apply(edit.fields, from: origin, firstIndex: firstIndex)
            entry.position = position
            self.touch(entry)
            if entry.record.kind == RecordKind.office.rawValue {
                PlaceKeeping(transaction: self).take(entry)
            }
        }
    }

    /// Merges a whole stored change of a feed into the records.
    ///
    /// - Returns: false when one of them is damaged on the disk.
    func apply(_ stored: StoredChange, of place: Int) throws(Interruption) -> Bool {
        guard let change = try? Change(decoding: stored.signed.body),
            let edits = try? change.edits()
        else { throw .fault(.damaged(detail: "change \(stored.number) as stored")) }
        Cases(transaction: self).note(change)
        let space = self.state.directory.feeds[place].space
        guard let entries = try self.readable(edits, in: space) else { return false }
        self.apply(
            edits,
            to: entries,
            from: change.origin(id: ChangeID(prefixOf: stored.digest)),
            at: ChangePosition.value(feed: Directory.id(place), number: stored.number)
        )
        return true
    }

    func touch(_ entry: RecordEntry) {
        guard !entry.isDirty else { return }
        entry.isDirty = true
        self.dirtyEntries.append(entry)
    }

    /// Changes have got other positions.
    func moveRecords(in positions: ClosedRange<Int64>, by distance: Int64) {
        for entry in self.entries.values where positions.contains(entry.position) {
            entry.position += distance
        }
    }
}

extension Interruption {
    /// One row that was not loaded.
    static func needing<Key: Hashable>(
        _ table: WritableKeyPath<Needs, OrderedSet<Key>>,
        _ key: Key
    ) -> Interruption {
        var needs = Needs()
        needs[keyPath: table].append(key)
        return .needs(needs)
    }
}
