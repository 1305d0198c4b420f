import Admin
import Decision
import Store
import SyncProtocol

/// Which neighbours have been away for so long that people are told, and that they are back.
///
/// A link that comes back soon is no news, and one that comes and goes is told once in a while: nobody can fill
/// the list of events with it.
struct LinkOutages: Sendable {
    /// An outage is told when it has lasted this long, in milliseconds.
    static let toldAfterMilliseconds: Int64 = 60_000
    /// Of one office an outage is told once in this time, in milliseconds.
    static let quietMilliseconds: Int64 = 10 * 60_000

    private struct Outage: Sendable {
        let since: Int64
        let reason: String
        var isTold = false
        var isLookedAt = false
    }

    private let own: OfficePath
    private var outages: [OfficePath: Outage] = [:]
    private var told = QuietLog(quietMilliseconds: Self.quietMilliseconds)

    init(own: OfficePath) {
        self.own = own
    }

    /// Those whose links people expect to stand: offices above, further nodes of our own, direct children.
    private func isWatched(_ peer: OfficePath) -> Bool {
        peer.contains(self.own) || peer.parent == self.own
    }

    /// The last link to an office has ended.
    ///
    /// - Parameter now: UTC milliseconds.
    mutating func lost(_ peer: OfficePath, _ reason: String, at now: Int64) {
        guard self.isWatched(peer), self.outages[peer] == nil else { return }
        self.outages[peer] = Outage(since: now, reason: reason)
    }

    /// A link to an office is open again.
    mutating func returned(_ peer: OfficePath, at now: Int64) -> StoreEvent? {
        guard let outage = self.outages.removeValue(forKey: peer), outage.isTold else { return nil }
        return LinkNews.linkReturned(peer, since: outage.since, at: now)
    }

    /// What is to be told by now.
    mutating func due(at now: Int64) -> [StoreEvent] {
        var events: [StoreEvent] = []
        for (peer, outage) in self.outages.sorted(by: { $0.key < $1.key })
        where !outage.isLookedAt && now - outage.since >= Self.toldAfterMilliseconds {
            self.outages[peer]?.isLookedAt = true
            guard self.told.isNew("\(peer)", at: now) else { continue }
            self.outages[peer]?.isTold = true
            events.append(LinkNews.linkLost(peer, outage.reason, since: outage.since, at: now))
        }
        return events
    }
}
