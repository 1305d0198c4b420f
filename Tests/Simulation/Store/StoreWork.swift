internal import Decision
internal import SyncProtocol

/// What waits for the writer, besides received changes.
enum StoreWork: Sendable {
    case act(ActNumber, LocalAct)
    /// Look after what is held.
    case release
    /// Our own past is not sure any more (design, D7): more of it was acknowledged than is here.
    case lostPast(missing: Int64)
    /// A neighbour says so.
    case claimedPast(by: OfficePath, replacing: UInt64)
    case notes(NoteWork)
    /// Changes do not seem to be on the disk as they were written.
    case damaged([ChangePlace])
    /// Nobody has a change of our own that is damaged here.
    case rewrite(ChangePlace)

    var isOfNotes: Bool { if case .notes = self { true } else { false } }

    func expect(_ foresight: inout Foresight) {
        switch self {
        case .act(_, let act): foresight.expect(act)
        case .notes(.received(let notes, _, _)), .notes(.own(let notes)):
            for note in notes { foresight.expect(note) }
        case .notes(.settle(_, let ids, _)): foresight.expect(ids)
        case .notes, .release, .lostPast, .claimedPast, .damaged, .rewrite: return
        }
    }

    /// - Returns: what is to be told about it.
    func decide(_ transaction: Transaction) throws(Interruption) -> NoteOutcome? {
        switch self {
        case .act, .release: return nil
        case .lostPast(let missing):
            transaction.openIncarnation(.databaseBehindFence, missing: missing)
        case .claimedPast(let peer, let incarnation):
            if FeedID.ordinary(incarnation) == transaction.state.incarnation {
                transaction.openIncarnation(.neighbourAhead, claimedBy: peer)
            }
        case .damaged(let changes): try transaction.noteDamage(changes)
        case .rewrite(let change): try transaction.rewrite(change)
        case .notes(let work): return try work.decide(transaction)
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
            return .refused(note.id)
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
