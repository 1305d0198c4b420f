private import Dispatch
private import Foundation
package import SyncProtocol
private import Synchronization

/// What survives a crash: the feeds, the records merged from them, and all that is derived.
///
/// One process works with a data folder, and one thread writes. Nothing is acknowledged before the
/// disk has it (design, D6).
package final class OfficeStore: Sendable {
    private static let threadName = "cast-store"
    private static let stackByteCount = 8 * 1024 * 1024

    package let configuration: StoreConfiguration
    package let identity: StoreIdentity
    let driver: any SQLDriver
    private let inbox: Inbox
    let handler: HandlerBox
    private let finished: DispatchSemaphore
    private let isClosed = Mutex(false)

    private init(
        _ parts: StoreParts,
        configuration: StoreConfiguration,
        identity: StoreIdentity,
        clock: @escaping @Sendable () -> Int64,
        random: @escaping @Sendable () -> UInt64
    ) throws(StoreError) {
        self.configuration = configuration
        self.identity = identity
        self.driver = parts.driver
        let inbox = Inbox(
            actsMax: configuration.waitingActsMax,
            bytesMax: configuration.waitingBytesMax,
            turnActsMax: configuration.transactionActsMax
        )
        let handler = HandlerBox()
        let finished = DispatchSemaphore(value: 0)
        let started = Handover<StoreError?>()
        self.inbox = inbox
        self.handler = handler
        self.finished = finished
        let thread = Thread {
            Thread.current.name = Self.threadName
            let writer = Writer(
                driver: parts.driver,
                configuration: configuration,
                identity: identity,
                fence: parts.fence,
                places: parts.places,
                clock: clock,
                random: random
            )
            do throws(StoreError) {
                try writer.start()
                started.give(nil)
                WriterLoop(writer: writer, inbox: inbox) { handler.value }.run()
            } catch {
                started.give(error)
            }
            parts.close()
            finished.signal()
        }
        thread.stackSize = Self.stackByteCount
        thread.start()
        if let error = started.wait() { throw error }
    }

    /// Opens the store of a data folder, making it if the configuration says so.
    ///
    /// Takes the folder's lock, applies migrations, makes sure that commits are synchronised with the
    /// disk, and compares the fence: when the database has lost what was acknowledged, the store goes
    /// on at once in a new incarnation and records an event that says so.
    ///
    /// - Parameters:
    ///   - clock: the machine's clock, milliseconds since 1970 UTC.
    ///   - random: 64 random bits from a generator fit for keys.
    package static func open(
        _ configuration: StoreConfiguration,
        identity: StoreIdentity,
        clock: @escaping @Sendable () -> Int64,
        random: @escaping @Sendable () -> UInt64
    ) throws(StoreError) -> OfficeStore {
        let store = try OfficeStore(
            try StoreParts.open(configuration, identity: identity),
            configuration: configuration,
            identity: identity,
            clock: clock,
            random: random
        )
        try store.rebuildIfOutdated()
        return store
    }

    deinit { self.close() }

    /// Finishes what waits, then lets go of the folder. Writes after this throw `closed`.
    package func close() {
        let wasClosed = self.isClosed.withLock { isClosed in
            defer { isClosed = true }
            return isClosed
        }
        guard !wasClosed else { return }
        self.inbox.close()
        // A handler that lets go of the last reference runs on the writer's own thread.
        guard Thread.current.name != Self.threadName else { return }
        self.finished.wait()
    }

    // MARK: Writing

    /// Sets who is told of each commit: on the writer's thread, in commit order, after the disk has
    /// it and before the acts in it are acknowledged. The handler MUST return quickly.
    package func setCommitHandler(
        _ handler: @escaping @Sendable (CommitReport, [StoreNotice]) -> Void
    ) {
        self.handler.value = handler
    }

    /// Writes an act, all of it or nothing, and returns after the disk has it.
    ///
    /// - Throws: ``StoreError/busy(waitingActs:waitingBytes:)`` when too much waits already,
    ///   ``StoreError/notAuthorised(space:detail:)``, ``StoreError/invalid(detail:)``, or what the
    ///   disk says.
    @discardableResult
    package func write(_ act: LocalAct) async throws(StoreError) -> WriteReceipt {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<WriteReceipt, StoreError>, Never>) in
            do throws(StoreError) {
                try self.inbox.put(act) { continuation.resume(returning: $0) }
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
        return try result.get()
    }

    /// Takes in a received batch. Its outcomes arrive in a commit report; when its transaction fails,
    /// the notice ``StoreNotice/failed(_:batches:)`` names it.
    package func ingest(_ batch: VerifiedBatch) {
        self.inbox.put(batch)
    }

    /// Applies held changes whose time has come, and says how many. The store does this by itself
    /// about once a second.
    @discardableResult
    package func applyHeld() async throws(StoreError) -> Int {
        let handler = self.handler
        let inbox = self.inbox
        return try await self.perform { writer throws(StoreError) in
            try WriterLoop(writer: writer, inbox: inbox) { handler.value }.applyHeldNow()
        }
    }

    /// Goes on in a new incarnation because a neighbour says that it has changes of ours that are
    /// missing here.
    ///
    /// - Parameter incarnation: of the feed that the neighbour spoke of; nothing is done when the store
    ///   writes in another one by now.
    package func openIncarnation(
        claimedBy peer: OfficePath,
        replacing incarnation: UInt64
    ) async throws(StoreError) {
        let handler = self.handler
        try await self.perform { writer throws(StoreError) in
            guard writer.incarnation == FeedID.ordinary(incarnation) else { return }
            let (_, transaction) = try writer.transact { transaction throws(StoreError) in
                try writer.openIncarnation(.neighbourAhead, claimedBy: peer, transaction)
            }
            handler.value?(CommitReport(committed: [], batches: []), transaction.notices)
        }
    }

    /// Runs a body in a transaction of its own, and tells whoever follows the commits.
    func transact<Value: Sendable>(
        _ body: @escaping @Sendable (Writer, StoreTransaction) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let handler = self.handler
        return try await self.perform { writer throws(StoreError) in
            let (value, transaction) = try writer.transact { transaction throws(StoreError) in
                try body(writer, transaction)
            }
            handler.value?(transaction.report, transaction.notices)
            return value
        }
    }

    /// The first sign since the opening that what lies on the disk is damaged; nil when there was none.
    package var fault: StoreError? { self.driver.watch.fault }

    /// Acts that wait for the writer.
    package var waitingActs: Int { self.inbox.waitingActs }

    /// Runs a body on the writer's thread, between transactions.
    func perform<Value: Sendable>(
        _ body: @escaping @Sendable (Writer) throws(StoreError) -> Value
    ) async throws(StoreError) -> Value {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<Value, StoreError>, Never>) in
            self.inbox.put { writer in
                do throws(StoreError) {
                    continuation.resume(returning: .success(try body(try writer.get())))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try result.get()
    }

    /// Leaves a body for the writer's thread without waiting for it.
    func post(_ body: @escaping @Sendable (Result<Writer, StoreError>) -> Void) {
        self.inbox.put(body)
    }

    /// The same for a caller that has a thread to wait on.
    func performBlocking<Value: Sendable>(
        _ body: @escaping @Sendable (Writer) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let handover = Handover<Result<Value, StoreError>>()
        self.inbox.put { writer in
            do throws(StoreError) {
                handover.give(.success(try body(try writer.get())))
            } catch {
                handover.give(.failure(error))
            }
        }
        return try handover.wait().get()
    }
}
