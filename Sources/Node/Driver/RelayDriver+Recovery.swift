import Store
import SyncProtocol

extension RelayDriver {
    /// Counts changes of our own that neighbours gave back.
    func countOwn(_ report: CommitReport, _ notices: [StoreNotice]) {
        for case .incarnationOpened in notices { self.modifyRecovery { _, _ in } }
        for batch in report.batches {
            let peer = self.links[batch.id.link]?.peer.path
            for outcome in batch.outcomes where outcome.feed?.author == self.relay.author {
                guard outcome.verdict != .duplicate, outcome.verdict != .gap else { continue }
                self.modifyRecovery { $0.add(outcome.verdict, from: peer, at: $1) }
            }
        }
    }

    func modifyRecovery(_ body: (inout PastRecovery, Int64) -> Void) {
        let now = self.clock()
        var recovery = self.recovery ?? PastRecovery(at: now)
        body(&recovery, now)
        self.recovery = recovery
    }

    /// Both ends have the same. An office below need not have had all of ours, one above has; the
    /// root has none above.
    func concludeIfWhole(_ peer: OfficePath) {
        guard self.relay.office.parent == nil || peer.contains(self.relay.office) else { return }
        self.conclude()
    }

    func concludeIfQuiet() {
        guard self.recovery?.isQuiet(at: self.clock()) == true else { return }
        self.conclude()
    }

    func conclude() {
        guard let recovery = self.recovery else { return }
        self.recovery = nil
        self.record(recovery.event(at: self.clock()))
    }
}
