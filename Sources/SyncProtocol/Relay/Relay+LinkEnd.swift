extension Relay.LinkEnd {
    /// The farewell of a node that is stopped in an orderly way.
    package static let stopping = "stopping"
    /// What the other end calls it.
    package static let peerStopped = "peer-stopped"

    /// The word that the other end and the people are given.
    package var word: String {
        switch self {
        case .malformedFrame: "malformed-frame"
        case .noCommonVersion: "no-common-version"
        case .wrongTree: "wrong-tree"
        case .notWhoItSeemed: "not-who-it-seemed"
        case .outOfTurn(let what): "out-of-turn-\(what)"
        case .helloTimeout: "hello-timeout"
        case .reconcileTimeout: "reconcile-timeout"
        case .acknowledgementTimeout: "acknowledgement-timeout"
        case .silence: "silence"
        case .creditExceeded: "credit-exceeded"
        case .reorganised: "reorganised"
        case .farewell(Self.stopping): Self.peerStopped
        case .farewell(let reason): "farewell: \(reason)"
        }
    }
}
