private import Dispatch
internal import SyncProtocol
private import Synchronization

/// Where work waits for the writer. There is no timer: the writer takes whatever is there as soon as
/// it is free, so an idle store commits at once and a busy one commits many things together.
final class Inbox: Sendable {
    enum Entry: Sendable {
        case act(LocalAct, @Sendable (Result<WriteReceipt, StoreError>) -> Void)
        case batch(VerifiedBatch)
        /// Anything else that must happen between transactions, on the writer's thread.
        case job(@Sendable (Result<Writer, StoreError>) -> Void)
    }

    private struct State {
        var entries: [Entry] = []
        var waitingActs = 0
        var waitingBytes = 0
        var isClosed = false
        var isWriterAsleep = false
    }

    private let state = Mutex(State())
    private let bell = DispatchSemaphore(value: 0)
    private let actsMax: Int
    private let bytesMax: Int

    init(actsMax: Int, bytesMax: Int) {
        self.actsMax = actsMax
        self.bytesMax = bytesMax
    }

    /// Puts an act in the queue.
    ///
    /// - Throws: ``StoreError/busy(waitingActs:waitingBytes:)`` or ``StoreError/closed``.
    func put(
        _ act: LocalAct,
        _ completion: @escaping @Sendable (Result<WriteReceipt, StoreError>) -> Void
    ) throws(StoreError) {
        let cost = act.byteCountEstimate
        let failure = self.state.withLock { state -> StoreError? in
            if state.isClosed { return .closed }
            guard state.waitingActs < self.actsMax, state.waitingBytes < self.bytesMax else {
                return .busy(waitingActs: state.waitingActs, waitingBytes: state.waitingBytes)
            }
            state.waitingActs += 1
            state.waitingBytes += cost
            state.entries.append(.act(act, completion))
            return nil
        }
        if let failure { throw failure }
        self.wake()
    }

    /// Puts a received batch in the queue. It is always taken: the credits of the link that brought
    /// it bound what can wait here, and a batch must not lose its outcome.
    func put(_ batch: VerifiedBatch) {
        let cost = batch.byteCount
        self.state.withLock { state in
            guard !state.isClosed else { return }
            state.waitingBytes += cost
            state.entries.append(.batch(batch))
        }
        self.wake()
    }

    /// Puts a job in the queue; it is told when the store is closed.
    func put(_ job: @escaping @Sendable (Result<Writer, StoreError>) -> Void) {
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

    /// Everything that waits. Empty after so long without work; nil when closed and empty.
    func take(timeoutMilliseconds: Int) -> [Entry]? {
        if let entries = self.takeNow(sleepsIfEmpty: true) { return entries }
        if self.state.withLock({ $0.isClosed && $0.entries.isEmpty }) { return nil }
        _ = self.bell.wait(timeout: .now() + .milliseconds(timeoutMilliseconds))
        return self.takeNow(sleepsIfEmpty: false) ?? []
    }

    private func takeNow(sleepsIfEmpty: Bool) -> [Entry]? {
        self.state.withLock { state in
            guard !state.entries.isEmpty else {
                state.isWriterAsleep = sleepsIfEmpty && !state.isClosed
                return nil
            }
            defer { state.entries.removeAll() }
            return state.entries
        }
    }

    /// Takes note that the writer has these entries in hand.
    func finished(acts: Int, bytes: Int) {
        self.state.withLock { state in
            state.waitingActs -= acts
            state.waitingBytes -= bytes
        }
    }

    /// Acts and bytes that wait.
    var waiting: (acts: Int, bytes: Int) {
        self.state.withLock { ($0.waitingActs, $0.waitingBytes) }
    }
}

extension LocalAct {
    /// Roughly how many bytes it takes while it waits.
    var byteCountEstimate: Int {
        self.intents.reduce(64) { total, intent in
            intent.fields.reduce(total + 96) { $0 + 24 + $1.valueByteCount }
        }
    }
}

extension FieldIntent {
    var value: Value? {
        switch self.action {
        case .assign(let value), .choose(let value), .add(let value), .remove(let value): value
        case .increment, .advance, .reopen: nil
        }
    }

    var valueByteCount: Int { self.value?.byteCountEstimate ?? 8 }
}

extension Value {
    /// Roughly the length of its encoding.
    var byteCountEstimate: Int {
        switch self {
        case .text(let text): text.utf8.count + 5
        case .bytes(let bytes): bytes.count + 5
        case .list(let values): values.reduce(5) { $0 + $1.byteCountEstimate }
        case .integer, .decimal, .bool: 16
        }
    }
}

extension VerifiedBatch {
    var byteCount: Int {
        self.changes.reduce(0) { total, verification in
            switch verification {
            case .good(let change): total + change.signed.byteCount
            case .openingMissing(let change): total + change.payload.count
            case .refused(_, _, let signed, _): total + signed.byteCount
            }
        }
    }
}
