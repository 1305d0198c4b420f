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
        self.news.append(transaction.news)
        if transaction.mustRebuild { try self.rebuild() }
        return value
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
            let directory = self.state.directory
            try self.reporting { (rows) throws(StoreError) in
                try rows.load(needs, into: &found, directory)
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
                case .fault(let fault):
                    throw CheckFailure(
                        .correctness,
                        "what is asked of a store can be decided",
                        office: nil,
                        "\(fault)"
                    )
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

    /// Everything derived anew from the feeds.
    private mutating func rebuild() throws(CheckFailure) {
        try self.decide { $0.beginRebuild() }
        for place in self.state.directory.feeds.indices {
            let feed = self.state.directory.feeds[place]
            guard feed.applied > feed.feed.base else { continue }
            let numbers = (feed.feed.base + 1)...feed.applied
            let page = self.image.feedTable.logs[place].rows(numbers)
            try self.decide { (transaction) throws(Interruption) in
                try transaction.replay(page, of: place, numbers)
            }
        }
    }

    /// Puts the database's bytes beside the image that has the same.
    mutating func keep(_ snapshot: DatabaseSnapshot) { self.image.database = snapshot }

    // MARK: Turns

    /// Decides what waits, in the writer's order: batches first, since they may show that our own incarnation must
    /// change, our own acts last.
    mutating func decide(
        _ batches: [VerifiedBatch],
        _ works: [StoreWork],
        by identity: OfficeIdentity
    ) throws(CheckFailure) {
        self.outcome.isOfNotesOnly = batches.isEmpty && works.allSatisfy(\.isOfNotes)
        var foresight = Foresight(self.state)
        for batch in batches { foresight.expect(batch) }
        for work in works { work.expect(&foresight) }
        let acts = works.compactMap { work -> (number: ActNumber, act: LocalAct)? in
            if case .act(let number, let act) = work { (number, act) } else { nil }
        }
        let ours = acts.filter { identity.isForOwn($0.act) }
        let (notes, results) = try self.decide(foresight.needs) {
            (
                transaction
            ) throws(Interruption) -> (
                [NoteOutcome], [Result<WrittenAct, DecisionFault>]
            ) in
            for batch in batches { try transaction.ingest(batch) }
            var notes: [NoteOutcome] = []
            for work in works { if let note = try work.decide(transaction) { notes.append(note) } }
            return (notes, try transaction.write(ours.map(\.act)))
        }
        self.outcome.notes = notes
        self.note(ours.map(\.number), results)
        // The protocol admits what an office above writes there. This program does not write it, others may.
        let others = acts.filter { !identity.isForOwn($0.act) }
        if !others.isEmpty {
            let results = try self.decide(foresight.needs, without: .ownRight) {
                (transaction) throws(Interruption) in try transaction.write(others.map(\.act))
            }
            self.note(others.map(\.number), results)
        }
        guard works.contains(where: { if case .release = $0 { true } else { false } }) else {
            return
        }
        var held = Foresight(self.state)
        held.expectHeld()
        _ = try self.decide(held.needs) { (transaction) throws(Interruption) in
            try transaction.applyHeld()
        }
    }

    private mutating func note(
        _ numbers: [ActNumber],
        _ results: [Result<WrittenAct, DecisionFault>]
    ) {
        guard !numbers.isEmpty else { return }
        var places: OrderedDictionary<ChangeID, FeedPosition> = [:]
        for change in self.news.flatMap(\.committed) {
            places[ChangeID(prefixOf: change.head.digest)] =
                FeedPosition(feed: change.feed, head: change.head)
        }
        for (number, result) in zip(numbers, results) {
            switch result {
            case .success(let act):
                self.outcome.acts[number] = act.changes.compactMap { places[$0] }
            case .failure: self.outcome.refused.append(number)
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
            batches: self.news.flatMap(\.batches)
        )
        self.outcome.notices = self.news.flatMap(\.notices)
        let point = self.state.point.next(heads: committed.map(\.head.digest))
        let (previous, now) = (self.state.point, self.context.now)
        try self.reporting { (rows) throws(StoreError) in
            try rows.seal(point, after: previous, at: now)
        }
        self.state.point = point
        self.image.point = point
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
            entropy: Digest256.hash(self.entropy.bytes),
            steps: self.steps.without(step)
        )
    }
}
