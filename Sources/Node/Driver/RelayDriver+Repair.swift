import Logging
import NIOCore
import Store
import SyncProtocol

// Changes that the disk has not kept: the relay stops sending them and asks neighbours, the store writes them down.

extension RelayDriver {
    /// Whoever read them found them damaged.
    func foundDamaged(_ changes: [ChangePlace]) {
        guard !changes.isEmpty else { return }
        self.step(.damaged(changes))
        self.repair { store async throws(StoreError) in try await store.noteDamage(changes) }
    }

    /// A neighbour has refused a change: most likely it is not to blame for what it got.
    func examine(_ change: ChangePlace) {
        let loop = self.loop
        let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
        self.repair { store async throws(StoreError) in
            let damaged = try await store.examine(change)
            guard !damaged.isEmpty else { return }
            loop.execute { bound.value.step(.damaged(damaged)) }
        }
    }

    /// Nobody has a change of our own that is damaged here.
    func rewrite(_ change: ChangePlace) {
        self.repair { store async throws(StoreError) in try await store.rewrite(change) }
    }

    private func repair(
        _ body: @escaping @Sendable (OfficeStore) async throws(StoreError) -> Void
    ) {
        let (store, logger) = (self.store, self.logger)
        Task {
            do throws(StoreError) {
                try await body(store)
            } catch {
                logger.error("a damaged change was not seen to", metadata: ["error": "\(error)"])
            }
        }
    }
}
