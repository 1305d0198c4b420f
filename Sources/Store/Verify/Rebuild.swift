internal import Decision
internal import SyncProtocol

/// Derives records, rows and totals anew from the feeds, within one commit.
struct Rebuild {
    /// Bytes of changes that are read at a time.
    private static let pageBytesMax = 1024 * 1024
    /// So many numbers are gone through at a time, be they on the disk or not.
    private static let missingMax: UInt64 = 4_096

    let work: CommitWork

    /// Says first what is wrong, and writes again what only this node has and cannot send any more.
    func runFromNothing() throws(StoreError) {
        // First of all: what is read next is found by them.
        try self.work.connection.recreateIndexes()
        let damaged = try self.damagedOwn()
        if !damaged.isEmpty {
            try self.work.decide { (transaction) throws(Interruption) in
                try transaction.rewriteUnconfirmed(damaged)
            }
        }
        try self.nameBrokenRows()
        try self.run()
    }

    /// Has the audit log say which of its rows are not what was written: they cannot be brought back, and the log goes
    /// on from here.
    func nameBrokenRows() throws(StoreError) {
        let breaks = try AuditChain.breaks(self.work.connection)
        guard !breaks.isEmpty else { return }
        try self.work.decide { transaction in
            transaction.audit(
                user: "cast-node",
                action: AuditChain.breakAction,
                subject: breaks.map { "\($0)" }.joined(separator: " ")
            )
        }
    }

    func run() throws(StoreError) {
        try self.work.decide { $0.beginRebuild() }
        // What is mended on the way can cut no strand, so the places stay.
        var progress = RebuildProgress(total: self.work.state.tally.changes)
        defer { self.work.note(nil) }
        for place in self.work.state.directory.feeds.indices {
            try self.replay(place, &progress)
        }
    }

    private func replay(_ place: Int, _ progress: inout RebuildProgress) throws(StoreError) {
        let feed = self.work.state.directory.feeds[place]
        var number = feed.feed.base
        while number < feed.applied {
            let page = try StoredChange.page(
                feed: Directory.id(place),
                after: number,
                byteCountMax: Self.pageBytesMax,
                self.work.connection
            )
            let last = page.last?.number ?? number + Self.missingMax
            let end = min(feed.applied, last, (page.first?.number ?? number) + Self.missingMax)
            let numbers = (number + 1)...end
            try self.work.decide { (transaction) throws(Interruption) in
                try transaction.replay(page, of: place, numbers)
            }
            progress.done += Int64(clamping: end - number)
            self.work.note(progress)
            number = end
        }
    }

    /// The first damaged change of each of our own strands.
    private func damagedOwn() throws(StoreError) -> [ChangePlace] {
        let state = self.work.state
        var damaged: [ChangePlace] = []
        for (place, feed) in state.directory.feeds.enumerated()
        where feed.feed.author == self.work.author && feed.head.number > 0 {
            guard let number = try self.firstDamaged(of: place) else { continue }
            damaged.append(ChangePlace(feed: feed.feed, number: number))
        }
        return damaged
    }

    private func firstDamaged(of place: Int) throws(StoreError) -> UInt64? {
        let feed = self.work.state.directory.feeds[place]
        var number = feed.feed.base
        while number < feed.head.number {
            let page = try StoredChange.page(
                feed: Directory.id(place),
                after: number,
                byteCountMax: Self.pageBytesMax,
                self.work.connection
            )
            guard !page.isEmpty else { return number + 1 }
            for stored in page {
                guard stored.number == number + 1, stored.isWhole(by: self.work.suite) else {
                    return number + 1
                }
                number = stored.number
            }
        }
        return nil
    }
}

extension OfficeStore {
    /// Derives everything anew from the feeds, in one transaction. Readers see the old state until
    /// it is done. The digests are the same before and after, unless the store was damaged; what is damaged then is
    /// in ``damagedChanges(max:)``.
    package func rebuild() async throws(StoreError) {
        let listener = self.listener
        try await self.perform { writer throws(StoreError) in
            listener.tell(
                try writer.commit { work throws(StoreError) in
                    try Rebuild(work: work).runFromNothing()
                }
            )
        }
    }

    /// Has the audit log say which of its rows are not what was written.
    func nameBrokenRows() async throws(StoreError) {
        let listener = self.listener
        try await self.perform { writer throws(StoreError) in
            listener.tell(
                try writer.commit { work throws(StoreError) in
                    try Rebuild(work: work).nameBrokenRows()
                }
            )
        }
    }

    /// Derives everything anew when this program derives in another way than the one before.
    func rebuildIfOutdated() throws(StoreError) {
        let found = try self.driver.read { connection throws(StoreError) in
            try Meta.derivation.number(connection)
        }
        guard found != StoreState.derivationVersion else { return }
        try self.performBlocking { writer throws(StoreError) in
            _ = try writer.commit { work throws(StoreError) in
                try Rebuild(work: work).runFromNothing()
            }
        }
    }
}
