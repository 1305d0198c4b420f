internal import Decision
internal import OfficeWork
internal import SyncProtocol

/// The decisions that one commit holds: nearly always one, many while all is derived anew. Each is saved before the
/// next is made, all within one transaction of the engine.
final class CommitWork {
    /// So often a decision may ask for rows that nobody foresaw. It is a few times as a rule, whatever the number of
    /// rows, since none asks for the same twice and what is missing is asked for together (`Transaction.gather`).
    private static let roundsMax = 100_000

    let writer: Writer
    private(set) var state: StoreState
    private(set) var rows: StoreRows
    private(set) var news: [TransactionNews] = []
    /// UTC milliseconds at the beginning.
    private let now: Int64

    var connection: any SQLConnection { self.rows.connection }

    /// Tells readers how far all that is derived anew has come; nil at the end.
    func note(rebuilt done: Int64?) {
        var progress = done.map { _ in RebuildProgress(total: self.state.tally.changes) }
        progress?.done = done ?? 0
        self.writer.published.noteRebuilding(progress)
    }

    init(_ writer: Writer, _ connection: any SQLConnection) {
        self.writer = writer
        self.state = writer.state
        self.rows = StoreRows(
            connection,
            limits: StoreRows.Limits(writer.configuration),
            cache: writer.takeCache()
        )
        self.now = writer.clock()
    }

    /// Loads, decides, saves.
    ///
    /// - Parameters:
    ///   - foreseen: what the body will need, as far as it is known before.
    ///   - body: is run anew from the same state when something turns out to be missing.
    func decide<Value>(
        _ foreseen: Needs = Needs(),
        _ body: (Transaction) throws(Interruption) -> Value
    ) throws(StoreError) -> Value {
        let (value, mustRebuild) = try self.decideAlone(foreseen, body)
        if mustRebuild {
            var work = self
            try work.rebuild()
        }
        return value
    }

    /// - Returns: whether all is to be derived anew after it, too.
    @discardableResult
    func decideAlone<Value>(
        _ foreseen: Needs,
        _ body: (Transaction) throws(Interruption) -> Value
    ) throws(StoreError) -> (Value, mustRebuild: Bool) {
        let (transaction, value) = try self.decision(foreseen, body)
        try self.rows.save(transaction.changes, transaction.state.directory, at: self.now)
        self.state = transaction.state
        for end in transaction.news.withdrawn {
            for place in self.news.indices { self.news[place].forget(behind: end) }
        }
        self.news.append(transaction.news)
        return (value, transaction.mustRebuild)
    }

    private func decision<Value>(
        _ foreseen: Needs,
        _ body: (Transaction) throws(Interruption) -> Value
    ) throws(StoreError) -> (Transaction, Value) {
        let context = self.writer.context(at: self.now)
        var rows = LoadedRows()
        var needs = foreseen
        for _ in 0..<Self.roundsMax {
            try self.rows.load(needs, into: &rows, self.state)
            let transaction = Transaction(self.state, rows: rows, context: context)
            do throws(Interruption) {
                let value = try body(transaction)
                try transaction.finish()
                return (transaction, value)
            } catch {
                switch error {
                case .needs(let more): needs = more
                case .fault(let fault): throw StoreError(fault)
                }
            }
        }
        throw .unfit(detail: "a decision that never has what it needs")
    }

    /// Names the commit, as the last thing before it is made.
    func seal() throws(StoreError) {
        let previous = self.state.point
        let heads = self.news.flatMap { $0.committed.map(\.head.digest) }
        let suite = self.writer.identity.suite
        let point = previous.next(heads: heads, by: suite)
        let summary = self.state.summary(by: suite)
        try self.rows.seal(point, after: previous, summary: summary, at: self.now)
        self.state.point = point
    }

    /// What became durable, told as one.
    var report: CommitReport {
        CommitReport(
            committed: self.news.flatMap(\.committed),
            cuts: self.news.flatMap(\.cuts),
            withdrawn: self.news.flatMap(\.withdrawn),
            mended: self.news.flatMap(\.mended),
            batches: self.news.flatMap(\.batches),
            charters: self.news.compactMap(\.charters).last
        )
    }

    /// What followers are told; of what each of many decisions says the whole or the last counts.
    var notices: [StoreNotice] {
        guard self.news.count > 1 else { return self.news.first?.notices ?? [] }
        var notices: [StoreNotice] = []
        var touched: Set<DirectiveID> = []
        var reorganised: Successions?
        var isRosterChanged = false
        for notice in self.news.flatMap(\.notices) {
            switch notice {
            case .directivesTouched(let ids): touched.formUnion(ids)
            case .reorganised(let successions): reorganised = successions
            case .rosterChanged: isRosterChanged = true
            default: notices.append(notice)
            }
        }
        if !touched.isEmpty { notices.append(.directivesTouched(touched.sorted())) }
        if isRosterChanged { notices.append(.rosterChanged) }
        if let reorganised { notices.append(.reorganised(reorganised)) }
        return notices
    }
}
