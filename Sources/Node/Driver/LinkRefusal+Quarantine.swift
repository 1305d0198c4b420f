import SyncProtocol

extension LinkRefusal {
    /// What the quarantine calls it; nil for what says more about the network than about the peer.
    var quarantineReason: RefusalReason? {
        switch self.reason {
        case .unknownPeer, .unexpectedPeer, .barredPeer, .ownCopy: .unknownPeer
        case .badCertificate, .expiredCertificate, .noCertificate: .badCertificate
        case .wrongTree: .wrongTree
        case .malformedFrame: .malformedFrame
        default: nil
        }
    }
}
