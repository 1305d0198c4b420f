package import SyncProtocol

/// What the desk of notes asks of the store.
package enum NoteWork: Sendable {
    /// Notes of a neighbour.
    case received([VerifiedNote], over: LinkID)
    /// Receipts that this office has signed.
    case own([VerifiedNote])
    case refused(Note, RefusalReason)
    /// A receipt that names another change than ours, and goes on doing so.
    case accused
    case settle(LinkID, [NoteID], with: OfficePath)
    case forget(LinkID, NoteKind, OfficePath)

    /// How many received notes this is the end of.
    var receivedCount: Int {
        switch self {
        case .received(let notes, _): notes.count
        case .refused: 1
        case .own, .accused, .settle, .forget: 0
        }
    }
}
