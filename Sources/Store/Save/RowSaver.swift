internal import Decision
internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// Saves what a decision has changed: each kind of rows in one statement or two, whatever their number.
struct RowSaver {
    let connection: any SQLConnection
    /// As it is after the decision.
    let directory: Directory
    /// UTC milliseconds.
    let now: Int64

    func save(_ changes: RowChanges, eventsMax: Int) throws(StoreError) {
        if changes.clearsDerived {
            for statement in Schema.clearDerived { try self.connection.run(statement) }
        }
        for step in changes.steps { try self.take(step) }
        try self.saveNames(changes)
        try self.saveFeeds(changes)
        try self.saveRecords(changes)
        try self.saveRosters(changes)
        try self.saveDocuments(changes)
        try self.saveNotes(changes)
        try self.saveQuarantine(changes)
        try self.saveLogs(changes, eventsMax: eventsMax)
        try self.saveMemory(changes)
    }

    func run(_ sql: StaticString, _ rows: [[SQLValue]]) throws(StoreError) {
        guard !rows.isEmpty else { return }
        try self.connection.run(sql, .rows(SQLRows(rows)))
    }

    // MARK: Names

    private func saveNames(_ changes: RowChanges) throws(StoreError) {
        try self.run(
            """
            INSERT INTO office(id, path, parent)
            SELECT c1, c2, c3 FROM rows(?1, 'bigint text bigint') AS k
            """,
            changes.offices.map { office in
                let parent = office.path.parent.flatMap { self.directory.office($0) }
                return [
                    .integer(Directory.id(office.place)), .text(office.path.description),
                    .optional(parent.map(Directory.id)),
                ]
            }
        )
        try self.run(
            "INSERT INTO author(id, bytes) SELECT c1, c2 FROM rows(?1, 'bigint bytes') AS k",
            changes.authors.map { [.integer($0.id), .bytes($0.author.bytes)] }
        )
        try self.run(
            """
            INSERT INTO space(id, kind, owner, local, charter, digest_sum, digest_count)
            SELECT c1, c2, c3, c4, c5, c6, c7
            FROM rows(?1, 'bigint bigint bigint bytes bytes bytes bigint') AS k WHERE true
            ON CONFLICT (id) DO UPDATE SET charter = excluded.charter,
                digest_sum = excluded.digest_sum,
                digest_count = excluded.digest_count
            """,
            changes.spaces.sorted().map { place in
                let space = self.directory.spaces[place]
                return [
                    .integer(Directory.id(place)), .integer(Int64(space.space.kind.rawValue)),
                    .integer(Directory.id(space.owner)), .bytes(space.space.localBytes),
                    .bytes(self.directory.charters[space.space]?.encoded() ?? []),
                    .bytes(space.digest.keptSum), .bits(space.digest.count),
                ]
            }
        )
    }

    // MARK: Feeds

    /// Changes that are stored already.
    private func take(_ step: RowChanges.Step) throws(StoreError) {
        switch step {
        case .move(let move): try self.take(move)
        case .remove(let positions):
            try self.connection.run(
                "DELETE FROM change WHERE position BETWEEN ?1 AND ?2",
                .integer(positions.lowerBound),
                .integer(positions.upperBound)
            )
            try self.connection.run(
                "DELETE FROM confirmation WHERE feed = ?1 AND number >= ?2",
                .integer(ChangePosition.feed(positions.lowerBound)),
                .bits(ChangePosition.number(positions.lowerBound))
            )
        }
    }

    private func take(_ move: RowChanges.StrandMove) throws(StoreError) {
        let (first, last) = (move.positions.lowerBound, move.positions.upperBound)
        try self.connection.run(
            "UPDATE change SET position = position + ?3 WHERE position BETWEEN ?1 AND ?2",
            .integer(first),
            .integer(last),
            .integer(move.distance)
        )
        // Positions have no index: the records of one space are looked at, not all that there are.
        try self.connection.run(
            """
            UPDATE record SET position = position + ?3
            WHERE space = ?4 AND position BETWEEN ?1 AND ?2
            """,
            .integer(first),
            .integer(last),
            .integer(move.distance),
            .integer(Directory.id(move.space))
        )
        // Who had the rest had it all; what is confirmed of the front stays so.
        try self.connection.run(
            """
            INSERT INTO confirmation(feed, reader, number, at)
            SELECT ?2, reader, number, at FROM confirmation WHERE feed = ?1 AND number >= ?3
            """,
            .integer(ChangePosition.feed(first)),
            .integer(ChangePosition.feed(first + move.distance)),
            .bits(ChangePosition.number(first))
        )
    }

    private func saveFeeds(_ changes: RowChanges) throws(StoreError) {
        try self.run(
            """
            INSERT INTO change(position, digest, body, signature)
            SELECT c1, c2, c3, c4 FROM rows(?1, 'bigint bytes bytes bytes') AS k
            """,
            changes.changes.elements.sorted { $0.key < $1.key }.map(Self.row)
        )
        // A damaged row may be there or not.
        try self.run(
            """
            INSERT INTO change(position, digest, body, signature)
            SELECT c1, c2, c3, c4 FROM rows(?1, 'bigint bytes bytes bytes') AS k WHERE true
            ON CONFLICT (position) DO UPDATE SET digest = excluded.digest, body = excluded.body,
                signature = excluded.signature
            """,
            changes.mended.map { Self.row(position: $0, $1) }
        )
        try self.run(
            """
            INSERT INTO feed(id, space, author, incarnation, base, branch, suite, public_key,
                office, head_number, head_digest, head_stamp, applied_number, byte_count,
                is_split, last_at)
            SELECT c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16
            FROM rows(?1, 'bigint bigint bigint bigint bigint bytes bigint bytes bigint bigint bytes
                bigint bigint bigint bigint bigint') AS k WHERE true
            ON CONFLICT (id) DO UPDATE SET head_number = excluded.head_number,
                head_digest = excluded.head_digest, head_stamp = excluded.head_stamp,
                applied_number = excluded.applied_number, byte_count = excluded.byte_count,
                is_split = excluded.is_split, last_at = excluded.last_at
            """,
            changes.feeds.sorted().map { self.row(of: $0) }
        )
        try self.run(
            """
            INSERT INTO confirmation(feed, reader, number, at)
            SELECT c1, c2, c3, c4 FROM rows(?1, 'bigint text bigint bigint') AS k WHERE true
            ON CONFLICT (feed, reader, number) DO NOTHING
            """,
            changes.confirmations.map { confirmation, at in
                [
                    .integer(Directory.id(confirmation.feed)),
                    .text(confirmation.reader.description), .bits(confirmation.number),
                    .integer(at),
                ]
            }
        )
    }

    private static func row(position: Int64, _ change: StoredChange) -> [SQLValue] {
        [
            .integer(position), .bytes(change.digest.bytes), .bytes(change.signed.body),
            .bytes(change.signed.signature),
        ]
    }

    private func row(of place: Int) -> [SQLValue] {
        let feed = self.directory.feeds[place]
        let office = self.directory.office(feed.key.path).map(Directory.id)
        return [
            .integer(Directory.id(place)), .integer(Directory.id(feed.space)),
            .integer(feed.author), .bits(feed.feed.incarnation), .bits(feed.feed.base),
            .bytes(feed.feed.branchBytes), .integer(Int64(feed.key.suite.rawValue)),
            .bytes(feed.key.publicKey), .optional(office), .bits(feed.head.number),
            .bytes(feed.head.digest.bytes), .bits(feed.stamp.raw), .bits(feed.applied),
            .integer(feed.byteCount), .bool(feed.isSplit), .integer(feed.lastAt),
        ]
    }

    // MARK: Records

    private func saveRecords(_ changes: RowChanges) throws(StoreError) {
        var seals: [Int: RowSeal] = [:]
        try self.run(
            """
            INSERT INTO record(space, kind, key, state, is_unknown, position)
            SELECT c1, c2, c3, c4, c5, c6
            FROM rows(?1, 'bigint bigint bytes bytes bigint bigint') AS k WHERE true
            ON CONFLICT (space, kind, key) DO UPDATE SET state = excluded.state,
                is_unknown = excluded.is_unknown, position = excluded.position
            """,
            changes.records.map { key, record in
                let space = self.directory.spaces[key.space].space
                let seal = seals[key.space] ?? RowSeal(recordsOf: space)
                seals[key.space] = seal
                return [
                    .integer(Directory.id(key.space)), .integer(Int64(key.record.kind)),
                    .bytes(key.record.key), .bytes(seal.sealed(record.state, of: key.record)),
                    .bool(record.isUnknown), .integer(record.stored.position),
                ]
            }
        )
        try self.run(
            """
            INSERT INTO totals(office, period, own, reported, content)
            SELECT c1, c2, c3, c4, c5 FROM rows(?1, 'bigint text text bigint bytes') AS k WHERE true
            ON CONFLICT (office, period) DO UPDATE SET own = excluded.own,
                reported = excluded.reported, content = excluded.content
            """,
            changes.totals.map { key, totals in
                let seal = RowSeal(totalsOf: self.directory.offices[key.office].path)
                return [
                    .integer(Directory.id(key.office)), .text(key.period.text),
                    .optional(totals.ownIndicators), .integer(totals.reported),
                    .bytes(seal.sealed(totals.encoded(), of: key.period)),
                ]
            }
        )
    }

    // MARK: What the store remembers

    private func saveMemory(_ changes: RowChanges) throws(StoreError) {
        try self.run(
            """
            INSERT INTO meta(key, number, bytes)
            SELECT c1, c2, c3 FROM rows(?1, 'text bigint bytes') AS k WHERE true
            ON CONFLICT (key) DO UPDATE SET number = excluded.number, bytes = excluded.bytes
            """,
            changes.meta.map { [.text($0.rawValue), $1.number, $1.bytes] }
        )
        try self.run(
            "DELETE FROM damage WHERE position IN (SELECT c1 FROM rows(?1, 'bigint') AS k)",
            changes.damage.compactMap { position, damage in
                damage == nil ? [.integer(position)] : nil
            }
        )
        try self.run(
            """
            INSERT INTO damage(position, standing, noticed_at)
            SELECT c1, c2, c3 FROM rows(?1, 'bigint bigint bigint') AS k WHERE true
            ON CONFLICT (position) DO UPDATE SET standing = excluded.standing
            """,
            changes.damage.compactMap { position, damage in
                damage.map {
                    [.integer(position), .integer($0.standing.rawValue), .integer($0.noticedAt)]
                }
            }
        )
    }
}
