internal import Decision
internal import PlainText
internal import SyncProtocol

/// Writes what was saved of a damaged store into the tables of a new one.
struct SalvageWriter {
    let connection: any SQLConnection
    let identity: StoreIdentity

    // MARK: Names

    func write(_ names: SalvagedNames) throws(StoreError) {
        for (index, path) in names.offices.all.enumerated() {
            try self.connection.run(
                "INSERT INTO office(id, path, parent) VALUES (?1, ?2, ?3)",
                [
                    .integer(index + 1), .text(path.description),
                    .optional(path.parent.flatMap(names.offices.number)),
                ]
            )
        }
        for (index, (space, kept)) in zip(names.spaces.all, names.spaceRows).enumerated() {
            try self.connection.run(
                """
                INSERT INTO space(id, kind, owner, local, charter, digest_sum, digest_count)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                """,
                [
                    .integer(index + 1), .integer(Int64(space.kind.rawValue)),
                    .optional(names.offices.number(of: space.owner)), .bytes(space.localBytes),
                    .bytes(kept.charter),
                    .bytes(kept.digest.keptSum), .bits(kept.digest.count),
                ]
            )
        }
        for (index, author) in names.authors.all.enumerated() {
            try self.connection.run(
                "INSERT INTO author(id, bytes) VALUES (?1, ?2)",
                [.integer(index + 1), .bytes(author.bytes)]
            )
        }
        for row in names.feedRows {
            try self.connection.run(
                """
                INSERT INTO feed(id, space, author, incarnation, base, branch, suite, public_key,
                    office, head_number, head_digest, head_stamp, applied_number, byte_count,
                    is_split, last_at)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
                """,
                row
            )
        }
    }

    // MARK: Changes

    func copyChanges(_ scan: RowScan, _ names: SalvagedNames) throws(StoreError) -> Int {
        let suite = self.identity.suite
        var count = 0
        try scan.rows(of: "change") { row throws(StoreError) in
            guard let change = SalvagedChange(row, by: suite),
                let position = Self.position(change.position, names)
            else { return }
            count += try self.connection.run(
                """
                INSERT INTO change(position, digest, body, signature) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (position) DO NOTHING
                """,
                [
                    .integer(position), .bytes(change.digest.bytes), .bytes(change.body),
                    .bytes(change.signature),
                ]
            )
        }
        return count
    }

    private static func position(_ old: Int64, _ names: SalvagedNames) -> Int64? {
        names.newFeeds[ChangePosition.feed(old)].map {
            ChangePosition.value(feed: $0, number: ChangePosition.number(old))
        }
    }

    // MARK: All else

    /// What cannot be derived and is not part of a feed.
    func copyTables(_ scan: RowScan, _ names: SalvagedNames) throws(StoreError) {
        try self.copyMemory(scan, names)
        try self.copyRecords(scan, names)
        try self.copyDamage(scan, names)
        try self.copyConfirmations(scan, names)
        for table in SalvagedTable.all {
            try scan.rows(
                of: table.name,
                isNumbered: table.isNumbered,
                unreached: table.takesUnreached
            ) { row throws(StoreError) in
                guard table.takes(row) else { return }
                try self.copy(table.statement, row.columns)
            }
        }
    }

    private func copyConfirmations(
        _ scan: RowScan,
        _ names: SalvagedNames
    ) throws(StoreError) {
        try scan.rows(of: "confirmation", isNumbered: false, unreached: false) {
            row throws(StoreError) in
            guard row.columns.count == 4, let feed = row.columns[0].integer,
                let new = names.newFeeds[feed]
            else { return }
            try self.copy(
                """
                INSERT INTO confirmation(feed, reader, number, at) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT DO NOTHING
                """,
                [.integer(new)] + row.columns.dropFirst()
            )
        }
    }

    /// Records are derived anew, but before that they may tell what a damaged change of our own said.
    private func copyRecords(_ scan: RowScan, _ names: SalvagedNames) throws(StoreError) {
        try scan.rows(of: "record", isNumbered: false, unreached: false) { row throws(StoreError) in
            guard row.columns.count == 6,
                let space = row.columns[0].integer.flatMap({ names.newSpaces[$0] }),
                let position = row.columns[5].integer.flatMap({ Self.position($0, names) })
            else { return }
            try self.copy(
                """
                INSERT INTO record(space, kind, key, state, is_unknown, position)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING
                """,
                [.integer(space)] + row.columns[1...4] + [.integer(position)]
            )
        }
    }

    private func copyDamage(_ scan: RowScan, _ names: SalvagedNames) throws(StoreError) {
        try scan.rows(of: "damage", unreached: false) { row throws(StoreError) in
            guard row.columns.count == 3,
                let position = row.columns[0].integer.flatMap({ Self.position($0, names) })
            else { return }
            try self.copy(
                """
                INSERT INTO damage(position, standing, noticed_at) VALUES (?1, ?2, ?3)
                ON CONFLICT DO NOTHING
                """,
                [.integer(position)] + row.columns.dropFirst()
            )
        }
    }

    /// A row that no table takes is left out: it is none of those that were written.
    private func copy(_ statement: StaticString, _ values: [SQLValue]) throws(StoreError) {
        do throws(StoreError) {
            try self.connection.run(statement, values)
        } catch {
            guard case .inconsistent = error else { throw error }
        }
    }

    /// Tells people, in the new store itself: whatever happens next, it is known.
    func tell(_ event: StoreEvent) throws(StoreError) {
        try self.connection.run(
            """
            INSERT INTO event(id, at, kind, details, subject)
            SELECT COALESCE(MAX(id), 0) + 1, ?1, ?2, ?3, CAST(NULL AS TEXT) FROM event
            """,
            [.integer(event.at), .text(event.kind.rawValue), .bytes(event.details.encoded())]
        )
    }

    private func copyMemory(_ scan: RowScan, _ names: SalvagedNames) throws(StoreError) {
        // What the rows below say is better: an office may be on its way to another place.
        try Meta.tree.set(.bytes(self.identity.tree.bytes), self.connection)
        try Meta.path.set(.bytes(Array("\(self.identity.path)".utf8)), self.connection)
        let former = names.formerPaths.map { "\($0)" }.joined(separator: "\n")
        if !former.isEmpty {
            try Meta.formerPaths.set(.bytes(Array(former.utf8)), self.connection)
        }
        // What is derived is derived anew, and all is gone through from the beginning.
        var done: Set<Meta> = [.schema, .derivation, .scrub]
        try scan.rows(of: "meta", isNumbered: false) { row throws(StoreError) in
            // The rows that a tree leads to come first: any others are what was there before.
            guard SalvagedTable.isMemory(row.columns),
                let meta = row.columns[0].text.flatMap({ Meta(rawValue: $0) }),
                done.insert(meta).inserted
            else { return }
            let bytes = row.columns[2].bytes.map { MetaValue.bytes($0) }
            let number = row.columns[1].integer.map { MetaValue.number($0) }
            try meta.set(bytes ?? number ?? .none, self.connection)
        }
        var number: Int64 = 1
        try scan.rows(of: "commit_point") { row throws(StoreError) in
            number = max(number, SalvagedTable.commitNumber(row.columns) ?? 1)
        }
        // No fence fits this point: the store goes on in a new incarnation.
        let token = SQLValue.bytes(CommitPoint.start.token.bytes)
        try self.connection.run(
            """
            INSERT INTO commit_point(id, number, token, previous_token, at)
            VALUES (1, ?1, ?2, ?2, ?3)
            """,
            [.integer(number), token, .integer(0 as Int64)]
        )
    }
}
