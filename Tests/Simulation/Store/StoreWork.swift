internal import Decision
internal import SyncProtocol

/// What waits for the writer, besides received changes and acts.
enum StoreWork: Sendable {
    /// What came of it, where somebody is to be told.
    enum Outcome: Sendable {
        case note(NoteOutcome)
        /// What was said of our own past once nothing more was to be expected.
        case pastConcluded(StoreEvent)
    }

    /// Look after what is held.
    case release
    /// A neighbour says that our own past is not sure any more (design, D7).
    case claimedPast(by: OfficePath, replacing: UInt64)
    /// Everything that can come back of it has come.
    case concludePast(PastRecovery)
    case notes(NoteWork)
    /// Changes do not seem to be on the disk as they were written.
    case damaged([ChangePlace])
    /// A reader has found a row that is not what was written: all is derived anew.
    case mend
    /// Nobody has a change of our own that is damaged here.
    case rewrite([ChangePlace])

    var isOfNotes: Bool { if case .notes = self { true } else { false } }

    var isMending: Bool { if case .mend = self { true } else { false } }

    var isRelease: Bool { if case .release = self { true } else { false } }
}

extension StoreWork: TurnWork {
    func foresee(_ foresight: inout Foresight) {
        switch self {
        case .notes(.received(let notes, _, _)), .notes(.own(let notes)):
            for note in notes { foresight.expect(note) }
        case .notes(.settle(_, let ids, _)): foresight.expect(ids)
        case .notes, .release, .claimedPast, .concludePast, .damaged, .mend, .rewrite: return
        }
    }

    func decide(_ transaction: Transaction) throws(Interruption) -> Outcome? {
        switch self {
        case .release, .mend: return nil
        case .claimedPast(let peer, let incarnation):
            if FeedID.ordinary(incarnation) == transaction.state.incarnation {
                transaction.openIncarnation(.neighbourAhead, claimedBy: peer)
            }
        case .concludePast(let recovery):
            let sources = recovery.sources.map { "\($0.office)" }
            return transaction.concludePast(from: sources, asked: recovery.asked)
                .map { .pastConcluded($0) }
        case .damaged(let changes): try transaction.noteDamage(changes)
        case .rewrite(let changes): try transaction.rewrite(changes)
        case .notes(let work): return try work.decide(transaction).map { .note($0) }
        }
        return nil
    }
}

extension NoteWork {
    fileprivate func decide(_ transaction: Transaction) throws(Interruption) -> NoteOutcome? {
        switch self {
        case .received(let notes, let peer, let link):
            return .received(notes, try transaction.keep(notes, from: peer), over: link)
        case .own(let notes):
            _ = try transaction.keep(notes, from: nil)
            return .own(notes)
        case .refused(let note, let reason, let detail, let peer):
            try transaction.quarantine(
                QuarantinedUnit(
                    reason: reason,
                    detail: detail,
                    peer: "\(peer)",
                    body: note.encoded()
                )
            )
            return .refused(note.id(by: transaction.state.suite))
        case .accused(let note, let position, let peer):
            try transaction.accuse(note, position, from: peer)
            return nil
        case .settle(let link, let ids, let peer):
            try transaction.settle(ids, with: peer)
            return .settled(link)
        case .forget(let link, let kind, let peer, let since):
            transaction.forgetDeliveries(of: kind, to: peer, since: since)
            return .forgotten(link)
        }
    }
}
