import Admin
import Decision
import Logging
import Store
import SyncProtocol

/// Looks after a node that has lost a part of its own past: opens a new incarnation when a neighbour shows it,
/// follows what comes back, and tells what came of it. Confined to the links' event loop.
struct RecoveryKeeper {
    private let office: OfficePath
    private let author: AuthorID
    private let context: DriverContext
    /// Under way since the node doubted its own past; nil when nothing is to be fetched back.
    private var recovery: PastRecovery?

    /// - Parameter recovery: what was under way when the node was started.
    init(_ context: DriverContext, of relay: Relay, _ recovery: PastRecovery?) {
        self.context = context
        self.office = relay.office
        self.author = relay.author
        self.recovery = recovery
    }

    /// A neighbour says that it has changes of ours that we lost: what we write from now on must not
    /// collide with them. They come back over the link like any others.
    func claimed(_ feed: FeedID, by peer: OfficePath) {
        let (store, logger) = (self.context.store, self.context.logger)
        Task {
            do throws(StoreError) {
                try await store.openIncarnation(
                    claimedBy: peer,
                    replacing: feed.incarnation
                )
            } catch {
                logger.error("no new incarnation", metadata: ["error": "\(error)"])
            }
        }
    }

    /// Notes who gave changes of our own back.
    mutating func committed(
        _ report: CommitReport,
        _ notices: [StoreNotice],
        peer: (LinkID) -> OfficePath?
    ) {
        for case .incarnationOpened in notices { self.modify { _, _ in } }
        for batch in report.batches {
            let peer = peer(batch.id.link)
            for outcome in batch.outcomes where outcome.feed?.author == self.author {
                guard outcome.verdict == .accepted || outcome.verdict == .held else { continue }
                self.modify { $0.came(from: peer, at: $1) }
            }
        }
    }

    private mutating func modify(_ body: (inout PastRecovery, Int64) -> Void) {
        let now = self.context.clock()
        var recovery = self.recovery ?? PastRecovery(at: now)
        body(&recovery, now)
        self.recovery = recovery
    }

    /// Both ends of a link have the same.
    mutating func equal(with peer: OfficePath) {
        self.recovery?.equal(with: peer, at: self.office, now: self.context.clock())
    }

    /// Says what came of it once nothing more is to be expected.
    mutating func concludeIfDone(_ links: [LinkProgress]) {
        guard let recovery = self.recovery else { return }
        let areAllEqual = links.allSatisfy { $0.peerScopeDigest == $0.scopeDigest }
        guard recovery.isDone(areAllEqual: areAllEqual, at: self.context.clock()) else { return }
        self.recovery = nil
        self.conclude(recovery)
    }

    private func conclude(_ recovery: PastRecovery) {
        let (store, logger) = (self.context.store, self.context.logger)
        let sources = recovery.sources.map { "\($0.office)" }
        let asked = recovery.asked
        Task {
            do throws(StoreError) {
                guard let event = try await store.concludePast(from: sources, asked: asked)
                else { return }
                logger.warning("\(NodeEvent(event).words.english)")
            } catch {
                logger.error("what came back was not told", metadata: ["error": "\(error)"])
            }
        }
    }
}
