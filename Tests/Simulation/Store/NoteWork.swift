package import SyncProtocol

/// What the desk of notes asks of the store.
package enum NoteWork: Sendable {
    /// Notes of a neighbour.
    case received([VerifiedNote], from: OfficePath, over: LinkID)
    /// Confirmations that this office has signed.
    case own([VerifiedNote])
    case refused(Note, RefusalReason, detail: String, from: OfficePath)
    /// A confirmation that names another change than ours, and goes on doing so.
    case accused(VerifiedNote, FeedPosition, from: OfficePath)
    case settle(LinkID, [NoteID], with: OfficePath)
    case forget(LinkID, NoteKind, OfficePath, since: Int64?)

    /// How many received notes this is the end of.
    var receivedCount: Int {
        switch self {
        case .received(let notes, _, _): notes.count
        case .refused: 1
        case .own, .accused, .settle, .forget: 0
        }
    }
}
