import Decision
import Store
import SyncProtocol

extension RelayDriver {
    /// Notes who gave changes of our own back.
    func countOwn(_ report: CommitReport, _ notices: [StoreNotice]) {
        for case .incarnationOpened in notices { self.modifyRecovery { _, _ in } }
        for batch in report.batches {
            let peer = self.links[batch.id.link]?.peer.path
            for outcome in batch.outcomes where outcome.feed?.author == self.relay.author {
                guard outcome.verdict == .accepted || outcome.verdict == .held else { continue }
                self.modifyRecovery { $0.came(from: peer, at: $1) }
            }
        }
    }

    private func modifyRecovery(_ body: (inout PastRecovery, Int64) -> Void) {
        let now = self.clock()
        var recovery = self.recovery ?? PastRecovery(at: now)
        body(&recovery, now)
        self.recovery = recovery
    }

    func recoveryIsWhole(with peer: OfficePath) {
        self.recovery?.equal(with: peer, at: self.relay.office, now: self.clock())
    }

    /// Says what came of it once nothing more is to be expected.
    func concludeIfDone() {
        guard let recovery = self.recovery else { return }
        let areAllEqual = self.relay.links.allSatisfy { $0.peerScopeDigest == $0.scopeDigest }
        guard recovery.isDone(areAllEqual: areAllEqual, at: self.clock()) else { return }
        self.recovery = nil
        self.conclude(recovery)
    }
}
