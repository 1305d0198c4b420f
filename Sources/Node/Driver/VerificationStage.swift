import Dispatch
import SyncProtocol
import Synchronization

/// Checks received changes off the event loop and off the store's writer.
///
/// The pieces of batches wait by shares (``FairQueue``), so that who sends much does not keep back who sends
/// little; those of one flow leave in the order in which they came. Within a piece all cores work.
final class VerificationStage: Sendable {
    /// Below this many changes the work is not worth sharing among cores.
    private static let parallelMin = 4

    /// A piece of a batch, and who wants it.
    private struct Piece: Sendable {
        let id: BatchID
        let flow: Flow
        let scope: LinkScope
        let changes: [SignedChange]
        let completion: @Sendable (VerifiedBatch) -> Void
    }

    private let waiting = Mutex(FairQueue<Piece>())
    private let verifier: ChangeVerifier<SignatureSuite>
    private let keys: KeyRing
    private let queue = DispatchQueue(label: "cast-sync.verification", qos: .userInitiated)

    init(context: TreeContext, keys: KeyRing) {
        self.verifier = ChangeVerifier(tree: context.tree, verifier: context.suite)
        self.keys = keys
    }

    /// - Parameter completion: called on the stage's own thread.
    func submit(
        _ id: BatchID,
        in scope: LinkScope,
        _ changes: [SignedChange],
        completion: @escaping @Sendable (VerifiedBatch) -> Void
    ) {
        let flow =
            changes.first.map { Flow(of: $0, over: id.link, from: scope.peer, at: scope.office) }
            ?? Flow(id.link, of: scope.peer)
        let piece = Piece(
            id: id,
            flow: flow,
            scope: scope,
            changes: changes,
            completion: completion
        )
        self.waiting.withLock {
            $0.append(piece, of: flow, byteCount: changes.reduce(0) { $0 + $1.byteCount })
        }
        // Each takes the one whose turn it is by then.
        self.queue.async { self.verifyNext() }
    }

    private func verifyNext() {
        guard let piece = self.waiting.withLock({ $0.popFirst() }) else { return }
        piece.completion(
            VerifiedBatch(
                id: piece.id,
                peer: piece.scope.peer,
                flow: piece.flow,
                changes: self.verify(piece.changes, in: piece.scope)
            )
        )
    }

    /// - Parameter scope: what the link carries on which they came.
    func verify(_ changes: [SignedChange], in scope: LinkScope) -> [ChangeVerification] {
        var results = self.map(changes) { self.verify($0, in: scope) }
        for case .good(let change) in results {
            guard let opening = change.change.opening else { continue }
            self.keys.add(AuthorKey(opening.leaf), of: change.change.feed)
        }
        // What waited for an opening that came in the same batch.
        let waiting = results.indices.filter {
            guard case .openingMissing(let change) = results[$0] else { return false }
            return self.keys.key(of: change.feed) != nil
        }
        let second = self.map(waiting) { self.verify(changes[$0], in: scope) }
        for (place, result) in zip(waiting, second) { results[place] = result }
        return results
    }

    private func verify(_ change: SignedChange, in scope: LinkScope) -> ChangeVerification {
        self.verifier.verify(
            change,
            inScope: { scope.carries($0, by: $1) },
            key: { self.keys.key(of: $0) }
        )
    }

    private func map<Input: Sendable>(
        _ inputs: [Input],
        _ body: @Sendable (Input) -> ChangeVerification
    ) -> [ChangeVerification] {
        guard inputs.count >= Self.parallelMin else { return inputs.map(body) }
        let results = Mutex([ChangeVerification?](repeating: nil, count: inputs.count))
        DispatchQueue.concurrentPerform(iterations: inputs.count) { index in
            let result = body(inputs[index])
            results.withLock { $0[index] = result }
        }
        return results.withLock { $0.compactMap(\.self) }
    }
}
