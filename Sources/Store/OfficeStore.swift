package import Decision
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
    let listener: CommitListener
    let published: PublishedState
    private let finished: DispatchSemaphore
    private let isClosed = Mutex(false)
    let mending = MendingLimit()

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
        let listener = CommitListener()
        let published = PublishedState()
        let finished = DispatchSemaphore(value: 0)
        let started = Handover<StoreError?>()
        self.inbox = inbox
        self.listener = listener
        self.published = published
        self.finished = finished
        let thread = Thread {
            Thread.current.name = Self.threadName
            do throws(StoreError) {
                let writer = try Writer(
                    parts,
                    configuration: configuration,
                    identity: identity,
                    clock: clock,
                    random: random,
                    published: published
                )
                try writer.start()
                started.give(nil)
                var loop = WriterLoop(writer: writer, inbox: inbox, listener: listener)
                loop.run()
                try? parts.driver.close()
                writer.rest()
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

    /// Whether a data folder holds a store, be it one that has yet to take the place of a damaged one.
    package static func isThere(in folder: String) -> Bool {
        let places = SalvagePlaces(folder: folder)
        return SystemFile.exists(places.database) || places.isFinished
    }

    /// Opens the store of a data folder, making it if the configuration says so.
    ///
    /// Takes the folder's lock, applies migrations, makes sure that commits are synchronised with the
    /// disk, and compares the fence: when the database has lost what was acknowledged, the store goes
    /// on at once in a new incarnation and records an event that says so. A store that turns out to be damaged is
    /// replaced by a new one with all that is whole of it, and that is recorded, too.
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
        do throws(StoreError) {
            return try Self.openOnce(configuration, identity, clock, random)
        } catch {
            guard case .folder(let folder) = configuration.location, error.callsForSalvage else {
                throw error
            }
            // What is whole is saved first; where nothing is, this says again what is wrong.
            try SalvagePlaces(folder: folder).setMark()
            return try Self.openOnce(configuration, identity, clock, random)
        }
    }

    private static func openOnce(
        _ configuration: StoreConfiguration,
        _ identity: StoreIdentity,
        _ clock: @escaping @Sendable () -> Int64,
        _ random: @escaping @Sendable () -> UInt64
    ) throws(StoreError) -> OfficeStore {
        let store = try OfficeStore(
            try StoreParts.open(configuration, identity: identity),
            configuration: configuration,
            identity: identity,
            clock: clock,
            random: random
        )
        try store.examination.rebuildIfOutdated()
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
    /// it and before the acts in it are acknowledged. The handlers MUST return quickly.
    ///
    /// - Parameter failed: told of a transaction that failed, and of which batches nothing is on disk: their links
    ///   should be cut, so that the neighbours send again. After ``StoreError/isDiskFault`` the store writes nothing
    ///   any more: the process should end and start anew.
    package func setCommitHandler(
        _ committed: @escaping @Sendable (CommitReport, [StoreNotice]) -> Void,
        failed: @escaping @Sendable (StoreError, [BatchID]) -> Void = { _, _ in }
    ) {
        self.listener.set(committed, failed: failed)
    }

    /// Writes an act, all of it or nothing, and returns after the disk has it.
    ///
    /// - Throws: ``StoreError/busy(waitingActs:waitingBytes:)`` when too much waits already,
    ///   ``StoreError/notAuthorised(space:detail:)``, ``StoreError/invalid(detail:)``, or what the
    ///   disk says.
    @discardableResult
    package func write(_ act: LocalAct) async throws(StoreError) -> DurableAct {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<DurableAct, StoreError>, Never>) in
            do throws(StoreError) {
                try self.inbox.put(act) { continuation.resume(returning: $0) }
            } catch {
                continuation.resume(returning: .failure(error))
            }
        }
        return try result.get()
    }

    /// Takes in a received batch. Its outcomes arrive in a commit report; when its transaction fails, the handler of
    /// failures is told its id.
    package func ingest(_ batch: VerifiedBatch) {
        self.inbox.put(batch)
    }

    /// Applies held changes whose time has come, and says how many. The store does this by itself
    /// about once a second.
    @discardableResult
    package func applyHeld() async throws(StoreError) -> Int {
        let listener = self.listener
        return try await self.perform { writer throws(StoreError) in
            try writer.applyHeld(listener)
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
        let listener = self.listener
        try await self.perform { writer throws(StoreError) in
            guard writer.state.incarnation == FeedID.ordinary(incarnation) else { return }
            listener.tell(
                try writer.transact { $0.openIncarnation(.neighbourAhead, claimedBy: peer) }
            )
        }
    }

    /// Has something decided and kept together with all else that waits. When this returns, the disk has it.
    ///
    /// - Parameter expect: says what the decision can touch.
    func keep<Value: Sendable>(
        expecting expect: @escaping @Sendable (inout Foresight) -> Void = { _ in },
        _ decide: @escaping @Sendable (Transaction) throws(Interruption) -> Value
    ) async throws(StoreError) -> Value {
        let result = await withCheckedContinuation {
            (continuation: CheckedContinuation<Result<any Sendable, StoreError>, Never>) in
            self.inbox.put(
                Work(expect: expect, decide: decide) { continuation.resume(returning: $0) }
            )
        }
        guard let value = try result.get() as? Value else {
            throw .unfit(detail: "a decision of another kind")
        }
        return value
    }

    /// The first sign since the opening that what lies on the disk is damaged; nil when there was none.
    package var fault: StoreError? { self.driver.watch.fault }

    /// The number of the last commit that the disk has.
    package var version: Int64 { self.published.number }

    /// Sets who is told, once and on any thread, that pages of the file are not what was written there: the store should
    /// be closed and opened anew, which saves what is whole.
    package func onDamage(_ told: @escaping @Sendable (StoreError) -> Void) {
        self.driver.watch.tell(told)
    }

    /// The bytes that the database and its log take on disk; 0 in memory.
    package var byteCount: Int64 { self.driver.byteCount }

    /// Acts that wait for the writer.
    package var waitingActs: Int { self.inbox.waitingActs }

    // MARK: Purposes of their own

    /// Whether all is as it was written.
    package var examination: StoreExamination { StoreExamination(store: self) }
    /// What the disk has not kept.
    package var damage: StoreDamage { StoreDamage(store: self) }
    package var notes: NoteLedger { NoteLedger(store: self) }
    /// A copy made while the store is in use.
    package var backup: StoreCopy { StoreCopy(store: self) }

    // MARK: The writer's thread

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
