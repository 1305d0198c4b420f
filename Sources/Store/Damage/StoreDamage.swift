internal import Decision
package import SyncProtocol

/// What of a store the disk has not kept, and how that is mended.
package struct StoreDamage: Sendable {
    let store: OfficeStore

    /// Changes do not seem to be on the disk as they were written: looks at them again, puts right what can
    /// be, and tells people of the rest.
    package func note(_ changes: [ChangePlace]) async throws(StoreError) {
        guard !changes.isEmpty else { return }
        try await self.store.keep { (transaction) throws(Interruption) in
            _ = try transaction.noteDamage(changes)
        }
    }

    /// A neighbour has refused a change: looks whether it is one that the disk has not kept.
    ///
    /// - Returns: where it is damaged here, by the names of our strands.
    package func examine(_ refused: ChangePlace) async throws(StoreError) -> [ChangePlace] {
        // A neighbour may refuse as often as it likes: what is whole costs no commit.
        let suspects = try await self.store.perform { writer throws(StoreError) in
            try writer.suspects(refused)
        }
        guard !suspects.isEmpty else { return [] }
        return try await self.store.keep { (transaction) throws(Interruption) in
            try transaction.noteDamage(suspects)
        }
    }

    /// Nobody has these changes of our own that are damaged here: withdraws them with all that stands behind them in
    /// their feeds, and writes that again in a new incarnation.
    package func rewrite(_ changes: [ChangePlace]) async throws(StoreError) {
        guard !changes.isEmpty else { return }
        try await self.store.keep { (transaction) throws(Interruption) in
            try transaction.rewrite(changes)
        }
    }

    /// Changes that are damaged here and that neighbours are asked for, at most so many.
    package func changes(max: Int = .max) throws(StoreError) -> [DamagedChange] {
        let rows = try self.store.driver.read { connection throws(StoreError) in
            try connection.map(
                """
                SELECT position, noticed_at FROM damage WHERE standing <> ?1
                ORDER BY position LIMIT ?2
                """,
                .integer(DamageTable.Standing.withdrawn.rawValue),
                .integer(max)
            ) { row in (row.integer(0), row.integer(1)) }
        }
        guard !rows.isEmpty else { return [] }
        let directory = try self.store.published.get().directory
        return rows.compactMap { position, at in
            // What was written a moment ago may not be published yet.
            let place = Directory.place(ChangePosition.feed(position))
            guard directory.feeds.indices.contains(place) else { return nil }
            return DamagedChange(
                change: ChangePlace(
                    feed: directory.feeds[place].feed,
                    number: ChangePosition.number(position)
                ),
                noticedAt: at
            )
        }
    }

    /// A reader has found a derived row that is not what was written: has the writer derive all anew. Whatever keeps it
    /// from that is damage of another kind, which shows by itself (``OfficeStore/fault``).
    func mend(after error: StoreError) {
        guard case .unreadable = error, self.store.mending.begin() else { return }
        let (listener, mending) = (self.store.listener, self.store.mending)
        self.store.post { writer in
            defer { mending.end() }
            do throws(StoreError) {
                let writer = try writer.get()
                listener.tell(
                    try writer.commit { work throws(StoreError) in
                        try Rebuild(work: work).runFromNothing()
                    }
                )
            } catch {
                // The store is closed, or the engine's watch has taken note.
            }
        }
    }
}

extension Writer {
    /// Where a change with a number does not look like what was written, in all strands of its feed.
    fileprivate func suspects(_ change: ChangePlace) throws(StoreError) -> [ChangePlace] {
        let check = ChangeCheck(self.identity)
        let directory = self.state.directory
        return try self.driver.read { connection throws(StoreError) in
            var suspects: [ChangePlace] = []
            for place in directory.strands(of: change.feed) {
                let feed = directory.feeds[place]
                guard change.number > feed.feed.base, change.number <= feed.head.number else {
                    continue
                }
                let stored = try StoredChange.one(
                    feed: Directory.id(place),
                    number: change.number,
                    connection
                )
                if let stored, check.isWhole(stored), check.isSigned(stored, by: feed.key) {
                    continue
                }
                suspects.append(ChangePlace(feed: feed.feed, number: change.number))
            }
            return suspects
        }
    }
}
