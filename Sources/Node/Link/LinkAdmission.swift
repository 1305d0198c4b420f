import SyncProtocol

/// Which offices may link with us: those above and those below, at any distance.
enum LinkAdmission {
    /// - Parameter barred: offices whose certificates are revoked. What a revoked authority has issued
    ///   is worth nothing either, so everything below them is barred too.
    /// - Throws: the refusal's cause, `unknown-peer` or `barred-peer`.
    static func admit(
        _ peer: OfficePath,
        own: OfficePath,
        barred: [OfficePath] = []
    ) throws(LinkRefusal.Cause) {
        guard peer != own, peer.isInLine(with: own) else {
            throw LinkRefusal.Cause.unknownPeer(peer, own: own)
        }
        guard !barred.contains(where: { $0.contains(peer) }) else {
            throw LinkRefusal.Cause.barredPeer(peer)
        }
    }
}
