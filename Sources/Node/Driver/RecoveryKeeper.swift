import Admin
import Decision
import Logging
import Store
import SyncProtocol

/// Looks after a node that has lost a part of its own past: opens a new incarnation when a neighbour shows it,
/// follows what comes back, and tells what came of it. Confined to the links' event loop.
struct RecoveryKeeper {
    private let context: DriverContext
    private var desk: RecoveryDesk

    /// - Parameter recovery: what was under way when the node was started.
    init(_ context: DriverContext, of relay: Relay, _ recovery: PastRecovery?) {
        self.context = context
        self.desk = RecoveryDesk(of: relay.office, by: relay.own, recovery)
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
        self.desk.committed(report, notices, at: self.context.clock(), peer: peer)
    }

    /// Both ends of a link have the same.
    mutating func equal(with peer: OfficePath) {
        self.desk.equal(with: peer, at: self.context.clock())
    }

    /// Says what came of it once nothing more is to be expected.
    mutating func concludeIfDone(_ links: [LinkProgress]) {
        let recovery = self.desk.concluded(links, at: self.context.clock())
        if let recovery { self.conclude(recovery) }
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
