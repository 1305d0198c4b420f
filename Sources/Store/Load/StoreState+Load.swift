package import Decision
internal import OfficeWork
internal import PlainText
internal import SyncProtocol

extension StoreState {
    /// Reads what the store knows about itself.
    ///
    /// - Parameter now: UTC milliseconds.
    package static func load(
        _ identity: StoreIdentity,
        at now: Int64,
        _ connection: any SQLConnection
    ) throws(StoreError) -> StoreState {
        var directory = try Directory(own: identity.path, from: connection)
        let documents = try Self.documents(&directory, connection)
        let commit = try connection.first("SELECT number, token, at, summary FROM commit_point") {
            row throws(StoreError) in
            guard let token = Digest256(bytes: row.bytes(1)) else {
                throw .damaged(detail: "the commit point")
            }
            // A store that was saved from a damaged one has none before its first commit.
            let summary = row.isNull(3) ? nil : row.bytes(3)
            return (CommitPoint(number: row.integer(0), token: token), row.integer(2), summary)
        }
        let own = identity.own
        let holdsOwn = directory.feeds.contains {
            own.contains($0.feed.author) && $0.head.number > 0
        }
        let state = StoreState(
            directory: directory,
            damage: try Self.damage(connection),
            past: OwnPast(
                foundAt: commit?.1,
                isMadeAnew: holdsOwn ? false : try Self.isMadeAnew(connection),
                lossNoticedAt: try Self.lossNoticedAt(connection),
                lost: try LostPast.load(connection),
                goneCount: try Meta.gone.number(connection) ?? 0
            ),
            incarnation: UInt64(bitPattern: try Meta.incarnation.number(connection) ?? 0),
            point: commit?.0 ?? .start,
            audit: try Self.audit(connection),
            quarantine: try Self.quarantine(connection),
            numbers: try Self.numbers(connection),
            documents: documents,
            own: own,
            suite: identity.suite,
            at: now
        )
        if let summary = commit?.2, summary != state.summary(by: identity.suite).bytes {
            throw .damaged(detail: "not all that the last commit wrote is there")
        }
        return state
    }

    /// Counts once, at the opening, what each transaction keeps count of from then on.
    private static func documents(
        _ directory: inout Directory,
        _ connection: any SQLConnection
    ) throws(StoreError) -> DocumentTally {
        var tally = DocumentTally(
            unknownRecords: Int(
                try connection.integer("SELECT COUNT(*) FROM record WHERE is_unknown = 1")
            ),
            conflicts: Int(try connection.integer("SELECT COUNT(*) FROM record_conflict"))
        )
        try connection.rows("SELECT kind, COUNT(*) FROM document GROUP BY kind") { row in
            tally.add(row.count(1), of: UInt16(clamping: row.integer(0)))
        }
        try connection.rows(
            """
            SELECT period, space.owner, about, COUNT(*) FROM document
            JOIN space ON space.id = document.space
            WHERE document.kind = 22 GROUP BY period, space.owner, about
            """
        ) { row throws(StoreError) in
            let office = Directory.place(row.integer(1))
            guard let period = Period(row.text(0)), directory.offices.indices.contains(office)
            else { throw .damaged(detail: "reports of office \(row.integer(1))") }
            directory.addReports(row.count(3), of: office)
            tally.addReports(row.count(3), of: period, answering: row.optionalText(2))
        }
        return tally
    }

    private static func isMadeAnew(_ connection: any SQLConnection) throws(StoreError) -> Bool {
        try connection.integer(
            "SELECT COUNT(*) FROM event WHERE kind = ?1",
            .text(EventKind.storeMadeAnew.rawValue)
        ) > 0
    }

    private static func lossNoticedAt(
        _ connection: any SQLConnection
    ) throws(StoreError) -> Int64? {
        let kinds = SQLRows(StoreEvent.lossKinds.map { .text($0.rawValue) })
        return try connection.first(
            "SELECT MAX(at) FROM rows(?1, 'text') AS k JOIN event ON event.kind = k.c1",
            .rows(kinds)
        ) { row in row.optionalInteger(0) }?
        .flatMap { $0 }
    }

    private static func damage(_ connection: any SQLConnection) throws(StoreError) -> DamageTable {
        let rows = try connection.map("SELECT position, standing FROM damage ORDER BY position") {
            row in
            (
                position: row.integer(0),
                standing: DamageTable.Standing(rawValue: row.integer(1)) ?? .left
            )
        }
        return DamageTable(rows)
    }

    private static func audit(_ connection: any SQLConnection) throws(StoreError) -> AuditChain {
        try connection.first("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1") { row in
            AuditChain(
                number: row.integer(0),
                hash: Digest256(bytes: row.bytes(1)) ?? AuditChain.start.hash
            )
        } ?? .start
    }

    private static func quarantine(
        _ connection: any SQLConnection
    ) throws(StoreError) -> QuarantineTally {
        var tally = QuarantineTally(dropped: try Meta.quarantineDropped.number(connection) ?? 0)
        try connection.rows("SELECT peer, byte_count FROM quarantine ORDER BY id") { row in
            tally.add(row.count(1), of: row.text(0))
        }
        return tally
    }

    private static func numbers(_ connection: any SQLConnection) throws(StoreError) -> RowNumbers {
        RowNumbers(
            event: try connection.integer("SELECT COALESCE(MAX(id), 0) FROM event"),
            quarantine: try connection.integer("SELECT COALESCE(MAX(id), 0) FROM quarantine"),
            attachment: try connection.integer("SELECT COALESCE(MAX(id), 0) FROM attachment"),
            certificate: try connection.integer("SELECT COALESCE(MAX(id), 0) FROM certificate")
        )
    }
}

extension LostPast {
    /// Nil when nothing is being fetched back.
    static func load(_ connection: any SQLConnection) throws(StoreError) -> LostPast? {
        try Meta.lostPast.bytes(connection).flatMap { try? LostPast(decoding: $0) }
    }
}
