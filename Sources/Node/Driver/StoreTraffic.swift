import Decision
import Logging
import NIOCore
import NIOPosix
import Store
import SyncProtocol

/// What the relay wants of the store and what the store has to say to it: checks what has come and hands it in,
/// reads, and sees to what the disk has not kept. Confined to the links' event loop; the store works on threads
/// of its own.
struct StoreTraffic {
    let loop: LinkLoop
    private let context: DriverContext
    private let verification: VerificationStage
    private let reader: NIOThreadPool
    /// What showed that the store is damaged, and when that was noticed, UTC milliseconds.
    private(set) var fault: (error: StoreError, since: Int64)?

    init(
        _ context: DriverContext,
        verification: VerificationStage,
        loop: LinkLoop,
        reader: NIOThreadPool
    ) {
        self.context = context
        self.verification = verification
        self.loop = loop
        self.reader = reader
    }

    func ingest(_ id: BatchID, _ scope: LinkScope, _ changes: [SignedChange]) {
        let store = self.context.store
        self.verification.submit(id, in: scope, changes) { store.ingest($0) }
    }

    /// - Parameter completion: called on the links' event loop.
    func read(
        _ requests: [ReadRequest],
        byteCountMax: Int,
        completion: @escaping @Sendable (Result<FoundChanges, any Error>) -> Void
    ) {
        let (store, loop) = (self.context.store, self.loop)
        self.reader.submit { _ in
            let changes = Result { try store.changes(requests, byteCountMax: byteCountMax) }
            loop.execute { completion(changes) }
        }
    }

    // MARK: Changes that the disk has not kept

    /// Whoever read them found them damaged.
    func noteDamage(_ changes: [ChangePlace]) {
        self.mend { store async throws(StoreError) in try await store.damage.note(changes) }
    }

    /// A neighbour has refused a change: most likely it is not to blame for what it got.
    ///
    /// - Parameter completion: called on the links' event loop with what is damaged, if anything is.
    func examine(
        _ change: ChangePlace,
        completion: @escaping @Sendable ([ChangePlace]) -> Void
    ) {
        let loop = self.loop
        self.mend { store async throws(StoreError) in
            let damaged = try await store.damage.examine(change)
            if !damaged.isEmpty { loop.execute { completion(damaged) } }
        }
    }

    /// Nobody has these changes of our own that are damaged here.
    func rewrite(_ changes: [ChangePlace]) {
        self.mend { store async throws(StoreError) in try await store.damage.rewrite(changes) }
    }

    private func mend(
        _ body: @escaping @Sendable (OfficeStore) async throws(StoreError) -> Void
    ) {
        let (store, logger) = (self.context.store, self.context.logger)
        Task {
            do throws(StoreError) {
                try await body(store)
            } catch {
                logger.error("a damaged change was not seen to", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Whether what lies on the disk has shown itself damaged, whoever came upon it, and that is news.
    ///
    /// - Parameter now: UTC milliseconds.
    mutating func newFault(at now: Int64) -> StoreEvent? {
        guard let error = self.context.store.fault else {
            // All was looked at since, and is well.
            self.fault = nil
            return nil
        }
        guard self.fault == nil else { return nil }
        self.fault = (error, now)
        return FaultNews.storeDamaged(error, at: now)
    }
}
