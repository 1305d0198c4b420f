import SyncProtocol

extension LinkRefusal.Reason {
    /// The reason under which a peer that was turned away is shown in quarantine. Nil where nobody
    /// claimed to be anybody: a connection that says nothing is no certificate that is bad.
    var quarantine: RefusalReason? {
        switch self {
        case .unknownPeer, .unexpectedPeer, .barredPeer: .unknownPeer
        case .badCertificate, .expiredCertificate, .noCertificate: .badCertificate
        case .wrongTree: .wrongTree
        case .malformedFrame: .malformedFrame
        case .handshakeTimeout, .handshakeFailed, .noCommonProtocol, .tooManyConnections,
            .enrolmentRefused, .unreachable:
            nil
        }
    }
}

extension Relay.LinkEnd {
    /// Why the other end's last frame is shown in quarantine; nil when it did nothing wrong.
    var refusal: (reason: RefusalReason, detail: String)? {
        switch self {
        case .malformedFrame(let detail): (.malformedFrame, detail)
        case .outOfTurn, .notWhoItSeemed, .creditExceeded: (.malformedFrame, self.word)
        case .wrongTree: (.wrongTree, self.word)
        case .noCommonVersion, .helloTimeout, .acknowledgementTimeout, .silence, .farewell: nil
        }
    }
}
