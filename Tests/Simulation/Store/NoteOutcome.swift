internal import SyncProtocol

/// What a commit has done about one piece of the desk's work.
enum NoteOutcome: Sendable {
    case received([VerifiedNote], [NoteVerdict], over: LinkID)
    case own([VerifiedNote])
    case refused(NoteID)
    case settled(LinkID)
    case forgotten(LinkID)
}
