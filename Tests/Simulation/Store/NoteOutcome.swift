internal import SyncProtocol

/// What a commit has done about one piece of the desk's work.
enum NoteOutcome: Sendable {
    case received([VerifiedNote], [NoteVerdict], over: LinkID)
    case own([VerifiedNote])
    case refused(NoteID)
    case settled(LinkID)
    case forgotten(LinkID)
}

extension StoreTransaction.Outcome {
    /// What became of notes that neighbours had sent.
    var receivedNotes: [NoteFate] {
        self.notes.flatMap { outcome -> [NoteFate] in
            switch outcome {
            case .received(_, let verdicts, _): verdicts.map(NoteFate.init)
            case .refused: [.refused]
            case .own, .settled, .forgotten: []
            }
        }
    }
}
