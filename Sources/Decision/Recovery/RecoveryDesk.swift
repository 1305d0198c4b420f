package import SyncProtocol

/// Follows what comes back of a past that a node has lost a part of, and knows when nothing more is to be expected.
package struct RecoveryDesk: Sendable {
    private let office: OfficePath
    private let own: OwnAuthors
    /// Under way since the node doubted its own past; nil when nothing is to be fetched back.
    private var recovery: PastRecovery?

    /// - Parameter recovery: what was under way when the node was started.
    package init(of office: OfficePath, by own: OwnAuthors, _ recovery: PastRecovery?) {
        self.office = office
        self.own = own
        self.recovery = recovery
    }

    package var isUnderWay: Bool { self.recovery != nil }

    /// Notes who gave changes of our own back.
    ///
    /// - Parameters:
    ///   - peer: to whom a link leads; nil for one that is over.
    ///   - now: UTC milliseconds.
    package mutating func committed(
        _ report: CommitReport,
        _ notices: [StoreNotice],
        at now: Int64,
        peer: (LinkID) -> OfficePath?
    ) {
        for case .incarnationOpened in notices { self.modify(at: now) { _ in } }
        for batch in report.batches {
            let peer = peer(batch.id.link)
            for outcome in batch.outcomes {
                guard let author = outcome.feed?.author, self.own.contains(author),
                    [.accepted, .held].contains(outcome.verdict)
                else { continue }
                self.modify(at: now) { $0.came(from: peer, at: now) }
            }
        }
    }

    private mutating func modify(at now: Int64, _ body: (inout PastRecovery) -> Void) {
        var recovery = self.recovery ?? PastRecovery(at: now)
        body(&recovery)
        self.recovery = recovery
    }

    /// Both ends of a link have the same.
    package mutating func equal(with peer: OfficePath, at now: Int64) {
        self.recovery?.equal(with: peer, at: self.office, now: now)
    }

    /// What came of it, once nothing more is to be expected; nil before, and when nothing is to be fetched back.
    package mutating func concluded(
        _ links: [LinkProgress],
        at now: Int64
    ) -> PastRecovery? {
        self.recovery?.look(at: links, of: self.office, now: now)
        guard let recovery = self.recovery else { return nil }
        let areAllEqual = links.allSatisfy { $0.peerScopeDigest == $0.scopeDigest }
        guard recovery.isDone(areAllEqual: areAllEqual, at: now) else { return nil }
        self.recovery = nil
        return recovery
    }
}
