internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// The sums of figures over the tree: what one office changes moves one row of each office above it.
struct TotalsBoard {
    let transaction: Transaction

    /// Moves the totals of the office and of all between it and this store's own office.
    ///
    /// - Parameter at: when the office's figures were written, UTC milliseconds.
    func shift(
        _ office: Int,
        _ period: Period,
        from before: [Figure],
        to after: [Figure],
        writtenAt at: Int64
    ) throws(Interruption) {
        let deltas = Figures.deltas(period: period, old: before, new: after)
        let reporting = (after.isEmpty ? 0 : 1) - (before.isEmpty ? 0 : 1)
        var lineage = self.transaction.state.directory.offices[office].lineage
        guard let own = lineage.last else { return }
        if !self.transaction.context.steps.takes(.ancestors) { lineage = [own] }
        let ownAt = after.isEmpty ? nil : at
        let ownAtBefore = try self.totals(own, period).ownAt
        guard !deltas.isEmpty || reporting != 0 || ownAtBefore != ownAt else { return }
        var rows: [Totals] = []
        rows.reserveCapacity(lineage.count)
        for place in lineage { rows.append(try self.totals(place, period)) }
        // Nothing is saved before everything is known: what was not loaded ends this.
        for index in rows.indices {
            let isOwn = lineage[index] == office
            for delta in deltas {
                let figure = after.first { $0.indicator == delta.key.indicator }
                rows[index].add(
                    delta,
                    own: isOwn ? (figure?.value, figure?.conflicts ?? 0) : nil
                )
            }
            rows[index].reported += reporting
            rows[index].updatedAt = self.transaction.context.microseconds
        }
        rows[rows.count - 1].ownAt = ownAt
        try self.updateSpans(&rows, lineage, period, from: ownAtBefore, to: ownAt)
        for (place, row) in zip(lineage, rows) {
            self.transaction.changes.totals[TotalsKey(office: place, period: period)] = row
        }
        guard reporting != 0 else { return }
        self.transaction.news.reporting.append(
            ReportingNews(office: own, period: period, isReporting: reporting > 0)
        )
    }

    private func totals(_ office: Int, _ period: Period) throws(Interruption) -> Totals {
        let key = TotalsKey(office: office, period: period)
        if let row = self.transaction.changes.totals[key] { return row }
        guard self.isStored(key) else { return Totals() }
        switch self.transaction.rows.totals[key] {
        case .absent?: return Totals()
        case .found(let totals)?: return totals
        case .unreadable?: return self.unreadable(key.office, period)
        case nil: throw .needing(\.totals, key)
        }
    }

    /// What comes to stand in the row is wrong, until all is derived anew before the commit: whoever wrote figures
    /// is not to blame for a disk that has not kept a sum.
    private func unreadable(_ office: Int, _ period: Period) -> Totals {
        let name = "totals \(self.transaction.state.directory.offices[office].path) \(period)"
        self.transaction.news.unreadable.append(.unreadable(record: name))
        self.transaction.mustRebuild = true
        return Totals()
    }

    /// Whether there can be a row.
    private func isStored(_ key: TotalsKey) -> Bool {
        key.office < self.transaction.officeCountBefore && !self.transaction.changes.clearsDerived
    }

    /// Adds the rows that figures of an office will move and that were not loaded.
    func expect(_ office: Int, _ period: Period, in needs: inout Needs) {
        for place in self.transaction.state.directory.offices[office].lineage {
            let key = TotalsKey(office: place, period: period)
            if self.isStored(key), self.transaction.rows.totals[key] == nil {
                needs.totals.append(key)
            }
        }
    }

    // MARK: Oldest and newest

    /// Brings the spans up to date, from the office upwards.
    ///
    /// - Parameters:
    ///   - rows: of the offices of the lineage, in its order.
    ///   - ownBefore: when the last office's figures were written, before.
    ///   - own: when they are written now.
    private func updateSpans(
        _ rows: inout [Totals],
        _ lineage: [Int],
        _ period: Period,
        from ownBefore: Int64?,
        to own: Int64?
    ) throws(Interruption) {
        var part = Part(place: nil, old: Self.span(ownBefore), new: Self.span(own))
        for index in rows.indices.reversed() {
            let old = rows[index].span
            rows[index].span = try self.span(of: rows[index], lineage[index], period, part)
            guard old != rows[index].span else { return }
            part = Part(place: lineage[index], old: old, new: rows[index].span)
        }
    }

    /// What has changed of an office's span: a child's, or that of its own figures.
    private struct Part {
        /// The child; nil for the office itself.
        let place: Int?
        let old: Totals.Span?
        let new: Totals.Span?
    }

    private static func span(_ at: Int64?) -> Totals.Span? {
        at.map { Totals.Span(oldest: $0, newest: $0) }
    }

    /// The span of an office of which one part has changed. Nearly always it only widens; when the part had the
    /// oldest or the newest figures and has them no more, all parts are looked at.
    private func span(
        of row: Totals,
        _ place: Int,
        _ period: Period,
        _ part: Part
    ) throws(Interruption) -> Totals.Span? {
        guard let span = row.span else { return part.new }
        let hadOldest = part.old.map { $0.oldest <= span.oldest } ?? false
        let hadNewest = part.old.map { $0.newest >= span.newest } ?? false
        let isOldestKept = !hadOldest || part.new.map { $0.oldest <= span.oldest } ?? false
        let isNewestKept = !hadNewest || part.new.map { $0.newest >= span.newest } ?? false
        if isOldestKept, isNewestKept { return part.new.map { span.union($0) } ?? span }
        var spans = [Self.span(row.ownAt), part.place == nil ? nil : part.new].compactMap { $0 }
        for (office, totals) in try self.children(of: place, period) where office != part.place {
            if let span = totals.span { spans.append(span) }
        }
        guard let first = spans.first else { return nil }
        return spans.dropFirst().reduce(first) { $0.union($1) }
    }

    private func children(
        of place: Int,
        _ period: Period
    ) throws(Interruption) -> [(office: Int, totals: Totals)] {
        let changed = self.transaction.changes.totals
        let parent = self.transaction.state.directory.offices[place].path
        var children: [(office: Int, totals: Totals)] = []
        for (key, totals) in changed.elements
        where key.period == period
            && self.transaction.state.directory.offices[key.office].path.parent == parent
        {
            children.append((key.office, totals))
        }
        guard !self.transaction.changes.clearsDerived,
            self.transaction.state.directory.offices[place].hasChildren
        else { return children }
        let key = Needs.Children(parent: place, period: period)
        guard let stored = self.transaction.rows.childTotals[key] else {
            throw .needing(\.childTotals, key)
        }
        for child in stored
        where changed[TotalsKey(office: child.office, period: period)] == nil {
            let totals = child.totals ?? self.unreadable(child.office, period)
            children.append((child.office, totals))
        }
        return children
    }
}
