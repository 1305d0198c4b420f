import SyncProtocol

/// Which offices may link with us: those above and those below, at any distance, and further nodes of
/// our own office.
struct LinkAdmission: Sendable {
    let own: OfficePath
    /// Nil where no further node of our own office can be met.
    var node: NodeKey?
    /// Offices whose certificates are revoked. What a revoked authority has issued is worth nothing
    /// either, so everything below them is barred too.
    var barred: [OfficePath] = []
    /// Offices that have moved count as standing where they went to, too: those below them come over
    /// one by one.
    var successions = Successions.none

    /// - Throws: the refusal's cause, `unknown-peer`, `barred-peer` or `own-copy`.
    func admit(_ peer: OfficePath, node: NodeKey? = nil) throws(LinkRefusal.Cause) {
        if peer == self.own {
            guard let node, let own = self.node else { throw .unknownPeer(peer, own: self.own) }
            guard node != own else { throw .ownCopy(peer) }
        }
        guard self.successions.areInLine(peer, self.own) else {
            throw .unknownPeer(peer, own: self.own)
        }
        guard !self.barred.contains(where: { $0.contains(peer) }) else {
            throw .barredPeer(peer)
        }
    }

    /// Whether an office is the one that is meant, or follows on it.
    func isExpected(_ peer: OfficePath, _ expected: OfficePath) -> Bool {
        peer == expected || self.successions.successors(of: expected).contains(peer)
    }
}
