internal import Decision
internal import OrderedCollections
internal import Store
internal import SyncProtocol

/// An office's disk and the one writer in front of it, which has the decisions made that ship.
///
/// A commit takes simulated time; what arrives meanwhile gathers for the next one. A crash keeps
/// ``durable`` and loses all else.
package struct SimulatedStore: Sendable {
    /// A commit on its way to the disk.
    struct Commit: Sendable {
        var image: StoreImage
        let state: StoreState
        let outcome: CommitOutcome
        var isDurable = false
    }

    private enum Waiting: Sendable {
        case act(SimulatedAct)
        case work(StoreWork)
    }

    /// How many acts may wait before users are told to come back later.
    static let waitingActsMax = 500
    /// How many pieces of work enter one commit.
    static let workPerCommitMax = 256
    /// How many refused units are kept.
    package static let quarantineCountMax = 1000
    private static let quarantineBytesMax = 64 * 1024 * 1024
    private static let limits = StoreRows.Limits(StoreConfiguration(location: .memory))

    package private(set) var durable: StoreImage
    /// The image before the last commit: what a disk that lies about its sync would come back with.
    private(set) var before: StoreImage
    /// What the writer keeps in memory, as of the last commit.
    private(set) var state: StoreState
    private(set) var commit: Commit?
    /// The real database as of the last commit; nil until it is opened, or where there is none.
    private var database: SimulatedDatabase?
    private var cache = RowCache()
    private var waiting: [Waiting] = []
    /// Received changes, which go by shares.
    private(set) var batches = FairQueue<VerifiedBatch>()
    private(set) var waitingActCount = 0
    /// Of a turn that could not be stored at once, what is left to decide.
    private var pieces: [StorePiece] = []
    /// How often a turn, or a part of one, was divided.
    private(set) var divisionCount = 0

    /// A new store.
    ///
    /// - Parameter wall: what the office's clock shows, UTC milliseconds.
    init(
        of identity: OfficeIdentity,
        wall: Int64,
        entropy: Digest256,
        engine: StorageEngine
    ) throws(CheckFailure) {
        let image = StoreImage(suite: identity.suite)
        self.init(image, image.state(for: identity, at: wall))
        self.database = try SimulatedDatabase.new(engine)
        let context = Self.context(identity, wall: wall, entropy: entropy, steps: .all)
        let work = try self.work(context) { (work) throws(CheckFailure) in
            try work.decide { $0.initialize() }
        }
        self.durable = work.image
        self.before = work.image
        self.state = work.state
    }

    private init(_ image: StoreImage, _ state: StoreState) {
        self.durable = image
        self.before = image
        self.state = state
    }

    private static func context(
        _ identity: OfficeIdentity,
        wall: Int64,
        entropy: Digest256,
        steps: VerificationSteps
    ) -> DecisionContext {
        DecisionContext(
            identity: identity.ofStore,
            limits: DecisionLimits(
                quarantineItemsMax: Self.quarantineCountMax,
                quarantineBytesMax: Self.quarantineBytesMax,
                earliestMilliseconds: 0
            ),
            now: wall,
            microseconds: wall * 1_000,
            entropy: entropy,
            steps: steps
        )
    }

    /// A commit is on disk and nobody has been told yet.
    package var hasUnreportedCommit: Bool { self.commit?.isDurable == true }

    /// Neither writing nor asked to.
    package var isIdle: Bool { self.commit == nil && !self.hasWork }

    private var hasWork: Bool {
        !self.waiting.isEmpty || !self.batches.isEmpty || !self.pieces.isEmpty
    }

    /// False when too much waits already: the user is told so, nothing is kept.
    mutating func submit(_ act: LocalAct, number: ActNumber) -> Bool {
        guard self.waitingActCount < Self.waitingActsMax else { return false }
        self.waitingActCount += 1
        self.waiting.append(.act(SimulatedAct(number: number, act: act)))
        return true
    }

    mutating func submit(_ work: StoreWork) {
        self.waiting.append(.work(work))
    }

    mutating func submit(_ batch: VerifiedBatch) {
        self.batches.append(batch, of: batch.flow, byteCount: batch.byteCount)
    }

    /// Begins a commit with what waits, unless one runs or nothing waits.
    ///
    /// - Parameter refusedPerMille: how often the engine refuses something that can be divided.
    mutating func begin(
        identity: OfficeIdentity,
        wall: Int64,
        entropy: Digest256,
        steps: VerificationSteps,
        refusedPerMille: Int
    ) throws(CheckFailure) -> Bool {
        guard self.commit == nil, self.hasWork else { return false }
        try self.openDatabase(for: identity, at: wall)
        let context = Self.context(identity, wall: wall, entropy: entropy, steps: steps)
        var chance = SplitMix64(seed: entropy.words.3)
        if self.pieces.isEmpty { self.pieces.append(.turn(self.nextTurn())) }
        while let piece = self.pieces.first {
            let parts = piece.divided
            let isRefused = parts != nil && chance.chance(perMille: refusedPerMille)
            do throws(CheckFailure) {
                try self.begin(piece, context, by: identity, isRefused: isRefused)
                break
            } catch {
                guard let fault = error.fault, fault.liesInData, let parts else { throw error }
                self.divisionCount += 1
                self.cache = RowCache()
                self.pieces.replaceSubrange(0..<1, with: parts)
            }
        }
        return true
    }

    private mutating func nextTurn() -> SimulatedTurn {
        var turn = SimulatedTurn()
        for waiting in self.waiting.prefix(Self.workPerCommitMax) {
            switch waiting {
            case .act(let act): turn.acts.append(act)
            case .work(let work): turn.works.append(work)
            }
        }
        self.waiting.removeFirst(turn.acts.count + turn.works.count)
        self.waitingActCount -= turn.acts.count
        turn.batches = Array(self.batches.nextTurn(besides: turn.acts.count))
        return turn
    }

    private mutating func begin(
        _ piece: StorePiece,
        _ context: DecisionContext,
        by identity: OfficeIdentity,
        isRefused: Bool
    ) throws(CheckFailure) {
        var rest: StorePiece?
        let work = try self.work(context) { (work) throws(CheckFailure) in
            switch piece {
            case .turn(let turn): try work.decide(turn, by: identity)
            case .changes(let batch, var outcomes):
                outcomes.append(try work.decide(batch.changes[outcomes.count], of: batch))
                if outcomes.count < batch.changes.count {
                    rest = .changes(batch, outcomes: outcomes)
                } else {
                    work.complete(batch, outcomes)
                }
            }
            if isRefused { throw CheckFailure(.unfit(detail: "the engine refuses it")) }
        }
        self.pieces.replaceSubrange(0..<1, with: rest.map { [$0] } ?? [])
        self.commit = Commit(image: work.image, state: work.state, outcome: work.outcome)
    }

    /// Does the work of one commit, in one transaction of the database where there is one.
    private mutating func work(
        _ context: DecisionContext,
        _ body: (inout CommitWork) throws(CheckFailure) -> Void
    ) throws(CheckFailure) -> CommitWork {
        guard let database = self.database else {
            var work = CommitWork(self.durable, self.state, context, rows: nil)
            try body(&work)
            try work.seal()
            return work
        }
        var work = CommitWork(self.durable, self.state, context, rows: nil)
        try database.transact { connection throws(CheckFailure) in
            let rows = StoreRows(connection, limits: Self.limits, cache: self.cache)
            work = CommitWork(self.durable, self.state, context, rows: rows)
            try body(&work)
            try work.seal()
        }
        self.cache = work.rows?.cache ?? RowCache()
        let snapshot = try database.snapshot()
        work.keep(snapshot)
        return work
    }

    /// Opens the database as the disk has it, and sees that a node would start with the same.
    private mutating func openDatabase(
        for identity: OfficeIdentity,
        at wall: Int64
    ) throws(CheckFailure) {
        guard self.database == nil, let snapshot = self.durable.database else { return }
        let database = try SimulatedDatabase(snapshot)
        let found = try database.run { connection throws(StoreError) in
            try StoreState.load(identity.ofStore, at: wall, connection)
        }
        try StoreAgreement.check(
            found,
            self.durable.state(for: identity, at: wall)
        )
        self.database = database
        self.cache = RowCache()
    }

    /// The disk keeps something else of a row than what was written, and nobody has read it yet.
    mutating func rot(_ place: RottenPlace) throws(CheckFailure) {
        let disk = self.durable
        try self.durable.rot(place, asOn: disk)
        if self.commit?.isDurable == false { try self.commit?.image.rot(place, asOn: disk) }
        // What is in memory is read again.
        self.database = nil
        self.cache = RowCache()
    }

    /// The disk has confirmed the commit; nobody knows it yet.
    mutating func becameDurable() {
        guard let commit = self.commit else { return }
        self.before = self.durable
        self.durable = commit.image
        self.state = commit.state
        self.commit?.isDurable = true
    }

    /// The writer hears of it.
    mutating func finish() throws(CheckFailure) -> CommitOutcome? {
        defer { self.commit = nil }
        if let database = self.database, let snapshot = self.durable.database {
            try database.tidy(after: snapshot)
        }
        return self.commit?.outcome
    }

    // MARK: Lives

    /// Reads what the disk has, as a node does that starts, and sees to its own past before anybody else does. A disk
    /// of an older place is given over to the new one first.
    ///
    /// - Parameters:
    ///   - fence: nil when there is none.
    ///   - trustsPast: a defect, see ``Sabotage/keepIncarnation``.
    /// - Returns: what the commits at the opening have to tell.
    mutating func open(
        for identity: OfficeIdentity,
        at wall: Int64,
        fence: FenceMark?,
        entropy: Digest256,
        trustsPast: Bool
    ) throws(CheckFailure) -> [StoreNotice] {
        try self.durable.move(to: identity.path)
        self.state = self.durable.state(for: identity, at: wall)
        let past = PastCheck(
            self.state,
            previousToken: self.durable.previousToken,
            fence: fence
        )
        self.state.point = past.point
        try self.openDatabase(for: identity, at: wall)
        var notices: [StoreNotice] = []
        let context = Self.context(identity, wall: wall, entropy: entropy, steps: .all)
        if past.hasNews, !trustsPast { notices += try self.commit(context) { $0.settle(past) } }
        let damaged = try self.unsentDamage(identity)
        guard !damaged.isEmpty else { return notices }
        let next = Self.context(
            identity,
            wall: wall,
            entropy: identity.suite.hash(entropy.bytes),
            steps: .all
        )
        return try notices
            + self.commit(next) { (transaction) throws(Interruption) in
                try transaction.noteDamage(damaged)
            }
    }

    /// Makes a commit at once.
    private mutating func commit(
        _ context: DecisionContext,
        _ body: (Transaction) throws(Interruption) -> Void
    ) throws(CheckFailure) -> [StoreNotice] {
        let work = try self.work(context) { (work) throws(CheckFailure) in
            try work.decide(Needs(), body)
        }
        self.before = self.durable
        self.durable = work.image
        self.state = work.state
        return work.outcome.notices
    }

    private func unsentDamage(_ identity: OfficeIdentity) throws(CheckFailure) -> [ChangePlace] {
        let check = UnsentCheck(identity.ofStore, self.state)
        let logs = self.durable.feedTable.logs
        let damaged = check.damaged {
            logs[$0].confirmed
        } page: {
            logs[$0].page(after: $1, byteCountMax: $2)
        }
        let found = try self.database?.run { connection throws(StoreError) in
            try check.damaged(connection)
        }
        if let found { try StoreAgreement.check(found, damaged) }
        return damaged
    }

    /// Puts another disk in.
    mutating func replace(by image: StoreImage) {
        self = SimulatedStore(image, self.state)
    }

    mutating func crash(losingTail: Bool) {
        if let commit, !commit.isDurable, let next = commit.image.database {
            // Drawn from the commit itself, so that the run is the same over every engine.
            var chance = SplitMix64(seed: commit.image.point.token.words.0)
            self.durable.database = self.durable.database?.torn(towards: next, by: &chance)
        }
        let before = self.before
        self.replace(by: losingTail ? before : self.durable)
        // A disk that lied may show it only now.
        self.before = before
    }

    /// Received changes that a crash would take along now.
    var volatileChangeCount: Int {
        var count = self.pieces.reduce(0) { $0 + $1.changeCount }
        for batch in self.batches.elements { count += batch.changes.count }
        if let commit, !commit.isDurable {
            count += commit.outcome.report.batches.reduce(0) { $0 + $1.outcomes.count }
        }
        return count
    }

    /// Received notes that a crash would take along now.
    var volatileNoteCount: Int {
        var count = self.pieces.reduce(0) { $0 + $1.receivedNoteCount }
        for case .work(let work) in self.waiting { count += work.receivedNoteCount }
        if let commit, !commit.isDurable { count += commit.outcome.receivedNotes.count }
        return count
    }
}
