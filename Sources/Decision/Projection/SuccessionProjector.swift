internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// What the rosters say of offices that moved, and what follows for the totals.
struct SuccessionProjector {
    let transaction: Transaction

    func project(_ entry: RecordEntry, from old: RecordState?, in space: Directory.Space) {
        let (key, roster) = (entry.record.key, space.space.owner)
        let before = old.flatMap { self.read(key, $0, in: roster) }
        let after = self.read(key, entry.state, in: roster)
        guard before != after else { return }
        self.transaction.isSuccessionChanged = true
        if let before { self.set(nil, RowChanges.SuccessionKey(before.succession)) }
        if let after {
            self.set(after, RowChanges.SuccessionKey(after.succession))
        }
    }

    private func read(
        _ key: [UInt8],
        _ state: RecordState,
        in roster: OfficePath
    ) -> SuccessionEntry? {
        SuccessionEntry(
            key: key,
            state: state,
            roster: roster,
            suite: self.transaction.identity.suite,
            steps: self.transaction.context.steps
        )
    }

    private func set(_ entry: SuccessionEntry?, _ key: RowChanges.SuccessionKey) {
        self.transaction.state.directory.words[key] = entry?.succession
        self.transaction.changes.successions.updateValue(entry, forKey: key)
    }

    /// The end of a transaction in which a roster said something new: all is known anew, and totals
    /// move where a successor's figures now stand for those of an office that is gone.
    func finish() throws(Interruption) {
        guard self.transaction.isSuccessionChanged else { return }
        let directory = self.transaction.state.directory
        let old = directory.successions
        let new = Successions(Array(directory.words.values))
        guard old != new else { return }
        let affected = directory.offices.indices.filter {
            let path = directory.offices[$0].path
            return old.successors(of: path) != new.successors(of: path)
        }
        let overlap = FigureCover(transaction: self.transaction)
        var counted: [(office: Int, period: Period, own: OwnFigures, before: [Figure])] = []
        try self.transaction.gather(affected) { (office) throws(Interruption) in
            let periods = try overlap.periods(of: office)
            try self.transaction.gather(periods) { (period) throws(Interruption) in
                let own = try overlap.shown(of: office, period)
                let covered = try overlap.covered(office, period)
                counted.append(
                    (office, period, own, own.values.filter { !covered.contains($0.indicator) })
                )
            }
        }
        self.transaction.state.directory.use(new)
        try self.transaction.gather(counted) { (entry) throws(Interruption) in
            let covered = try overlap.covered(entry.office, entry.period)
            try TotalsBoard(transaction: self.transaction).shift(
                entry.office,
                entry.period,
                from: entry.before,
                to: entry.own.values.filter { !covered.contains($0.indicator) },
                writtenAt: entry.own.at
            )
        }
        self.transaction.news.notices.append(.reorganised(new))
    }
}

extension RowChanges.SuccessionKey {
    init(_ succession: Succession) {
        self.init(declaredBy: succession.declaredBy, from: succession.from)
    }
}
