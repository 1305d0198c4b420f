package import SyncProtocol

/// How far a node has come that lost a part of its own past and fetches it back from its neighbours.
///
/// What came back and what did not is counted by the store; here it is only known whom we have asked.
package struct PastRecovery: Sendable, Equatable {
    /// Once a neighbour that must have all of ours is done, the others are waited for so long, in
    /// milliseconds since the last news.
    package static let patienceMilliseconds: Int64 = 30_000

    /// Who gave changes back, in the order in which they first did.
    package private(set) var sources: [OfficePath] = []
    /// Whose links have come to have the same at both ends since: they have given back all they had.
    package private(set) var asked: [OfficePath] = []
    /// A neighbour that must have all of ours has nothing more to give.
    package private(set) var isWhole = false
    /// UTC milliseconds.
    private var lastNewsAt: Int64

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
        guard !self.isWhole, office.parent == nil || peer.contains(office) else { return }
        self.isWhole = true
        self.lastNewsAt = now
    }

    /// Whether nothing more is to be expected.
    ///
    /// - Parameter areAllEqual: every link that stands has the same at both ends.
    package func isDone(areAllEqual: Bool, at now: Int64) -> Bool {
        self.isWhole
            && (areAllEqual || abs(now - self.lastNewsAt) >= Self.patienceMilliseconds)
    }
}
