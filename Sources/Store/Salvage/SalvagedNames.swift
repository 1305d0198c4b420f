internal import Decision
internal import SyncProtocol

/// Offices, spaces, authors and feeds of a damaged store, put together from their rows and from what the changes
/// themselves say, and numbered anew without gaps.
struct SalvagedNames {
    /// By the numbers that they had.
    private struct OldNames {
        var offices: [Int64: OfficePath] = [:]
        var spaces:
            [Int64: (
                kind: Int64, owner: Int64, local: [UInt8], charter: [UInt8], digest: SetDigest
            )] = [:]
        var authors: [Int64: AuthorID] = [:]
    }

    private let identity: StoreIdentity
    private var old = OldNames()
    private var feeds: [Int64: SalvagedFeed] = [:]
    /// By the openings that can be read, by their feeds without branches.
    private var keys: [FeedID: AuthorKey] = [:]

    private(set) var offices = NumberedNames<OfficePath>()
    private(set) var spaces = NumberedNames<SpaceID>()
    /// In the order of the spaces.
    private(set) var spaceRows: [(digest: SetDigest, charter: [UInt8])] = []
    /// By the number that a space had.
    private(set) var newSpaces: [Int64: Int64] = [:]
    private(set) var authors = NumberedNames<AuthorID>()
    /// By the number that a feed had.
    private(set) var newFeeds: [Int64: Int64] = [:]
    /// In the order of their new numbers, as rows.
    private(set) var feedRows: [[SQLValue]] = []
    private var taken: Set<FeedID> = []

    init(_ identity: StoreIdentity) {
        self.identity = identity
    }

    /// Where our own keys have written for other places than ours: where the office stood before. A host writes for its
    /// children, too, with the same key.
    var formerPaths: [OfficePath] {
        let own = self.identity.own
        var written = NumberedNames<OfficePath>()
        _ = written.add(self.identity.path)
        for id in self.feeds.keys.sorted() {
            guard let feed = self.feeds[id], let name = self.name(of: feed),
                own.contains(name.author), let path = self.key(of: feed, name)?.path
            else { continue }
            _ = written.add(path)
        }
        return written.all.dropFirst().filter { path in
            !written.all.contains { $0 != path && $0.contains(path) }
        }
    }

    // MARK: Taking in

    mutating func takeOffice(_ row: RowScan.Row) {
        guard row.columns.count == 9, let id = row.columns[0].integer,
            let path = row.columns[1].text.flatMap({ OfficePath(text: $0) })
        else { return }
        if self.old.offices[id] == nil || row.isReached { self.old.offices[id] = path }
    }

    mutating func takeSpace(_ row: RowScan.Row) {
        guard row.columns.count == 7, let id = row.columns[0].integer,
            let kind = row.columns[1].integer, let owner = row.columns[2].integer,
            let local = row.columns[3].bytes, let charter = row.columns[4].bytes,
            let sum = row.columns[5].bytes, let count = row.columns[6].integer,
            let digest = SetDigest(sum: sum, count: UInt64(bitPattern: count))
        else { return }
        if self.old.spaces[id] == nil || row.isReached {
            self.old.spaces[id] = (kind, owner, local, charter, digest)
        }
    }

    mutating func takeAuthor(_ row: RowScan.Row) {
        guard row.columns.count == 2, let id = row.columns[0].integer,
            let author = row.columns[1].bytes.flatMap({ AuthorID(bytes: $0) })
        else { return }
        if self.old.authors[id] == nil || row.isReached { self.old.authors[id] = author }
    }

    mutating func takeFeed(_ row: RowScan.Row) {
        guard let id = row.columns.first?.integer,
            let content = SalvagedFeed.Row(row.columns.dropFirst())
        else { return }
        if self.feeds[id]?.row == nil || row.isReached {
            self.feeds[id, default: SalvagedFeed()].row = content
        }
    }

    mutating func take(_ change: SalvagedChange) {
        let number = ChangePosition.number(change.position)
        self.feeds[ChangePosition.feed(change.position), default: SalvagedFeed()].take(
            number,
            change.digest,
            body: change.body,
            byteCount: change.body.count + change.signature.count
        )
        guard number == 1, let content = try? Change(decoding: change.body),
            let opening = content.opening
        else { return }
        self.keys[content.feed.root] = AuthorKey(opening.leaf)
    }

    // MARK: Numbering anew

    mutating func finish() {
        for id in self.old.offices.keys.sorted() {
            if let path = self.old.offices[id] { self.add(path) }
        }
        self.add(self.identity.path)
        for id in self.old.spaces.keys.sorted() {
            guard let name = self.space(id), let space = self.old.spaces[id] else { continue }
            // What cannot be read of a charter the openings say again.
            let isRead = (try? Charters.Entry(decoding: space.charter)) != nil
            self.newSpaces[id] = self.add(
                name,
                digest: space.digest,
                charter: isRead ? space.charter : []
            )
        }
        // What is left of a strand without a row must not take its feed's name.
        let ids = self.feeds.keys.sorted()
        for id in ids.filter({ self.feeds[$0]?.row != nil })
            + ids.filter({ self.feeds[$0]?.row == nil })
        {
            guard let feed = self.feeds[id], let row = self.row(of: feed) else { continue }
            self.newFeeds[id] = Int64(self.feedRows.count) + 1
            self.feedRows.append(row)
        }
    }

    /// The space that had a number.
    private func space(_ id: Int64) -> SpaceID? {
        self.old.spaces[id].flatMap {
            SpaceID(kind: $0.kind, of: self.old.offices[$0.owner], local: $0.local)
        }
    }

    @discardableResult
    private mutating func add(_ path: OfficePath) -> Int64 {
        if let parent = path.parent, self.offices.number(of: path) == nil { self.add(parent) }
        return self.offices.add(path)
    }

    private mutating func add(
        _ space: SpaceID,
        digest: SetDigest = SetDigest(),
        charter: [UInt8] = []
    ) -> Int64 {
        if self.spaces.number(of: space) == nil {
            self.add(space.owner)
            self.spaceRows.append((digest, charter))
        }
        return self.spaces.add(space)
    }

    private mutating func row(of feed: SalvagedFeed) -> [SQLValue]? {
        guard let name = self.name(of: feed), let key = self.key(of: feed, name),
            let head = feed.head
        else { return nil }
        // What is left of a strand whose row is gone may look like the feed itself, of which the changes are there.
        let isAlone = feed.row != nil || !self.taken.contains(name)
        let branch = feed.row == nil && isAlone ? (base: 0, change: []) : feed.branch
        let strand = FeedID(
            space: name.space,
            author: name.author,
            incarnation: name.incarnation,
            branch: FeedBranch(base: branch.base, change: branch.change)
        )
        guard self.taken.insert(strand).inserted else { return nil }
        let row = feed.row
        let last = feed.last.flatMap { try? Change(decoding: $0.body) }
        let stamp = row?.head.number == head.number ? row?.stamp : nil
        return [
            .integer(Int64(self.feedRows.count) + 1), .integer(self.add(name.space)),
            .integer(self.authors.add(name.author)), .bits(name.incarnation), .bits(branch.base),
            .bytes(branch.change), .integer(Int64(key.suite.rawValue)), .bytes(key.publicKey),
            .integer(self.add(key.path)), .bits(head.number), .bytes(head.digest.bytes),
            .integer(stamp ?? last.map { Int64(bitPattern: $0.stamp.raw) } ?? 0),
            .bits(feed.applied(upTo: head)),
            .integer(row?.byteCount ?? feed.byteCount), .integer(row?.isSplit ?? 0),
            .integer(row?.lastAt ?? 0),
        ]
    }

    /// The feed that it is, or a strand of.
    private func name(of feed: SalvagedFeed) -> FeedID? {
        if let row = feed.row, let space = self.space(row.space),
            let author = self.old.authors[row.author]
        {
            return FeedID(space: space, author: author, incarnation: row.incarnation)
        }
        return feed.last.flatMap { try? Change(decoding: $0.body) }?.feed.root
    }

    private func key(of feed: SalvagedFeed, _ name: FeedID) -> AuthorKey? {
        if let row = feed.row, let path = self.old.offices[row.office],
            let suite = SuiteNumber(rawValue: UInt8(clamping: row.suite))
        {
            return AuthorKey(suite: suite, publicKey: row.publicKey, path: path)
        }
        if let key = self.keys[name] { return key }
        // Without its opening it can only be guessed for which office an author wrote that hosts others, or has moved:
        // for the owner of the space, else for the highest.
        let keys = self.keys.filter { $0.key.author == name.author }.values
        return keys.first { $0.path == name.space.owner } ?? keys.min { $0.path < $1.path }
    }
}
