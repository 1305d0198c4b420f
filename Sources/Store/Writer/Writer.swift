internal import Decision
internal import SyncProtocol

/// Does everything that changes the store, on one thread of its own, one commit at a time: loads what a decision
/// needs, has it made (``Transaction``), saves what it changes, commits, moves the fence.
final class Writer {
    private let parts: StoreParts
    let configuration: StoreConfiguration
    let identity: StoreIdentity
    let clock: @Sendable () -> Int64
    private let random: @Sendable () -> UInt64
    let published: PublishedState

    /// As of the last commit.
    private(set) var state: StoreState
    private(set) var cache = RowCache()
    private var hasWorkToTidy = false
    /// Where the last turn of held changes ended.
    var held = HeldProgress()
    /// Why nothing is written any more until the process starts anew: after a failed write or
    /// synchronisation the system may have forgotten what it had not written yet.
    private var fault: StoreError?

    init(
        _ parts: StoreParts,
        configuration: StoreConfiguration,
        identity: StoreIdentity,
        clock: @escaping @Sendable () -> Int64,
        random: @escaping @Sendable () -> UInt64,
        published: PublishedState = PublishedState()
    ) throws(StoreError) {
        self.published = published
        self.parts = parts
        self.configuration = configuration
        self.identity = identity
        self.clock = clock
        self.random = random
        self.state = try parts.driver.read { connection throws(StoreError) in
            try StoreState.load(identity, at: clock(), connection)
        }
        self.published.put(self.state)
    }

    var driver: any SQLDriver { self.parts.driver }

    // MARK: Commits

    /// Makes one commit. When this returns, the disk has it.
    @discardableResult
    func commit<Value>(
        _ body: (CommitWork) throws(StoreError) -> Value
    ) throws(StoreError) -> Commit<Value> {
        if let fault = self.fault { throw fault }
        do throws(StoreError) {
            let (work, value) = try self.driver.write { (connection) throws(StoreError) in
                try connection.transaction { () throws(StoreError) in
                    let work = CommitWork(self, connection)
                    let value = try body(work)
                    try work.seal()
                    return (work, value)
                }
            }
            self.take(work)
            let fenceError = self.moveFence()
            try self.parts.places?.check()
            return Commit(
                value: value,
                report: work.report,
                notices: work.notices,
                fenceError: fenceError
            )
        } catch {
            self.cache.removeAll()
            if error.isDiskFault { self.fault = error }
            throw error
        }
    }

    /// A commit with one decision.
    @discardableResult
    func transact<Value>(
        _ foreseen: Needs = Needs(),
        _ body: (Transaction) throws(Interruption) -> Value
    ) throws(StoreError) -> Commit<Value> {
        try self.commit { work throws(StoreError) in try work.decide(foreseen, body) }
    }

    private func take(_ work: CommitWork) {
        self.state = work.state
        self.published.put(self.state)
        self.cache = work.rows.cache
        self.hasWorkToTidy = true
        for fault in work.news.flatMap(\.unreadable) { self.driver.watch.note(StoreError(fault)) }
    }

    /// Hands the cache to a commit, which gives it back; what is lost on the way is read anew.
    func takeCache() -> RowCache {
        defer { self.cache = RowCache() }
        return self.cache
    }

    /// What a decision is told of the world.
    func context(at now: Int64) -> DecisionContext {
        DecisionContext(
            identity: self.identity,
            limits: DecisionLimits(
                quarantineItemsMax: self.configuration.quarantineItemsMax,
                quarantineBytesMax: self.configuration.quarantineBytesMax,
                earliestMilliseconds: self.configuration.earliestMilliseconds
            ),
            now: now,
            microseconds: self.configuration.microseconds(),
            entropy: Digest256(
                words: (self.random(), self.random(), self.random(), self.random())
            )
        )
    }

    /// One `pwrite` and one `fdatasync` after each commit, before anything is acknowledged.
    ///
    /// - Returns: why it could not be done. The commit itself is durable: a fence that stays behind costs no more
    ///   than a new incarnation at the next opening.
    private func moveFence() -> StoreError? {
        guard let fence = self.parts.fence else { return nil }
        do throws(StoreError) {
            try fence.write(FenceMark(self.state))
            return nil
        } catch {
            return error
        }
    }

    /// The last thing that the process does: says in the fence that nothing was lost.
    func rest() {
        guard let fence = self.parts.fence, self.fault == nil else { return }
        var mark = FenceMark(self.state)
        mark.isAtRest = true
        try? fence.write(mark)
    }

    func tidy() {
        guard self.hasWorkToTidy else { return }
        try? self.driver.tidy()
        self.hasWorkToTidy = false
    }

    // MARK: Opening

    /// Makes a new store, or opens a new incarnation when the fence disagrees.
    func start() throws(StoreError) {
        let isNew = self.state.point.number == 0
        guard let fence = self.parts.fence else {
            if isNew { try self.transact { $0.initialize() } }
            return
        }
        let remembered = try fence.read()
        let past = PastCheck(
            self.state,
            previousToken: try self.previousToken(),
            fence: remembered
        )
        // A missing fence is not made good before the new incarnation is on disk.
        if remembered == nil, isNew { try fence.prepare(FenceMark(self.state)) }
        self.state.point = past.point
        if isNew { try self.transact { $0.initialize() } }
        if past.hasNews { try self.transact { $0.settle(past) } }
        self.published.noteStop(
            isOrderly: past.doubt == nil && remembered.map(\.isAtRest) ?? true
        )
        try self.noteUnsentDamage()
    }

    private func previousToken() throws(StoreError) -> Digest256? {
        try self.driver.read { connection throws(StoreError) in
            try connection.first("SELECT previous_token FROM commit_point") { row in
                Digest256(bytes: row.bytes(0))
            }?
            .flatMap { $0 }
        }
    }

    /// What nobody may have yet and is damaged is known before the first neighbour asks for it.
    private func noteUnsentDamage() throws(StoreError) {
        let check = UnsentCheck(self.identity, self.state)
        let damaged = try self.driver.read { connection throws(StoreError) in
            try check.damaged(connection)
        }
        guard !damaged.isEmpty else { return }
        try self.transact { (transaction) throws(Interruption) in
            try transaction.noteDamage(damaged)
        }
    }
}
