internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// An office's own figures, and with them the totals of all offices above it.
struct FiguresProjector {
    let transaction: Transaction

    /// Moves the totals of the office and of those whose figures its own now stand for.
    func project(
        _ entry: RecordEntry,
        from old: RecordState?,
        of office: Int
    ) throws(Interruption) {
        guard let period = Figures.period(key: entry.record.key) else { return }
        let cover = FigureCover(transaction: self.transaction)
        let board = TotalsBoard(transaction: self.transaction)
        let before = old.map { Figures.values($0) } ?? []
        let after = OwnFigures(entry.state)
        let covered = try cover.covered(office, period)
        try board.shift(
            office,
            period,
            from: before.filter { !covered.contains($0.indicator) },
            to: after.values.filter { !covered.contains($0.indicator) },
            writtenAt: after.at
        )
        for former in self.transaction.state.directory.predecessors(of: office) {
            let own = try cover.shown(of: former, period)
            let others = try cover.covered(former, period, except: office)
            let coveredBefore = others.union(before.map(\.indicator))
            let coveredAfter = others.union(after.values.map(\.indicator))
            try board.shift(
                former,
                period,
                from: own.values.filter { !coveredBefore.contains($0.indicator) },
                to: own.values.filter { !coveredAfter.contains($0.indicator) },
                writtenAt: own.at
            )
        }
    }
}
