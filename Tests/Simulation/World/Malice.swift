/// What an office does that has turned against the others.
package enum Malice: String, Sendable, CaseIterable {
    /// It flips a bit in changes that it forwards.
    case flipsBits
    /// It sends frames that are none.
    case sendsMalformedFrames
    /// It writes directives in the name of others.
    case forgesDirectives
    /// It loses frames on purpose.
    case drops
    /// It sends frames up to a minute late, and out of order.
    case delays
    /// It keeps its links alive and forwards nothing.
    case freezes
    /// It sends old frames again.
    case replays
    /// It cuts off the end of a batch, or of a frame.
    case truncates
    /// It puts changes of one feed into another.
    case splices
    /// It signs two changes of one number, for different neighbours.
    case equivocates
    /// It claims to have what it has not.
    case liesAboutHeads
    /// It says that changes are on its disk, or are refused, that are not.
    case liesInAcknowledgements
    /// It forges confirmations, alters those that it passes on, shows old ones, and puts them in other names.
    case falsifiesConfirmations
    /// It loses notes on purpose, or passes them on late.
    case withholdsNotes
    /// It writes in cases of others by charters of its own, and in those that it was taken off.
    case forgesCharters
    /// It asks its neighbours for what stays in their houses and what belongs to cases of others.
    case asksForHouse
    /// It enters hundreds of offices in its own roster.
    case floodsRoster

    /// About houses and cases.
    private static let ofCases: [Malice] = [.forgesCharters, .asksForHouse]

    /// What a run may draw: where nobody works in houses and cases, nothing about them.
    static func all(in profile: Profile) -> [Malice] {
        profile == .cases ? self.allCases : self.allCases.filter { !Self.ofCases.contains($0) }
    }

    /// Under which name it is counted when it strikes.
    var kind: FaultKind {
        switch self {
        case .flipsBits: .evilAltered
        case .sendsMalformedFrames: .evilMalformed
        case .forgesDirectives: .evilForged
        case .drops: .evilDropped
        case .delays: .evilDelayed
        case .freezes: .evilFrozen
        case .replays: .evilReplayed
        case .truncates: .evilTruncated
        case .splices: .evilSpliced
        case .equivocates: .evilEquivocated
        case .liesAboutHeads: .evilFalseHeads
        case .liesInAcknowledgements: .evilFalseAcknowledgement
        case .falsifiesConfirmations: .evilFalseConfirmation
        case .withholdsNotes: .evilWithheldNotes
        case .forgesCharters: .evilForgedCharter
        case .asksForHouse: .evilAskedForHouse
        case .floodsRoster: .evilFloodedRoster
        }
    }
}
