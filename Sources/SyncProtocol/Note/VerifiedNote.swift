/// A note after everything about it has been checked that needs no store.
package struct VerifiedNote: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case statement(StatementNote)
        case confirmation(ConfirmationNote)
        case fold(FoldHeader)
        case alarm(AlarmNote)
    }

    package let note: Note
    package let id: NoteID
    /// The office for which it was signed.
    package let signer: OfficePath
    package let content: Content

    /// Our own notes need no check; others come out of ``NoteVerifier`` only.
    package init(
        own note: Note,
        signer: OfficePath,
        content: Content,
        suite: some SignatureVerifier
    ) {
        self.note = note
        self.id = note.id(by: suite)
        self.signer = signer
        self.content = content
    }

    /// What it is about, beside its kind and signer: of two notes of one subject the later wins.
    package var subject: [UInt8] {
        switch self.content {
        case .statement, .alarm: []
        case .confirmation(let confirmation): Array(confirmation.owner.description.utf8)
        case .fold(let header): header.subject
        }
    }

    /// Orders the notes of one subject, UTC milliseconds.
    package var at: Int64 {
        switch self.content {
        case .statement(let statement): statement.at
        case .confirmation(let confirmation): confirmation.at
        case .fold(let header):
            // Beyond what milliseconds can tell it is the end of time.
            min(max(header.at, Int64.min / 1_000), Int64.max / 1_000) * 1_000
        case .alarm(let alarm): alarm.at
        }
    }

    /// Whether it is a neighbour's word about itself, good until its next one: it is not acknowledged, and
    /// the last that came counts. What travels on (confirmations and folds) is acknowledged and never goes back
    /// in its signer's time.
    var isMomentary: Bool {
        switch self.content {
        case .statement, .alarm: true
        case .confirmation, .fold: false
        }
    }
}

/// What ``NoteVerifier`` finds about a note.
package enum NoteVerification: Hashable, Sendable {
    case good(VerifiedNote)
    /// No feed of the author has been seen yet, so the signature cannot be checked. The sender offers
    /// the note again on its next link.
    case authorUnknown
    case refused(RefusalReason, detail: String)
}
