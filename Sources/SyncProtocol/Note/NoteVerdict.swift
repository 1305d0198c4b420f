/// What becomes of a checked note that is to be kept.
package enum NoteVerdict: Sendable, Hashable {
    case kept
    /// A later one of its subject is here already, or it is the same.
    case older
    /// What it is about is not known here (yet): whoever sends it may offer it again.
    case subjectUnknown
    /// It says something about our own changes that is not so, as far as is known here. Nothing is kept.
    case contradicted(FeedPosition)
}

/// The note that is on disk of a kind, subject and signer.
package struct KnownNote: Sendable, Hashable {
    package let id: NoteID
    /// See ``VerifiedNote/at``.
    package let at: Int64

    package init(id: NoteID, at: Int64) {
        self.id = id
        self.at = at
    }
}

extension VerifiedNote {
    /// Whether this note takes the place of the one on disk. Every store MUST go by this, so that all
    /// offices agree on what is the latest.
    ///
    /// A confirmation or a fold never goes back in its signer's time: whoever passes on confirmations could else
    /// show an old one again. Statements and alarms come from the neighbour itself, in order; of them
    /// the last that came counts, so that a clock put back does not silence anybody. Nor does a time that
    /// lies in the future count against one that does not: whoever signed it had a wrong clock, or wants to have the
    /// last word. Of two in the future the later one stays: it may be the clock here that is behind.
    ///
    /// - Parameters:
    ///   - known: what is on disk of the same kind, subject and signer.
    ///   - wall: the time here, UTC milliseconds.
    ///   - isSubjectKnown: known subjects bound how many notes a neighbour can make us keep.
    ///   - contradiction: what a confirmation says of our own feeds that is not so; nil for others'.
    package func verdict<Failure: Error>(
        over known: KnownNote?,
        wall: Int64,
        steps: VerificationSteps = .all,
        isSubjectKnown: () throws(Failure) -> Bool,
        contradiction: (ConfirmationNote) throws(Failure) -> FeedPosition?
    ) throws(Failure) -> NoteVerdict {
        if let known {
            guard known.id != self.id else { return .older }
            let latest = wall + HybridClock.aheadMillisecondsMax
            let isOrdered = !self.isMomentary && (known.at <= latest || self.at > latest)
            guard !isOrdered || steps.pass(.noteAge, known.at <= self.at) else { return .older }
        }
        guard try isSubjectKnown() else { return .subjectUnknown }
        if case .confirmation(let confirmation) = self.content,
            let position = try contradiction(confirmation)
        {
            return .contradicted(position)
        }
        return .kept
    }
}
