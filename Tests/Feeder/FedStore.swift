internal import Decision
internal import Store
internal import SyncProtocol
internal import Synchronization

/// A province's store, opened while its node does not run. What it takes in is waited for, so that never much waits.
final class FedStore: Sendable {
    private static let waitingMax = 2_000

    private struct State {
        var waiting = 0
        var fault: FeederError?
        var waiters: [(most: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    let office: FedOffice
    let store: OfficeStore
    private let state = Mutex(State())
    private let batches = Mutex<UInt64>(0)

    init(folder: String) throws {
        let office = try NodeFiles(folder: folder).office
        self.office = office
        self.store = try OfficeStore.open(
            StoreConfiguration(location: .folder(folder), creates: false),
            identity: StoreIdentity(
                context: TreeContext(tree: office.chain.leaf.tree, suite: .ed25519),
                path: office.path,
                signer: office.signer,
                chain: office.chain
            ),
            clock: { NodeFiles.milliseconds() },
            random: { UInt64.random(in: .min ... .max) }
        )
        self.store.setCommitHandler { [weak self] report, _ in
            self?.count(report)
        } failed: { [weak self] error, _ in
            self?.end(FeederError(error.english))
        }
    }

    /// Hands in what an office below would have sent; waits while much has not come to the disk yet.
    func ingest(_ changes: [VerifiedChange], from peer: OfficePath) async throws {
        let number = self.batches.withLock { number in
            number += 1
            return number
        }
        self.state.withLock { $0.waiting += changes.count }
        self.store.ingest(
            VerifiedBatch(
                id: BatchID(link: LinkID(1), number: number),
                peer: peer,
                changes: changes.map { .good($0) }
            )
        )
        try await self.wait(most: Self.waitingMax)
    }

    /// Waits until all is on the disk, and lets go of the folder.
    func close() async throws {
        defer { self.store.close() }
        try await self.wait(most: 0)
    }

    private func wait(most: Int) async throws {
        await withCheckedContinuation { continuation in
            let isDone = self.state.withLock { state in
                if state.waiting <= most || state.fault != nil { return true }
                state.waiters.append((most, continuation))
                return false
            }
            if isDone { continuation.resume() }
        }
        if let fault = self.state.withLock({ $0.fault }) { throw fault }
    }

    private func count(_ report: CommitReport) {
        let outcomes = report.batches.flatMap(\.outcomes)
        let refused = outcomes.first { $0.verdict != .accepted }
        let done = self.state.withLock { state in
            state.waiting -= outcomes.count
            if let refused {
                let place = refused.feed.map { "\($0)" } ?? "a change"
                state.fault = state.fault ?? FeederError("\(place): \(refused.verdict)")
            }
            return Self.takeDone(&state)
        }
        for continuation in done { continuation.resume() }
    }

    private func end(_ fault: FeederError) {
        let done = self.state.withLock { state in
            state.fault = fault
            return Self.takeDone(&state)
        }
        for continuation in done { continuation.resume() }
    }

    private static func takeDone(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
        let (waiting, hasFailed) = (state.waiting, state.fault != nil)
        let done = state.waiters.filter { hasFailed || waiting <= $0.most }
        state.waiters.removeAll { hasFailed || waiting <= $0.most }
        return done.map(\.continuation)
    }
}
