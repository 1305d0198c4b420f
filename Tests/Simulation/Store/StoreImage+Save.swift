internal import Decision
internal import HashTreeCollections
internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

// Saves what a decision has changed, as every storage engine does: what was not saved is gone with the next start.

extension StoreImage {
    /// - Parameters:
    ///   - directory: as it is after the decision.
    ///   - now: UTC milliseconds.
    /// - Returns: what readers are believed to have since then.
    mutating func save(
        _ changes: RowChanges,
        _ directory: Directory,
        at now: Int64
    ) throws(CheckFailure) -> [Belief] {
        if changes.clearsDerived { self.clearDerived() }
        for step in changes.steps {
            switch step {
            case .move(let move):
                try self.feedTable.take(move)
                // A space that is new with this decision has no records yet.
                if self.spaces.indices.contains(move.space) {
                    self.spaces[move.space].records.move(move.positions, by: move.distance)
                }
            case .remove(let positions): self.feedTable.remove(positions)
            }
        }
        try self.saveNames(changes, directory)
        try self.saveFeeds(changes, directory)
        let beliefs = self.saveConfirmations(changes)
        for (key, row) in changes.records { self.spaces[key.space].records.save(key.record, row) }
        for (key, totals) in changes.totals {
            while self.totals.count <= key.office { self.totals.append([:]) }
            self.totals[key.office][key.period] = totals
            self.rottenTotals.remove(key)
        }
        self.saveRosters(changes)
        self.documents.save(changes)
        self.notes.save(changes, at: now)
        self.quarantineTable.save(changes)
        try self.memory.save(changes)
        return beliefs
    }

    private mutating func clearDerived() {
        for place in self.spaces.indices { self.spaces[place].records = RecordTable() }
        for place in self.offices.indices {
            self.offices[place].hostedBy = nil
            self.offices[place].listed = nil
        }
        self.totals = PagedArray()
        self.rottenTotals = []
        self.documents = DocumentTable()
        self.floors = [:]
        self.words = [:]
        self.successions = .none
    }

    private mutating func saveNames(
        _ changes: RowChanges,
        _ directory: Directory
    ) throws(CheckFailure) {
        for office in changes.offices {
            guard office.place == self.offices.count else {
                throw Self.misfit("office \(office.path) is not the next one")
            }
            self.offices.append(Office(path: office.path))
            self.officePlaces[office.path] = office.place
            if let parent = office.path.parent.flatMap({ self.officePlaces[$0] }) {
                self.offices[parent].children.append(office.place)
            }
        }
        for (id, author) in changes.authors {
            self.authors.append(author)
            guard id == Int64(self.authors.count) else {
                throw Self.misfit("author \(author) is not the next one")
            }
        }
        for place in changes.spaces.sorted() {
            let space = directory.spaces[place]
            if let entry = directory.charters[space.space] {
                self.charters[space.space] = entry
            }
            if place == self.spaces.count {
                self.spaces.append(
                    Space(space: space.space, owner: space.owner, digest: space.digest)
                )
                self.spacePlaces[space.space] = place
            } else if place < self.spaces.count {
                self.spaces[place].digest = space.digest
            } else {
                throw Self.misfit("space \(space.space) is not the next one")
            }
        }
    }

    private mutating func saveFeeds(
        _ changes: RowChanges,
        _ directory: Directory
    ) throws(CheckFailure) {
        for (position, change) in changes.changes.elements.sorted(by: { $0.key < $1.key }) {
            try self.feedTable.insert(change, at: position, replacing: false)
        }
        for (position, change) in changes.mended {
            try self.feedTable.insert(change, at: position, replacing: true)
        }
        for place in changes.feeds.sorted() {
            let entry = directory.feeds[place]
            let isKnown = self.feedTable.marks.indices.contains(place)
            let before = isKnown ? self.feedTable.marks[place].applied : nil
            try self.feedTable.save(entry, at: place)
            let after = self.feedTable.marks[place].applied
            guard before != after else { continue }
            if let before { self.spaces[entry.space].applied.remove(before) }
            if let after { self.spaces[entry.space].applied.insert(after) }
        }
    }

    private mutating func saveConfirmations(_ changes: RowChanges) -> [Belief] {
        var believed: OrderedDictionary<Int, OrderedDictionary<OfficePath, UInt64>> = [:]
        for (confirmation, time) in changes.confirmations
        where self.feedTable.confirm(confirmation, at: time) {
            believed[confirmation.feed, default: [:]][confirmation.reader] = confirmation.number
        }
        return believed.flatMap { place, readers in
            let feed = ImageFeed(
                row: self.feedTable.entries[place],
                log: self.feedTable.logs[place]
            )
            return readers.map { reader, number in
                // A claim beyond our own disk is no belief about any change, unless a defect makes it one.
                let nothing = FeedHead(number: number, digest: self.feedTable.suite.hash([]))
                let head = feed.entry(number)?.head ?? nothing
                return Belief(
                    reader: reader,
                    position: FeedPosition(feed: feed.feed, head: head)
                )
            }
        }
    }

    private mutating func saveRosters(_ changes: RowChanges) {
        for (place, listing) in changes.listings {
            let entry = listing.entry
            self.offices[place].hostedBy = entry.hostedBy
            self.offices[place].listed = Directory.Listed(
                level: entry.level,
                name: entry.name,
                nameEnglish: entry.nameEnglish,
                listing: entry.listing,
                places: entry.places
            )
        }
        for (place, floors) in changes.floors {
            let kept = (self.floors[place] ?? []).filter { floor in
                !floors.contains { $0.kind == floor.kind }
            }
            self.floors[place] = kept + floors
        }
        guard !changes.successions.isEmpty else { return }
        for (key, entry) in changes.successions { self.words[key] = entry }
        self.successions = Successions(self.words.values.map(\.succession))
    }
}
