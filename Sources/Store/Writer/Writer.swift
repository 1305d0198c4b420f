internal import SyncProtocol

/// Does everything that changes the store, on one thread of its own, one transaction at a time.
///
/// What it keeps in memory mirrors the last commit; when a transaction fails it reads all of it anew.
final class Writer {
    let driver: any SQLDriver
    let configuration: StoreConfiguration
    let identity: StoreIdentity
    let author: AuthorID
    let clock: @Sendable () -> Int64
    let random: @Sendable () -> UInt64
    private let fence: FenceFile?
    private let places: FilePlaces?

    var directory: Directory
    var hybridClock = HybridClock()
    var incarnation: UInt64 = 0
    var records: [RecordKey: RecordEntry] = [:]
    /// Roughly what they take in memory, in bytes.
    var recordsByteCount = 0
    var rollups = RollupTable()
    var audit = AuditChain()
    var quarantine = QuarantineTally()
    /// The last commit.
    private(set) var point = CommitPoint.start
    /// When the last commit that was found at the opening was made, UTC milliseconds.
    private var foundAt: Int64?
    /// At the opening it held nothing of ours, and an event that it was made because the old one was lost.
    private var isMadeAnew = false
    /// How many changes of our own are here.
    var ownCount: Int64 = 0
    /// What is being fetched back of our own past.
    var past: LostPast?
    /// Whoever sends false receipts or forks many feeds on purpose must not wash all other events away.
    var falseReceipts = QuietLog(quietMilliseconds: 60 * 60_000)
    var forkEvents = EventQuota(countMax: StoreEvent.forksToldMax)
    var copyEvents = EventQuota(countMax: StoreEvent.copiesToldMax)
    var damageEvents = EventQuota(countMax: StoreEvent.damageToldMax)
    var mendEvents = EventQuota(countMax: StoreEvent.damageToldMax)
    /// Changes that the disk has not kept.
    var damage = DamageTable()
    /// UTC milliseconds of the last attempt to apply what is held.
    var heldTriedAt: Int64 = 0
    private(set) var hasWorkToTidy = false
    /// Why nothing is written any more until the process starts anew: after a failed write or
    /// synchronisation the system may have forgotten what it had not written yet.
    private var fault: StoreError?

    init(
        driver: any SQLDriver,
        configuration: StoreConfiguration,
        identity: StoreIdentity,
        fence: FenceFile?,
        places: FilePlaces?,
        clock: @escaping @Sendable () -> Int64,
        random: @escaping @Sendable () -> UInt64
    ) {
        self.driver = driver
        self.configuration = configuration
        self.identity = identity
        self.author = identity.signer.author
        self.fence = fence
        self.places = places
        self.clock = clock
        self.random = random
        self.directory = Directory(own: identity.path)
    }

    // MARK: Transactions

    /// Runs the body in a transaction, writes everything that it left in memory, commits, and moves
    /// the fence. When this returns, the disk has it.
    func transact<Value>(
        _ body: (StoreTransaction) throws(StoreError) -> Value
    ) throws(StoreError) -> (value: Value, transaction: StoreTransaction) {
        if let fault = self.fault { throw fault }
        let previous = self.point
        do throws(StoreError) {
            let now = self.clock()
            let result = try self.driver.write {
                (connection) throws(StoreError) -> (Value, StoreTransaction, CommitPoint) in
                try connection.transaction { () throws(StoreError) in
                    let transaction = StoreTransaction(connection: connection, now: now)
                    let value = try body(transaction)
                    try self.flush(transaction)
                    let point = previous.next(heads: transaction.committed.map(\.head.digest))
                    try self.save(point, after: previous, transaction)
                    return (value, transaction, point)
                }
            }
            self.point = result.2
            self.hasWorkToTidy = true
            self.moveFence(result.1)
            try self.places?.check()
            return (result.0, result.1)
        } catch {
            if error.isDiskFault { self.fault = error }
            // What is in memory may be ahead of the disk now.
            do throws(StoreError) {
                try self.reload()
            } catch let reloadError {
                self.fault = reloadError
            }
            throw error
        }
    }

    private func save(
        _ point: CommitPoint,
        after previous: CommitPoint,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        try transaction.connection.run(
            """
            INSERT INTO commit_point(id, number, token, previous_token, at) VALUES (1, ?1, ?2, ?3, ?4)
            ON CONFLICT (id) DO UPDATE SET number = excluded.number, token = excluded.token,
                previous_token = excluded.previous_token, at = excluded.at
            """,
            .integer(point.number),
            .bytes(point.token.bytes),
            .bytes(previous.token.bytes),
            .integer(transaction.now)
        )
    }

    /// One `pwrite` and one `fdatasync` after each commit, before anything is acknowledged.
    private func moveFence(_ transaction: StoreTransaction) {
        guard let fence = self.fence else { return }
        do throws(StoreError) {
            try fence.write(self.mark)
        } catch {
            // The commit itself is durable. A fence that stays behind costs no more than a new
            // incarnation at the next opening.
            transaction.notices.append(.failed(error, batches: []))
        }
    }

    /// What the fence is to remember now.
    private var mark: FenceMark {
        FenceMark(point: self.point, ownCount: self.ownCount + (self.past?.missing ?? 0))
    }

    func tidy() {
        guard self.hasWorkToTidy else { return }
        try? self.driver.tidy()
        self.hasWorkToTidy = false
    }

    // MARK: Opening

    /// Reads what the store knows about itself, and opens a new incarnation when the fence disagrees.
    func start() throws(StoreError) {
        try self.reload()
        let found = self.point
        try self.driver.read { connection throws(StoreError) in
            self.foundAt = try connection.first("SELECT at FROM commit_point") { row in
                row.integer(0)
            }
            let events = try connection.integer(
                "SELECT COUNT(*) FROM event WHERE kind = ?1",
                .text(StoreEvent.madeAnewKind)
            )
            self.isMadeAnew = events > 0 && self.ownCount == 0
        }
        let previousToken = try self.previousToken()
        guard let fence = self.fence else {
            if found.number == 0 { try self.initialize() }
            return
        }
        let remembered = try fence.read()
        let reason = Self.mismatch(found, previousToken: previousToken, fence: remembered?.point)
        // A missing fence is not made good before the new incarnation is on disk.
        if remembered == nil, found.number == 0 { try fence.prepare(self.mark) }
        // Numbers go on rising whatever was restored: readers wait for a version above the last.
        if let remembered, remembered.point.number > found.number {
            self.point = CommitPoint(number: remembered.point.number, token: found.token)
        }
        if found.number == 0 { try self.initialize() }
        if let reason {
            let missing = remembered.map { max(0, $0.ownCount - self.mark.ownCount) }
            _ = try self.transact { transaction throws(StoreError) in
                try self.openIncarnation(reason, missing: missing, transaction)
            }
        }
        try self.checkUnsent()
    }

    /// Why the fence proves that the database has lost its end or comes from elsewhere; nil when all
    /// is well. A fence that is one commit behind is what a killed process leaves.
    private static func mismatch(
        _ found: CommitPoint,
        previousToken: Digest256?,
        fence: CommitPoint?
    ) -> IncarnationReason? {
        guard let fence else { return found.number == 0 ? nil : .fenceMissing }
        if fence.number > found.number { return .databaseBehindFence }
        if fence.number == found.number {
            return fence.token == found.token ? nil : .databaseDiffersFromFence
        }
        if fence.number == found.number - 1, let previousToken {
            return fence.token == previousToken ? nil : .databaseDiffersFromFence
        }
        return .databaseDiffersFromFence
    }

    private func previousToken() throws(StoreError) -> Digest256? {
        try self.driver.read { connection throws(StoreError) in
            try connection.first("SELECT previous_token FROM commit_point") { row in
                Digest256(bytes: row.bytes(0))
            }?
            .flatMap { $0 }
        }
    }

    /// Makes the first commit of a new store: whose it is, and its first incarnation.
    private func initialize() throws(StoreError) {
        let incarnation = FeedID.ordinary(self.random())
        _ = try self.transact { transaction throws(StoreError) in
            let connection = transaction.connection
            try Meta.set("tree", bytes: self.identity.tree.bytes, connection)
            try Meta.set("path", bytes: Array("\(self.identity.path)".utf8), connection)
            try Meta.set("incarnation", to: Int64(bitPattern: incarnation), connection)
            try Meta.set("derivation", to: Schema.derivationVersion, connection)
            _ = try self.office(self.identity.path, transaction)
        }
        self.incarnation = incarnation
    }

    /// Reads everything that is kept in memory anew.
    func reload() throws(StoreError) {
        self.forgetRecords()
        self.rollups = RollupTable()
        try self.driver.read { connection throws(StoreError) in
            self.directory = try Directory(own: self.identity.path, from: connection)
            self.incarnation = UInt64(bitPattern: try Meta.number("incarnation", connection) ?? 0)
            let stored = try connection.first("SELECT number, token FROM commit_point") { row in
                Digest256(bytes: row.bytes(1)).map {
                    CommitPoint(number: row.integer(0), token: $0)
                }
            }
            if let point = stored.flatMap({ $0 }), point.number >= self.point.number {
                self.point = point
            }
            self.past = try LostPast(from: connection)
            self.audit = try AuditChain(from: connection)
            self.damage = try DamageTable(from: connection)
            self.quarantine = try QuarantineTally(from: connection)
        }
        self.ownCount = self.directory.feeds.reduce(0) { count, feed in
            guard feed.feed.author == self.author else { return count }
            return count + Int64(clamping: feed.head.number - min(feed.head.number, feed.feed.base))
        }
        self.restoreClock()
    }

    /// The stamps of our present feeds must go on rising; all others count only as far as they are
    /// believable.
    func restoreClock() {
        let now = self.clock()
        var latest = Stamp.zero
        for feed in self.directory.feeds {
            let isOwn =
                feed.feed.author == self.author
                && FeedID.ordinary(feed.feed.incarnation) == self.incarnation
            guard isOwn || !HybridClock.isTooFarAhead(feed.stamp, at: now) else { continue }
            latest = max(latest, feed.stamp)
        }
        if latest > self.hybridClock.latest { self.hybridClock = HybridClock(latest: latest) }
    }

    /// Goes on in fresh feeds, so that nothing written from now on can collide with what this node
    /// may have written and forgotten (design, D7).
    ///
    /// - Parameters:
    ///   - missing: how many acknowledged changes of our own the fence knows of that are not here; nil
    ///     when it does not know.
    ///   - claimant: the neighbour on whose word it is done.
    func openIncarnation(
        _ reason: IncarnationReason,
        missing: Int64? = nil,
        claimedBy claimant: OfficePath? = nil,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let incarnation = try self.beginFeeds(transaction)
        transaction.notices.append(.incarnationOpened(incarnation, reason))
        try self.record(
            StoreEvent.incarnationOpened(
                reason,
                incarnation,
                claimedBy: claimant,
                at: transaction.now
            ),
            transaction
        )
        try self.keep(self.lost(missing, claimedBy: claimant?.office.text), transaction)
    }

    /// What is known of our past once we have reason to doubt it.
    private func lost(_ missing: Int64?, claimedBy claimant: String?) -> LostPast {
        guard var past = self.past, !past.isOfCopy else {
            // What seemed to be a copy's work came back to us, too.
            return LostPast(
                copyAt: self.copyAt,
                missing: missing,
                recovered: self.past?.recovered ?? 0,
                forks: self.past?.forks ?? 0,
                claimedBy: claimant
            )
        }
        // Lost once more before all had come back: what was still missing then is in the count.
        if let missing { past.missing = (past.missing ?? 0) + missing }
        return past
    }

    /// Draws a new incarnation, in which all is written from now on.
    func beginFeeds(_ transaction: StoreTransaction) throws(StoreError) -> UInt64 {
        let incarnation = FeedID.ordinary(self.random())
        self.incarnation = incarnation
        try Meta.set(
            "incarnation",
            to: Int64(bitPattern: incarnation),
            transaction.connection
        )
        return incarnation
    }

    // MARK: Our own past

    /// How old what was found at the opening is. Nil for a store that is no copy but was made anew.
    var copyAt: Int64? { self.isMadeAnew ? nil : self.foundAt }

    /// Remembers how far we are with fetching back what was lost.
    func keep(_ past: LostPast?, _ transaction: StoreTransaction) throws(StoreError) {
        self.past = past
        try LostPast.save(past, transaction.connection)
    }

    /// The offices whose nodes may have something of ours: our parent, and the children that have nodes.
    private var neighbours: [OfficePath] {
        let own = self.identity.path
        let children = self.directory.offices.filter {
            $0.path.parent == own && $0.hostedBy == nil
                && !self.directory.successions.isLeft($0.path)
        }
        return (own.parent.map { [$0] } ?? []) + children.map(\.path).sorted()
    }

    /// Says what came back and what did not.
    func concludePast(
        from sources: [String],
        asked: [OfficePath],
        _ transaction: StoreTransaction
    ) throws(StoreError) -> StoreEvent? {
        guard let past = self.past else { return nil }
        // What is not told now stays in the count of the next time.
        if past.isOfCopy, !self.copyEvents.take(at: transaction.now) { return nil }
        let event =
            past.isOfCopy
            ? StoreEvent.copyWrites(past, from: sources, at: transaction.now)
            : StoreEvent.pastRecovered(
                past,
                from: sources,
                unasked: self.neighbours.filter { !asked.contains($0) },
                isRoot: self.identity.path.parent == nil,
                at: transaction.now
            )
        try self.record(event, transaction)
        try self.keep(nil, transaction)
        return event
    }
}
