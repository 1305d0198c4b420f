internal import Decision
internal import OrderedCollections
internal import Store
internal import SyncProtocol

/// The decisions that one commit holds. Each is saved before the next is made, as in the store itself.
struct CommitWork {
    private(set) var image: StoreImage
    private(set) var state: StoreState
    private(set) var outcome = CommitOutcome()
    private var news: [TransactionNews] = []
    private var completed: [CommitReport.Batch] = []
    /// The real database's, whose rows are then those that count.
    private(set) var rows: StoreRows?
    private let context: DecisionContext

    init(
        _ image: StoreImage,
        _ state: StoreState,
        _ context: DecisionContext,
        rows: StoreRows?
    ) {
        self.image = image
        self.state = state
        self.context = context
        self.rows = rows
    }

    /// Loads, decides, saves.
    ///
    /// - Parameter body: is run anew from the same state when something turns out to be missing.
    mutating func decide<Value>(
        _ foreseen: Needs = Needs(),
        without step: VerificationStep? = nil,
        _ body: (Transaction) throws(Interruption) -> Value
    ) throws(CheckFailure) -> Value {
        let (value, mustRebuild) = try self.decideAlone(foreseen, without: step, body)
        if mustRebuild { try self.rebuild() }
        return value
    }

    /// - Returns: whether all is to be derived anew after it, too.
    private mutating func decideAlone<Value>(
        _ foreseen: Needs,
        without step: VerificationStep? = nil,
        _ body: (Transaction) throws(Interruption) -> Value
    ) throws(CheckFailure) -> (Value, mustRebuild: Bool) {
        let context = step.map { self.context.without($0) } ?? self.context
        let (transaction, value) = try self.decision(foreseen, context, body)
        let changes = transaction.changes
        let spaces = transaction.state.directory.spaces
        for place in changes.spaces { self.outcome.spaces.append(spaces[place].space) }
        for place in changes.feeds {
            self.outcome.spaces.append(transaction.state.directory.feeds[place].feed.space)
        }
        self.outcome.beliefs += try self.image.save(
            changes,
            transaction.state.directory,
            at: context.now
        )
        try self.reporting { (rows) throws(StoreError) in
            try rows.save(changes, transaction.state.directory, at: context.now)
        }
        self.state = transaction.state
        for end in transaction.news.withdrawn {
            for place in self.news.indices { self.news[place].forget(behind: end) }
        }
        self.news.append(transaction.news)
        self.outcome.events += changes.events.map(\.event)
        self.outcome.isUnreadable =
            self.outcome.isUnreadable || !transaction.news.unreadable.isEmpty
        return (value, transaction.mustRebuild)
    }

    private mutating func decision<Value>(
        _ foreseen: Needs,
        _ context: DecisionContext,
        _ body: (Transaction) throws(Interruption) -> Value
    ) throws(CheckFailure) -> (Transaction, Value) {
        var expected = LoadedRows()
        var found = LoadedRows()
        var needs = foreseen
        while true {
            self.image.load(needs, into: &expected)
            let state = self.state
            try self.reporting { (rows) throws(StoreError) in
                try rows.load(needs, into: &found, state)
            }
            if self.rows != nil { try StoreAgreement.check(found, expected) }
            let rows = self.rows == nil ? expected : found
            let transaction = Transaction(self.state, rows: rows, context: context)
            do throws(Interruption) {
                let value = try body(transaction)
                try transaction.finish()
                return (transaction, value)
            } catch {
                switch error {
                case .needs(let more): needs = more
                case .fault(let fault): throw CheckFailure(fault)
                }
            }
        }
    }

    /// Does something with the database's rows, where there is one.
    private mutating func reporting(
        _ body: (inout StoreRows) throws(StoreError) -> Void
    ) throws(CheckFailure) {
        guard var rows = self.rows else { return }
        do throws(StoreError) {
            try body(&rows)
        } catch {
            throw CheckFailure(.correctness, "the database works", office: nil, "\(error)")
        }
        self.rows = rows
    }

    /// Puts the database's bytes beside the image that has the same.
    mutating func keep(_ snapshot: DatabaseSnapshot) { self.image.database = snapshot }

    // MARK: Turns

    /// Decides a turn as the writer does.
    mutating func decide(
        _ turn: SimulatedTurn,
        by identity: OfficeIdentity
    ) throws(CheckFailure) {
        self.outcome.isOfNotesOnly =
            turn.batches.isEmpty && turn.acts.isEmpty && turn.works.allSatisfy(\.isOfNotes)
        // The protocol admits what an office above writes there. This program does not write it, others may.
        let others = SimulatedTurn(acts: turn.acts.filter { !identity.isForOwn($0.act) })
        var own = turn
        own.acts.removeAll { !identity.isForOwn($0.act) }
        let (works, results) = try self.decide(own.needs(self.state)) {
            (transaction) throws(Interruption) in try transaction.decide(own)
        }
        self.outcome.works = works.compactMap { $0 }
        self.note(own.acts, results)
        if !others.isEmpty {
            let (_, results) = try self.decide(others.needs(self.state), without: .ownRight) {
                (transaction) throws(Interruption) in try transaction.decide(others)
            }
            self.note(others.acts, results)
        }
        if !turn.acts.isEmpty { self.outcome.imageAfterActs = self.image }
        if turn.works.contains(where: \.isMending) { try self.rebuild() }
        guard turn.works.contains(where: \.isRelease) else { return }
        let held = self.held(by: identity)
        var foresight = Foresight(self.state)
        foresight.expect(held)
        _ = try self.decide(foresight.needs) { (transaction) throws(Interruption) in
            try transaction.applyHeld(held)
        }
    }

    /// What is held and due, as the writer looks for it.
    private func held(by identity: OfficeIdentity) -> HeldTurn {
        let (feeds, image) = (self.state.directory.feeds, self.image)
        return HeldTurn(
            self.state,
            behind: -1,
            by: identity.suite,
            at: self.context.now
        ) { place, after, countMax, byteCountMax in
            guard let feed = image.feed(feeds[place].feed) else { return [] }
            var page: [StoredChange] = []
            var byteCount = 0
            while page.count < countMax, page.isEmpty || byteCount < byteCountMax,
                let next = feed.entry(after + UInt64(page.count) + 1)?.stored
            {
                byteCount += next.signed.byteCount
                page.append(next)
            }
            return page
        }
    }

    /// Takes in one change of a batch by itself.
    mutating func decide(
        _ verification: ChangeVerification,
        of batch: VerifiedBatch
    ) throws(CheckFailure) -> ChangeOutcome {
        self.outcome.isOfNotesOnly = false
        var foresight = Foresight(self.state)
        foresight.expect(verification)
        return try self.decide(foresight.needs) { (transaction) throws(Interruption) in
            try transaction.ingest(verification, from: batch.peer)
        }
    }

    /// All changes of a batch have been taken in, one by one.
    mutating func complete(_ batch: VerifiedBatch, _ outcomes: [ChangeOutcome]) {
        self.completed.append(CommitReport.Batch(id: batch.id, outcomes: outcomes))
    }

    private mutating func note(
        _ acts: [SimulatedAct],
        _ results: [Result<WrittenAct, DecisionFault>]
    ) {
        guard !acts.isEmpty else { return }
        var places: OrderedDictionary<ChangeID, FeedPosition> = [:]
        for change in self.news.flatMap(\.committed) {
            places[ChangeID(prefixOf: change.head.digest)] =
                FeedPosition(feed: change.feed, head: change.head)
        }
        for (number, result) in zip(acts.map(\.number), results) {
            switch result {
            case .success(let act):
                self.outcome.acts[number] = act.changes.compactMap { places[$0] }
            case .failure(let fault):
                self.outcome.refused[number] = fault
                if case .unreadable = fault { self.outcome.isUnreadable = true }
            }
        }
    }

    /// Names the commit, as the last thing before it is made.
    mutating func seal() throws(CheckFailure) {
        var committed: [CommitReport.Committed] = []
        var cuts: [CommitReport.Cut] = []
        for news in self.news {
            // Each decision counts its own changes only.
            cuts += news.cuts.map { cut in
                CommitReport.Cut(
                    strand: cut.strand,
                    head: cut.head,
                    rest: cut.rest,
                    order: cut.order + committed.count
                )
            }
            committed += news.committed
        }
        self.outcome.report = CommitReport(
            committed: committed,
            cuts: cuts,
            withdrawn: self.news.flatMap(\.withdrawn),
            mended: self.news.flatMap(\.mended),
            batches: self.news.flatMap(\.batches) + self.completed,
            charters: self.news.compactMap(\.charters).last
        )
        self.outcome.notices = self.news.flatMap(\.notices)
        let point = self.state.point.next(
            heads: committed.map(\.head.digest),
            by: self.identity.suite
        )
        let (previous, now) = (self.state.point, self.context.now)
        let summary = self.state.summary(by: self.identity.suite)
        try self.reporting { (rows) throws(StoreError) in
            try rows.seal(point, after: previous, summary: summary, at: now)
        }
        self.state.point = point
        self.image.point = point
        self.image.previousToken = previous.token
        self.image.committedAt = self.context.now
    }
}

extension DecisionContext {
    fileprivate func without(_ step: VerificationStep) -> DecisionContext {
        DecisionContext(
            identity: self.identity,
            limits: self.limits,
            now: self.now,
            microseconds: self.microseconds,
            entropy: self.identity.suite.hash(self.entropy.bytes),
            steps: self.steps.without(step)
        )
    }
}

extension CommitWork: RebuildWork {
    typealias Failure = CheckFailure

    var identity: StoreIdentity { self.context.identity }

    mutating func decide(
        rebuilding body: (Transaction) throws(Interruption) -> Void
    ) throws(CheckFailure) {
        _ = try self.decideAlone(Needs(), body)
    }

    func confirmed(of place: Int) -> UInt64 { self.image.feedTable.logs[place].confirmed }

    func note(rebuilt done: Int64?) {}

    func page(of place: Int, after number: UInt64, byteCountMax: Int) -> [StoredChange] {
        self.image.feedTable.logs[place].page(after: number, byteCountMax: byteCountMax)
    }
}
