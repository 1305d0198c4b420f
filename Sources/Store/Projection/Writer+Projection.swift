internal import OfficeWork
internal import SyncProtocol

// Typed rows and rollups follow the records in the same transaction (design, D9). Only what lists
// and totals need is projected; the rest of a document is read from its record.

extension Writer {
    /// Brings the rows that a record gives up to date.
    ///
    /// - Parameter old: the record as the rows show it; nil when they do not show it.
    func project(
        _ entry: RecordEntry,
        from old: RecordState?,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let space = self.directory.spaces[entry.space]
        switch (RecordKind(rawValue: entry.record.kind), space.space.kind) {
        case (.office, .roster): try self.projectOffice(entry, space, transaction)
        case (.versionFloor, .roster): try self.projectFloor(entry, space, transaction)
        case (.succession, .roster):
            try self.projectSuccession(entry, old, space.space.owner, transaction)
        case (.directive, .directives): try self.projectDirective(entry, old, transaction)
        case (.receipt, .receipts): try self.projectReceipt(entry, space.owner, transaction)
        case (.reply, .reports): try self.projectReply(entry, space.owner, transaction)
        case (.report, .reports): try self.projectReport(entry, old, space.owner, transaction)
        case (.figures, .reports): try self.projectFigures(entry, old, space.owner, transaction)
        default: return
        }
    }

    private func projectOffice(
        _ entry: RecordEntry,
        _ space: Directory.Space,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        guard let office = OfficeEntry(key: entry.record.key, state: entry.state) else { return }
        let owner = space.space.owner
        // The root's roster lists the root, too.
        let isRoot = owner.depth == 1 && owner.office == office.office
        guard let path = isRoot ? owner : owner.child(office.office) else { return }
        // No office is below itself, whatever a roster says.
        guard isRoot || !owner.ids.contains(office.office) else { return }
        let place = try self.office(path, transaction)
        self.directory.setHost(office.hostedBy, of: place)
        transaction.isRosterChanged = true
        try transaction.connection.run(
            """
            UPDATE office SET level = ?2, name = ?3, name_english = ?4, hosted_by = ?5,
                listing = ?6
            WHERE id = ?1
            """,
            .integer(Directory.id(place)),
            .text(office.level.rawValue),
            .text(office.name),
            .optional(office.nameEnglish),
            .optional(office.hostedBy.map { "\($0)" }),
            .text(office.listing.text)
        )
    }

    private func projectDirective(
        _ entry: RecordEntry,
        _ old: RecordState?,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let key = entry.record.key
        let space = Directory.id(entry.space)
        try self.projectNumbers(key, entry.state, old, space, transaction)
        if let before = old.flatMap({ Directive(key: key, state: $0) }) {
            try transaction.connection.run(
                "DELETE FROM directive WHERE issued_on = ?1 AND space = ?2 AND id = ?3",
                .text(before.listedOn.description),
                .integer(space),
                .bytes(key)
            )
        }
        guard let directive = Directive(key: key, state: entry.state) else { return }
        transaction.touchedDirectives.insert(directive.id)
        try transaction.connection.run(
            """
            INSERT INTO directive(issued_on, space, id, number, written_at)
            VALUES (?1, ?2, ?3, ?4, ?5)
            """,
            .text(directive.listedOn.description),
            .integer(space),
            .bytes(key),
            .text(directive.number),
            .integer(Int64(clamping: directive.writtenAt.raw))
        )
    }

    private func projectNumbers(
        _ key: [UInt8],
        _ new: RecordState,
        _ old: RecordState?,
        _ space: Int64,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        func numbers(_ state: RecordState?) -> [String] {
            state?.choices(DirectiveField.number.rawValue).compactMap(\.value.text) ?? []
        }
        let (before, after) = (numbers(old), numbers(new))
        for number in before where !after.contains(number) {
            try transaction.connection.run(
                "DELETE FROM directive_number WHERE space = ?1 AND number = ?2 AND id = ?3",
                .integer(space),
                .text(number),
                .bytes(key)
            )
        }
        for number in after where !before.contains(number) {
            try transaction.connection.run(
                """
                INSERT INTO directive_number(space, number, id) VALUES (?1, ?2, ?3)
                ON CONFLICT (space, number, id) DO NOTHING
                """,
                .integer(space),
                .text(number),
                .bytes(key)
            )
        }
    }

    private func projectReceipt(
        _ entry: RecordEntry,
        _ office: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        guard let receipt = Receipt(key: entry.record.key, state: entry.state) else { return }
        transaction.touchedDirectives.insert(receipt.directive)
        try transaction.connection.run(
            """
            INSERT INTO receipt(directive, office, issuer, delivered_at, opened_at, signed_at,
                signed_by)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
            ON CONFLICT (directive, office) DO UPDATE SET issuer = excluded.issuer,
                delivered_at = excluded.delivered_at, opened_at = excluded.opened_at,
                signed_at = excluded.signed_at, signed_by = excluded.signed_by
            """,
            .bytes(entry.record.key),
            .integer(Directory.id(office)),
            .text(receipt.issuer.description),
            .optional(receipt.deliveredAt),
            .optional(receipt.openedAt),
            .optional(receipt.signedAt),
            .optional(receipt.signedBy)
        )
    }

    private func projectReply(
        _ entry: RecordEntry,
        _ office: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let replies = Reply.all(key: entry.record.key, state: entry.state)
        guard let reply = replies.first else { return }
        transaction.touchedDirectives.insert(reply.directive)
        try transaction.connection.run(
            """
            INSERT INTO reply(directive, office, issuer, at, versions) VALUES (?1, ?2, ?3, ?4, ?5)
            ON CONFLICT (directive, office) DO UPDATE SET issuer = excluded.issuer,
                at = excluded.at, versions = excluded.versions
            """,
            .bytes(entry.record.key),
            .integer(Directory.id(office)),
            .text(reply.issuer.description),
            .integer(reply.at),
            .integer(Int64(replies.count))
        )
    }

    private func projectReport(
        _ entry: RecordEntry,
        _ old: RecordState?,
        _ office: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let key = entry.record.key
        let id = Directory.id(office)
        let before = old.flatMap { Report(key: key, state: $0) }
        let after = Report(key: key, state: entry.state)
        guard
            before?.listedAt != after?.listedAt || before?.period != after?.period
                || before?.directive != after?.directive
        else { return }
        for reference in [before?.directive, after?.directive].compactMap({ $0 }) {
            try self.touchDirectives(reference, transaction)
        }
        if let before {
            try transaction.connection.run(
                "DELETE FROM report WHERE submitted_at = ?1 AND office = ?2 AND id = ?3",
                .integer(before.listedAt),
                .integer(id),
                .bytes(key)
            )
        }
        if let after {
            try transaction.connection.run(
                """
                INSERT INTO report(submitted_at, office, id, period, directive)
                VALUES (?1, ?2, ?3, ?4, ?5)
                """,
                .integer(after.listedAt),
                .integer(id),
                .bytes(key),
                .text(after.period.text),
                .optional(after.directive)
            )
        }
    }

    /// An office has come further with the directives that a report names: one by its id, or all of a number.
    private func touchDirectives(
        _ reference: String,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        if let id = DirectiveID(hex: reference) {
            transaction.touchedDirectives.insert(id)
            return
        }
        let ids = try transaction.connection.map(
            "SELECT id FROM directive WHERE number = ?1",
            .text(reference)
        ) { row in DirectiveID(bytes: row.bytes(0)) }
        transaction.touchedDirectives.formUnion(ids.compactMap { $0 })
    }

    /// Moves the totals of the office and of those whose figures its own now stand for.
    private func projectFigures(
        _ entry: RecordEntry,
        _ old: RecordState?,
        _ office: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        guard let period = Figures.period(key: entry.record.key) else { return }
        let before = old.map { Figures.values($0) } ?? []
        let after = Figures.values(entry.state)
        let covered = try self.covered(office, period, transaction)
        try self.shift(
            office,
            period,
            from: before.filter { !covered.contains($0.indicator) },
            to: after.filter { !covered.contains($0.indicator) },
            transaction
        )
        for former in self.directory.predecessors(of: office) {
            let own = try self.shownFigures(of: former, period, transaction)
            let others = try self.covered(former, period, except: office, transaction)
            let coveredBefore = others.union(before.map(\.indicator))
            let coveredAfter = others.union(after.map(\.indicator))
            try self.shift(
                former,
                period,
                from: own.filter { !coveredBefore.contains($0.indicator) },
                to: own.filter { !coveredAfter.contains($0.indicator) },
                transaction
            )
        }
    }

    /// Moves the totals of the office and of all between it and this store's own office.
    func shift(
        _ office: Int,
        _ period: Period,
        from before: [Figure],
        to after: [Figure],
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        var deltas = Figures.deltas(period: period, old: before, new: after)
        let reporting = (after.isEmpty ? 0 : 1) - (before.isEmpty ? 0 : 1)
        if reporting != 0 {
            deltas.append(
                RollupDelta(
                    key: RollupKey(period: period, indicator: RollupTable.coverageIndicator),
                    value: Int64(reporting),
                    offices: reporting,
                    conflicts: 0
                )
            )
        }
        guard !deltas.isEmpty else { return }
        for place in self.directory.offices[office].lineage {
            let key = RollupBlock.Key(office: place, period: period)
            let block = try self.rollups.block(key, transaction.connection)
            for delta in deltas {
                guard place == office else {
                    block.add(delta, own: nil)
                    continue
                }
                let figure = after.first { $0.indicator == delta.key.indicator }
                block.add(delta, own: (figure?.value, figure?.conflicts ?? 0))
            }
        }
    }
}
