/// Which way the content of a space goes: who must have it, and who may write in it.
package enum SpaceFlow: Sendable, Hashable, CaseIterable {
    /// To all above the owner and all below it.
    case bothWays
    /// To all below the owner.
    case down
    /// To all above the owner, who may write there, too.
    case up
    /// To the owner's direct parent alone.
    case oneUp
    /// Nowhere: only the owner's own nodes have it.
    case stays
    /// To all above the owner, and to others that it names (``Charter``), with all above them.
    case parties

    /// Whether all below the owner must have what is in a space of this flow.
    var reachesBelow: Bool {
        switch self {
        case .bothWays, .down: true
        case .up, .oneUp, .stays, .parties: false
        }
    }

    /// Whether an office must have what is in a space of this flow, as far as paths alone say.
    package func isAudience(_ office: OfficePath, ofSpaceOf owner: OfficePath) -> Bool {
        switch self {
        case .bothWays: office.isInLine(with: owner)
        case .down: owner.contains(office)
        case .up, .parties: office.contains(owner)
        case .oneUp: office == owner || office == owner.parent
        case .stays: office == owner
        }
    }

    /// Whether an office may write in a space of this flow, as far as paths alone say.
    package func mayWrite(_ office: OfficePath, inSpaceOf owner: OfficePath) -> Bool {
        switch self {
        case .bothWays, .down, .oneUp, .stays, .parties: office == owner
        case .up: office.contains(owner)
        }
    }
}
