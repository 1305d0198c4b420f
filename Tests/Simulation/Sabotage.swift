internal import SyncProtocol

/// A defect put into a simulated office on purpose, to prove that the checkers see it.
///
/// Some are defects of whoever drives relay and store. The others leave out a step of the store's decisions, which
/// every simulated office makes as they ship.
package enum Sabotage: String, Sendable, CaseIterable {
    /// A user is told "saved" before the disk has it.
    case acknowledgeUserBeforeDurable
    /// A neighbour is told "on disk" before the disk has it.
    case acknowledgePeerBeforeDurable
    /// A neighbour is told that a note is kept before the disk has it.
    case acknowledgeNoteBeforeDurable
    /// A change that is here already is applied a second time.
    case applyDuplicates
    /// A change that does not continue our copy of its feed is taken all the same.
    case skipForkCheck
    /// Changes before it are missing, but it is taken.
    case skipGapCheck
    /// Signatures, credentials and rights are not looked at.
    case skipVerification
    /// A change from the future is applied at once.
    case skipHold
    /// A clock that was ahead has been put right, and its office goes on with stamps of that time.
    case keepStampsAhead
    /// A crash loses a commit that the disk had confirmed.
    case loseDurableTail
    /// The node goes on with its old numbers though its past was lost.
    case keepIncarnation
    /// What lies on the disk is sent unlooked at.
    case sendDamaged
    /// Nobody counts how many offices a branch has.
    case skipPlaces
    /// A received change adds to the totals of its own office only.
    case forgetAncestorsInTotals
    /// A save takes the place of whatever is there, shown or not.
    case overwriteUnseen
    /// A save is refused when anything in its record was not shown, though it leaves that alone.
    case compareWholeRecords

    /// The step of a decision that is left out.
    var omitted: VerificationStep? {
        switch self {
        case .applyDuplicates: .duplicate
        case .skipForkCheck: .previousHash
        case .skipGapCheck: .gap
        case .skipHold: .hold
        case .keepStampsAhead: .stampsAhead
        case .keepIncarnation: .ownFeed
        case .skipPlaces: .places
        case .forgetAncestorsInTotals: .ancestors
        case .acknowledgeUserBeforeDurable, .acknowledgePeerBeforeDurable,
            .acknowledgeNoteBeforeDurable, .skipVerification, .loseDurableTail, .sendDamaged,
            .overwriteUnseen, .compareWholeRecords:
            nil
        }
    }
}
