package import SyncProtocol

/// How far a node has come that lost a part of its own past and fetches it back from its neighbours.
///
/// What came back and what did not is counted by the store; here it is only known whom we have asked.
package struct PastRecovery: Sendable, Equatable {
    /// Once a neighbour that must have all of ours is done, the others are waited for so long, in
    /// milliseconds since the last news.
    package static let patienceMilliseconds: Int64 = 30_000

    /// A neighbour that must have all of ours may never come to have the same as we: a change of anybody's that is
    /// damaged at both ends suffices. After so long a time with a link to one and no news people are told how it
    /// stands, in milliseconds.
    package static let patienceMillisecondsMax: Int64 = 900_000

    /// Who gave changes back, in the order in which they first did.
    package private(set) var sources: [OfficePath] = []
    /// Whose links have come to have the same at both ends since: they have given back all they had.
    package private(set) var asked: [OfficePath] = []
    /// A neighbour that must have all of ours has nothing more to give.
    package private(set) var isWhole = false
    /// UTC milliseconds.
    private var lastNewsAt: Int64
    /// Since when there is a link to a neighbour that must have all of ours; nil when there is none. UTC milliseconds.
    private var linkedAt: Int64?

    /// - Parameter now: UTC milliseconds.
    package init(at now: Int64) {
        self.lastNewsAt = now
    }

    /// A neighbour has sent a change of our own that was not here.
    package mutating func came(from peer: OfficePath?, at now: Int64) {
        self.lastNewsAt = now
        if let peer, !self.sources.contains(peer) { self.sources.append(peer) }
    }

    /// Both ends of a link have the same.
    ///
    /// - Parameters:
    ///   - peer: whose link it is. An office below need not have had all of ours, one above has; the
    ///     root has none above.
    ///   - office: our own.
    package mutating func equal(with peer: OfficePath, at office: OfficePath, now: Int64) {
        if !self.asked.contains(peer) { self.asked.append(peer) }
        guard !self.isWhole, Self.mustHaveAll(peer, of: office) else { return }
        self.isWhole = true
        self.lastNewsAt = now
    }

    /// How the links stand now.
    package mutating func look(at links: [LinkProgress], of office: OfficePath, now: Int64) {
        let isLinked = links.contains {
            $0.phase == .streaming && Self.mustHaveAll($0.peer, of: office)
        }
        self.linkedAt = isLinked ? self.linkedAt ?? now : nil
    }

    private static func mustHaveAll(_ peer: OfficePath, of office: OfficePath) -> Bool {
        office.parent == nil || peer.contains(office)
    }

    /// Whether nothing more is to be expected.
    ///
    /// - Parameter areAllEqual: every link that stands has the same at both ends.
    package func isDone(areAllEqual: Bool, at now: Int64) -> Bool {
        let silence = abs(now - self.lastNewsAt)
        if self.isWhole, areAllEqual || silence >= Self.patienceMilliseconds { return true }
        guard let linkedAt else { return false }
        return min(silence, abs(now - linkedAt)) >= Self.patienceMillisecondsMax
    }
}
