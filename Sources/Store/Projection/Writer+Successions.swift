package import OfficeWork
package import SyncProtocol

// What the rosters say of offices that moved, and what follows for the totals.

extension Writer {
    /// Brings the row of a succession up to date.
    func projectSuccession(
        _ entry: RecordEntry,
        _ old: RecordState?,
        _ roster: OfficePath,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let key = entry.record.key
        let before = old.flatMap { SuccessionEntry(key: key, state: $0, roster: roster) }
        let after = SuccessionEntry(key: key, state: entry.state, roster: roster)
        guard before != after else { return }
        transaction.isSuccessionChanged = true
        if let before {
            try transaction.connection.run(
                "DELETE FROM succession WHERE declared_by = ?1 AND old_path = ?2",
                .text("\(roster)"),
                .text("\(before.succession.from)")
            )
        }
        guard let after else { return }
        try transaction.connection.run(
            """
            INSERT INTO succession(declared_by, old_path, new_paths, since, listing)
            VALUES (?1, ?2, ?3, ?4, ?5)
            """,
            .text("\(roster)"),
            .text("\(after.succession.from)"),
            .text(after.succession.to.map { "\($0)" }.joined(separator: "\n")),
            .integer(after.succession.since),
            .text(after.listing.text)
        )
    }

    /// The end of a transaction in which a roster said something new: all is known anew, and totals
    /// move where a successor's figures now stand for those of an office that is gone.
    func flushSuccessions(_ transaction: StoreTransaction) throws(StoreError) {
        guard transaction.isSuccessionChanged else { return }
        let old = self.directory.successions
        let new = try Successions.load(transaction.connection)
        guard old != new else { return }
        let affected = self.directory.offices.indices.filter {
            let path = self.directory.offices[$0].path
            return old.successors(of: path) != new.successors(of: path)
        }
        var figures: [(office: Int, period: Period, own: [Figure], before: [Figure])] = []
        for office in affected {
            for period in try self.periods(of: office, transaction) {
                let own = try self.shownFigures(of: office, period, transaction)
                let covered = try self.covered(office, period, transaction)
                figures.append(
                    (office, period, own, own.filter { !covered.contains($0.indicator) })
                )
            }
        }
        self.directory.use(new)
        for entry in figures {
            let covered = try self.covered(entry.office, entry.period, transaction)
            try self.shift(
                entry.office,
                entry.period,
                from: entry.before,
                to: entry.own.filter { !covered.contains($0.indicator) },
                transaction
            )
        }
        transaction.notices.append(.reorganised(new))
    }

    // MARK: Figures of offices that follow on one another

    /// The indicators of a period that a successor of an office has reported: its figures stand for
    /// the office's own, so that nothing counts twice above both.
    ///
    /// - Parameter except: the place of a successor that does not count.
    func covered(
        _ office: Int,
        _ period: Period,
        except: Int? = nil,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Set<UInt16> {
        var result: Set<UInt16> = []
        for path in self.directory.successions.successors(of: self.directory.offices[office].path) {
            guard let place = self.directory.office(path), place != except else { continue }
            for figure in try self.shownFigures(of: place, period, transaction) {
                result.insert(figure.indicator)
            }
        }
        return result
    }

    /// The figures of an office and a period as the totals know them.
    func shownFigures(
        of office: Int,
        _ period: Period,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> [Figure] {
        let path = self.directory.offices[office].path
        guard let space = self.directory.space(SpaceID(.reports, of: path)) else { return [] }
        do throws(StoreError) {
            let record = RecordKind.figures.record(Array(period.text.utf8))
            let entry = try self.record(record, in: space, transaction)
            return entry.stored.map { Figures.values($0.state) } ?? []
        } catch {
            // One record that cannot be read must not stop what others write.
            guard error.isDataFault else { throw error }
            return []
        }
    }

    /// The periods for which an office has reported.
    private func periods(
        of office: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> [Period] {
        let path = self.directory.offices[office].path
        guard let space = self.directory.space(SpaceID(.reports, of: path)) else { return [] }
        return try transaction.connection.map(
            "SELECT key FROM record WHERE space = ?1 AND kind = ?2 ORDER BY key",
            .integer(Directory.id(space)),
            .integer(Int64(RecordKind.figures.rawValue))
        ) { row in Figures.period(key: row.bytes(0)) }
        .compactMap { $0 }
    }
}

extension Successions {
    /// Reads what the rosters say.
    static func load(_ connection: any SQLConnection) throws(StoreError) -> Successions {
        let words = try connection.map(
            "SELECT declared_by, old_path, new_paths, since FROM succession"
        ) { row -> Succession? in
            guard let roster = OfficePath(text: row.text(0)),
                let from = OfficePath(text: row.text(1))
            else { return nil }
            let to = row.text(2).split(separator: "\n").compactMap { OfficePath(text: $0) }
            return Succession(from: from, to: to, declaredBy: roster, since: row.integer(3))
        }
        return Successions(words.compactMap { $0 })
    }
}

extension StoreSnapshot {
    /// What is known of offices that have moved.
    package func successions() throws(StoreError) -> Successions {
        try Successions.load(self.connection)
    }

    /// Since when offices that have moved had stood at their old places, as the words about that say; of several
    /// words about one place the highest office's.
    package func formerListings() throws(StoreError) -> [OfficePath: OfficeListing] {
        let words = try self.connection.map(
            "SELECT declared_by, old_path, listing FROM succession WHERE listing <> ''"
        ) { row in
            (
                OfficePath(text: row.text(0)), OfficePath(text: row.text(1)),
                OfficeListing(text: row.text(2))
            )
        }
        var highest: [OfficePath: (depth: Int, listing: OfficeListing)] = [:]
        for case (let roster?, let place?, let listing) in words
        where roster.depth < highest[place]?.depth ?? .max {
            highest[place] = (roster.depth, listing)
        }
        return highest.mapValues(\.listing)
    }
}
