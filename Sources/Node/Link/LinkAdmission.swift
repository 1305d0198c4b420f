import SyncProtocol

/// Which offices may link with us: those above and those below, at any distance.
enum LinkAdmission {
    /// - Throws: the refusal's cause, `unknown-peer`.
    static func admit(
        _ peer: OfficePath,
        own: OfficePath
    ) throws(LinkRefusal.Cause) {
        guard peer != own, peer.isInLine(with: own) else {
            throw LinkRefusal.Cause.unknownPeer(peer, own: own)
        }
    }
}
