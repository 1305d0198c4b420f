import Admin
import Decision
import Logging
import Store
import SyncProtocol

/// Writes down what people should know of links: events and refused units, the same one not again and again.
struct LinkJournal {
    private let context: DriverContext
    /// The same reason from the same host is written down once a minute.
    private var refusals = QuietLog(quietMilliseconds: 60_000)
    /// A neighbour that refuses a change does so on every new link.
    private var refusalsByPeers = QuietLog(quietMilliseconds: 60 * 60_000)
    private var twoNodesTold = QuietLog(quietMilliseconds: 600_000)

    init(_ context: DriverContext) {
        self.context = context
    }

    func record(_ event: StoreEvent) {
        self.context.logger.warning("\(NodeEvent(event).words.english)")
        let store = self.context.store
        Task { try? await store.record(event) }
    }

    func quarantine(_ reason: RefusalReason, _ detail: String, peer: String) {
        let unit = QuarantinedUnit(
            reason: reason,
            detail: detail,
            peer: peer,
            body: Array("\(reason.rawValue) \(peer) \(detail)".utf8)
        )
        let store = self.context.store
        Task { try? await store.quarantine(unit) }
    }

    /// A connection that never became a link.
    mutating func refused(_ refusal: LinkRefusal) {
        let what = "\(refusal.reason.rawValue) \(refusal.host)"
        guard self.refusals.isNew(what, at: self.context.clock()) else { return }
        self.context.logger.warning(
            "connection refused",
            metadata: [
                "reason": "\(refusal.reason.rawValue)", "address": "\(refusal.remoteAddress)",
            ]
        )
        guard refusal.direction == .accepted else { return }
        if let reason = refusal.quarantineReason {
            self.quarantine(reason, refusal.text.english, peer: refusal.host)
        } else {
            self.record(LinkNews.connectionRefused(refusal, at: self.context.clock()))
        }
    }

    /// A neighbour keeps a change in quarantine.
    mutating func refused(_ change: ChangePlace, by peer: String, _ reason: String) {
        let event = LinkNews.refusedByPeer(
            peer,
            change.feed,
            number: change.number,
            PeerWord.cleaned(reason),
            at: self.context.clock()
        )
        let what = "\(peer) \(change) \(reason)"
        guard self.refusalsByPeers.isNew(what, at: event.at) else { return }
        self.record(event)
    }

    /// A node that runs twice: each process pushes the other out, and calls again.
    mutating func twoNodes(_ office: OfficePath, at address: String) {
        let now = self.context.clock()
        guard self.twoNodesTold.isNew("\(office)", at: now) else { return }
        self.record(LinkNews.twoNodes(office, address, at: now))
    }
}
