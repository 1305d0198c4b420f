internal import Decision
internal import DequeModule
private import Dispatch
internal import SyncProtocol
private import Synchronization

/// Where work waits for the writer. There is no timer: the writer takes what is there as soon as it is free,
/// so an idle store commits at once and a busy one commits many things together. What the office itself writes
/// goes first; what was received goes by shares, a little at a time (``FairQueue``).
final class Inbox: Sendable {
    typealias Job = @Sendable (Result<Writer, StoreError>) -> Void

    /// What the office itself has to do, in its order.
    private enum Entry: Sendable {
        case act(WaitingAct)
        case work(Work)
        /// Anything else that must happen between transactions, on the writer's thread.
        case job(Job)
    }

    /// What the writer does next: a transaction, unless it is empty, and then a job, if there is one.
    struct Taken: Sendable {
        var turn = Turn<Work, WaitingAct>()
        var job: Job?

        var isIdle: Bool { self.turn.isEmpty && self.job == nil }
    }

    private struct State {
        var entries: Deque<Entry> = []
        var batches = FairQueue<VerifiedBatch>()
        var waitingActs = 0
        /// Of the acts: what was received is bounded by the links' credits and stops no own act.
        var waitingBytes = 0
        var isClosed = false
        var isWriterAsleep = false

        var isEmpty: Bool { self.entries.isEmpty && self.batches.isEmpty }
    }

    private let state = Mutex(State())
    private let bell = DispatchSemaphore(value: 0)
    private let actsMax: Int
    private let bytesMax: Int
    /// Acts that one turn has at most.
    private let turnActsMax: Int

    init(actsMax: Int, bytesMax: Int, turnActsMax: Int) {
        self.actsMax = actsMax
        self.bytesMax = bytesMax
        self.turnActsMax = turnActsMax
    }

    /// Puts an act in the queue.
    ///
    /// - Throws: ``StoreError/busy(waitingActs:waitingBytes:)`` or ``StoreError/closed``.
    func put(
        _ act: LocalAct,
        _ completion: @escaping WaitingAct.Completion
    ) throws(StoreError) {
        let cost = act.byteCountEstimate
        let failure = self.state.withLock { state -> StoreError? in
            if state.isClosed { return .closed }
            guard state.waitingActs < self.actsMax, state.waitingBytes < self.bytesMax else {
                return .busy(waitingActs: state.waitingActs, waitingBytes: state.waitingBytes)
            }
            state.waitingActs += 1
            state.waitingBytes += cost
            state.entries.append(.act(WaitingAct(act: act, complete: completion)))
            return nil
        }
        if let failure { throw failure }
        self.wake()
    }

    /// Puts something to be kept in the queue; it is told when the store is closed.
    func put(_ work: Work) {
        let isClosed = self.state.withLock { state in
            if !state.isClosed { state.entries.append(.work(work)) }
            return state.isClosed
        }
        if isClosed { work.complete(.failure(.closed)) } else { self.wake() }
    }

    /// Puts a received batch in the queue. It is always taken: the credits of the link that brought
    /// it bound what can wait here, and a batch must not lose its outcome.
    ///
    /// Once closed, nothing becomes of it, as of what a link brings to a node that has just lost its power: it is not
    /// acknowledged, so the end that sent it keeps it and sends it again over the next link.
    func put(_ batch: VerifiedBatch) {
        self.state.withLock { state in
            guard !state.isClosed else { return }
            state.batches.append(batch, of: batch.flow, byteCount: batch.byteCount)
        }
        self.wake()
    }

    /// Puts a job in the queue; it is told when the store is closed.
    func put(_ job: @escaping Job) {
        let isClosed = self.state.withLock { state in
            if !state.isClosed { state.entries.append(.job(job)) }
            return state.isClosed
        }
        if isClosed { job(.failure(.closed)) } else { self.wake() }
    }

    func close() {
        self.state.withLock { $0.isClosed = true }
        self.wake()
    }

    private func wake() {
        let mustRing = self.state.withLock { state in
            defer { state.isWriterAsleep = false }
            return state.isWriterAsleep
        }
        if mustRing { self.bell.signal() }
    }

    // MARK: The writer's side

    /// What comes next. Idle after so long without work; nil when closed and empty.
    func take(timeoutMilliseconds: Int) -> Taken? {
        if let taken = self.takeNow(sleepsIfEmpty: true) { return taken }
        if self.state.withLock({ $0.isClosed && $0.isEmpty }) { return nil }
        _ = self.bell.wait(timeout: .now() + .milliseconds(timeoutMilliseconds))
        return self.takeNow(sleepsIfEmpty: false) ?? Taken()
    }

    private func takeNow(sleepsIfEmpty: Bool) -> Taken? {
        let actsMax = self.turnActsMax
        return self.state.withLock { state in
            guard !state.isEmpty else {
                state.isWriterAsleep = sleepsIfEmpty && !state.isClosed
                return nil
            }
            var taken = Taken()
            while taken.job == nil, taken.turn.acts.count + taken.turn.works.count < actsMax,
                let entry = state.entries.popFirst()
            {
                switch entry {
                case .act(let waiting):
                    taken.turn.acts.append(waiting)
                    state.waitingActs -= 1
                    state.waitingBytes -= waiting.act.byteCountEstimate
                case .work(let work): taken.turn.works.append(work)
                case .job(let job): taken.job = job
                }
            }
            taken.turn.batches = state.batches.nextTurn(besides: taken.turn.acts.count)
            return taken
        }
    }

    /// Acts that wait.
    var waitingActs: Int { self.state.withLock { $0.waitingActs } }
}

extension LocalAct {
    /// Roughly how many bytes it takes while it waits.
    var byteCountEstimate: Int {
        self.intents.reduce(64) { total, intent in
            intent.fields.reduce(total + 96) { $0 + 24 + $1.valueByteCount }
        }
    }
}
