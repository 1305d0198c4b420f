internal import OrderedCollections
internal import SyncProtocol

/// An office's disk and the one writer in front of it.
///
/// A commit takes simulated time; what arrives meanwhile gathers for the next one. A crash keeps
/// ``durable`` and loses all else.
package struct SimulatedStore: Sendable {
    /// What waits for the writer.
    enum Work: Sendable {
        case act(ActNumber, LocalAct)
        /// Look after what is held.
        case release
        /// Begin new feeds: our own past is not sure any more (design, D7).
        case incarnation(UInt64)
        case notes(NoteWork)
    }

    /// A commit on its way to the disk.
    struct Commit: Sendable {
        let image: StoreImage
        let outcome: StoreTransaction.Outcome
        var isDurable = false

        /// Changes that were written or received.
        var changeCount: Int {
            self.outcome.acts.count
                + self.outcome.batches.reduce(0) { $0 + $1.outcomes.count }
        }
    }

    /// How many acts may wait before users are told to come back later.
    static let waitingActsMax = 500
    /// How many pieces of work enter one commit.
    static let workPerCommitMax = 256

    package private(set) var durable: StoreImage
    /// The image before the last commit: what a disk that lies about its sync would come back with.
    private(set) var before: StoreImage
    private(set) var commit: Commit?
    private(set) var waiting: [Work] = []
    /// Received changes, which go by shares.
    private(set) var batches = FairQueue<VerifiedBatch>()
    private(set) var waitingActCount = 0

    package init(_ image: StoreImage) {
        self.durable = image
        self.before = image
    }

    /// A commit is on disk and nobody has been told yet.
    package var hasUnreportedCommit: Bool { self.commit?.isDurable == true }

    /// Neither writing nor asked to.
    package var isIdle: Bool { self.commit == nil && !self.hasWork }

    private var hasWork: Bool { !self.waiting.isEmpty || !self.batches.isEmpty }

    /// False when too much waits already: the user is told so, nothing is kept.
    mutating func submit(_ act: LocalAct, number: ActNumber) -> Bool {
        guard self.waitingActCount < Self.waitingActsMax else { return false }
        self.waitingActCount += 1
        self.waiting.append(.act(number, act))
        return true
    }

    mutating func submit(_ work: Work) {
        self.waiting.append(work)
    }

    mutating func submit(_ batch: VerifiedBatch) {
        self.batches.append(batch, of: batch.flow, byteCount: batch.byteCount)
    }

    /// Begins a commit with what waits, unless one runs or nothing waits.
    mutating func begin(
        identity: OfficeIdentity,
        wall: Int64,
        sabotage: Sabotage?,
        steps: VerificationSteps
    ) throws -> Bool {
        guard self.commit == nil, self.hasWork else { return false }
        let works = self.waiting.prefix(Self.workPerCommitMax)
        self.waiting.removeFirst(works.count)
        let acts = works.count { if case .act = $0 { true } else { false } }
        let batches = self.batches.nextTurn(besides: acts)
        var transaction = StoreTransaction(
            self.durable,
            identity: identity,
            wall: wall,
            sabotage: sabotage,
            steps: steps
        )
        for work in works {
            if case .notes = work {} else { transaction.touchFeeds() }
            switch work {
            case .act(let number, let act):
                self.waitingActCount -= 1
                try transaction.write(act, number: number)
            case .release:
                try transaction.sealAll()
                try transaction.release()
            case .incarnation(let incarnation):
                try transaction.sealAll()
                transaction.open(incarnation: incarnation)
            case .notes(let notes): transaction.take(notes)
            }
        }
        // Ours first: a received change may touch the records that a draft has read.
        try transaction.sealAll()
        if !batches.isEmpty { transaction.touchFeeds() }
        for batch in batches { transaction.take(batch) }
        self.commit = Commit(image: transaction.image, outcome: transaction.outcome)
        return true
    }

    /// The disk loses what was written of a change, and nobody has read it yet.
    mutating func rot(_ change: ChangePlace) {
        self.durable.rotten.append(change)
    }

    /// The disk has confirmed the commit; nobody knows it yet.
    mutating func becameDurable() {
        guard let commit = self.commit else { return }
        self.before = self.durable
        self.durable = commit.image
        self.commit?.isDurable = true
    }

    /// The writer hears of it.
    mutating func finish() -> StoreTransaction.Outcome? {
        defer { self.commit = nil }
        return self.commit?.outcome
    }

    /// Received changes that a crash would take along now.
    var volatileChangeCount: Int {
        var count = 0
        for batch in self.batches.elements { count += batch.changes.count }
        if let commit, !commit.isDurable {
            count += commit.outcome.batches.reduce(0) { $0 + $1.outcomes.count }
        }
        return count
    }

    /// Received notes that a crash would take along now.
    var volatileNoteCount: Int {
        var count = 0
        for case .notes(let work) in self.waiting { count += work.receivedCount }
        if let commit, !commit.isDurable { count += commit.outcome.receivedNotes.count }
        return count
    }

    mutating func crash(losingTail: Bool) {
        let before = self.before
        self = SimulatedStore(losingTail ? before : self.durable)
        // A disk that lied may show it only now.
        self.before = before
    }
}
