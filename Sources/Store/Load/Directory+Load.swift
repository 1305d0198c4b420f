internal import Decision
internal import OfficeWork
internal import SyncProtocol

extension Directory {
    /// Reads the whole directory from the store.
    init(own: OfficePath, from connection: any SQLConnection) throws(StoreError) {
        self.init(own: own, before: try StoreMove.formerPaths(connection))
        try connection.rows(
            """
            SELECT id, path, hosted_by, level, name, name_english, listing, places FROM office
            ORDER BY id
            """
        ) { row throws(StoreError) in
            let place = Self.place(row.integer(0))
            guard let path = OfficePath(text: row.text(1)), self.add(path) == place else {
                throw .damaged(detail: "office \(row.integer(0))")
            }
            let host = row.optionalText(2).flatMap { OfficePath(text: $0) }
            self.set(Listed(row), hostedBy: host, of: place)
        }
        try self.loadSpaces(connection)
        try connection.rows("SELECT id, bytes FROM author ORDER BY id") {
            row throws(StoreError) in
            guard let author = AuthorID(bytes: row.bytes(1)) else {
                throw .damaged(detail: "author \(row.integer(0))")
            }
            self.add(author, id: row.integer(0))
        }
        try self.loadFeeds(connection)
        try connection.rows("SELECT office, kind, version FROM version_floor") { row in
            let floor = VersionFloor(
                kind: UInt16(clamping: row.integer(1)),
                version: UInt32(clamping: row.integer(2))
            )
            self.setFloor(floor, by: Self.place(row.integer(0)))
        }
        self.useWords(try Succession.all(connection))
    }

    private mutating func loadSpaces(_ connection: any SQLConnection) throws(StoreError) {
        try connection.rows(
            "SELECT id, kind, owner, local, digest_sum, digest_count, charter FROM space ORDER BY id"
        ) { row throws(StoreError) in
            let owner = Self.place(row.integer(2))
            guard self.offices.indices.contains(owner),
                let space = SpaceID(
                    kind: row.integer(1),
                    of: self.offices[owner].path,
                    local: row.bytes(3)
                ),
                let digest = SetDigest(sum: row.bytes(4), count: row.bits(5)),
                self.add(space, owner: owner, digest: digest) == Self.place(row.integer(0))
            else { throw .damaged(detail: "space \(row.integer(0))") }
            let charter = row.bytes(6)
            guard !charter.isEmpty else { return }
            guard let entry = try? Charters.Entry(decoding: charter) else {
                throw .damaged(detail: "charter of \(space)")
            }
            self.use(entry, of: space)
        }
    }

    private mutating func loadFeeds(_ connection: any SQLConnection) throws(StoreError) {
        try connection.rows(
            """
            SELECT feed.id, space, author, author.bytes, incarnation, suite, public_key, office,
                head_number, head_digest, head_stamp, applied_number, byte_count, is_split,
                last_at, base, branch
            FROM feed JOIN author ON author.id = feed.author ORDER BY feed.id
            """
        ) { row throws(StoreError) in
            guard let feed = self.feed(row), self.add(feed) == Self.place(row.integer(0)) else {
                throw .damaged(detail: "feed \(row.integer(0))")
            }
            self.count(feed, insteadOf: nil)
        }
    }

    private func feed(_ row: any SQLRow) -> FeedEntry? {
        let space = Self.place(row.integer(1))
        let office = Self.place(row.integer(7))
        guard self.spaces.indices.contains(space), self.offices.indices.contains(office),
            let author = AuthorID(bytes: row.bytes(3)),
            let suite = SuiteNumber(rawValue: UInt8(clamping: row.integer(5))),
            let digest = Digest256(bytes: row.bytes(9))
        else { return nil }
        return FeedEntry(
            feed: FeedID(
                space: self.spaces[space].space,
                author: author,
                incarnation: row.bits(4),
                branch: FeedBranch(base: row.bits(15), change: row.bytes(16))
            ),
            space: space,
            author: row.integer(2),
            key: AuthorKey(
                suite: suite,
                publicKey: row.bytes(6),
                path: self.offices[office].path
            ),
            head: FeedHead(number: row.bits(8), digest: digest),
            stamp: Stamp(raw: row.bits(10)),
            applied: row.bits(11),
            byteCount: row.integer(12),
            isSplit: row.integer(13) != 0,
            lastAt: row.integer(14)
        )
    }
}

extension Directory.Listed {
    /// Out of a row of offices; nil where no roster says anything.
    fileprivate init?(_ row: any SQLRow) {
        guard let level = row.optionalText(3).flatMap({ Level(rawValue: $0) }),
            let name = row.optionalText(4)
        else { return nil }
        self.init(
            level: level,
            name: name,
            nameEnglish: row.optionalText(5),
            listing: row.optionalText(6).map { OfficeListing(text: $0) } ?? .none,
            places: row.optionalInteger(7).map { Int(clamping: $0) }
        )
    }
}

extension Succession {
    /// All that the rosters say.
    static func all(_ connection: any SQLConnection) throws(StoreError) -> [Succession] {
        try connection.map(
            "SELECT declared_by, old_path, new_paths, since FROM succession"
        ) { row -> Succession? in
            guard let roster = OfficePath(text: row.text(0)),
                let from = OfficePath(text: row.text(1))
            else { return nil }
            let to = row.text(2).split(separator: "\n").compactMap { OfficePath(text: $0) }
            return Succession(from: from, to: to, declaredBy: roster, since: row.integer(3))
        }
        .compactMap { $0 }
    }
}
