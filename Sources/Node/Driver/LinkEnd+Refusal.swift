import SyncProtocol

extension Relay.LinkEnd {
    /// Why the other end's last frame is shown in quarantine; nil when it did nothing wrong.
    var refusal: (reason: RefusalReason, detail: String)? {
        switch self {
        case .malformedFrame(let detail): (.malformedFrame, detail)
        case .outOfTurn, .notWhoItSeemed, .creditExceeded: (.malformedFrame, self.word)
        case .wrongTree: (.wrongTree, self.word)
        case .noCommonVersion, .helloTimeout, .reconcileTimeout, .acknowledgementTimeout, .silence,
            .reorganised, .farewell:
            nil
        }
    }
}
