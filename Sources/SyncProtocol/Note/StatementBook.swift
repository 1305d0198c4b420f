private import OrderedCollections

/// How this node says how it is, and what it misses of its neighbours and they of it.
struct StatementBook: Sendable, Equatable {
    private var number: UInt64 = 0
    private var peers: OrderedDictionary<LinkID, OfficePath> = [:]
    /// The links over which the credentials have been sent.
    private var introduced: OrderedSet<LinkID> = []
    /// Since when, UTC milliseconds.
    private var missing: OrderedDictionary<OfficePath, Int64> = [:]
    private var missedBy: OrderedDictionary<OfficePath, Int64> = [:]

    var alarms: [NoteAlarm] {
        self.missing.sorted { $0.key < $1.key }
            .map { NoteAlarm(kind: .statementStale, office: $0.key, since: $0.value) }
            + self.missedBy.sorted { $0.key < $1.key }
            .map { NoteAlarm(kind: .statementMissed, office: $0.key, since: $0.value) }
    }

    mutating func opened(_ link: LinkID, _ peer: OfficePath) {
        self.peers[link] = peer
    }

    mutating func closed(_ link: LinkID) {
        self.introduced.remove(link)
        guard let peer = self.peers.removeValue(forKey: link) else { return }
        self.missing.removeValue(forKey: peer)
        self.missedBy.removeValue(forKey: peer)
    }

    // MARK: Our own

    mutating func due(over link: LinkID) -> [NoteDesk.Action] {
        self.number += 1
        return [.state(link, number: self.number)]
    }

    mutating func made(_ statement: StatementNote, over link: LinkID) -> [NoteDesk.Action] {
        guard let peer = self.peers[link] else { return [] }
        self.missedBy.removeValue(forKey: peer)
        let isFirst = self.introduced.append(link).inserted
        return [.utter(link, .statement(statement), withChain: isFirst)]
    }

    // MARK: What is missed

    mutating func heard(from peer: OfficePath) {
        self.missing.removeValue(forKey: peer)
    }

    /// The link is up, and its other end has not said how it is. People are told once; the other end is
    /// told as long as it lasts, since it may be its credentials that have not come.
    mutating func missed(
        over link: LinkID,
        silence: Int64,
        wall: Int64
    ) -> [NoteDesk.Action] {
        guard let peer = self.peers[link] else { return [] }
        let alarm = AlarmNote(reason: .statementStale, at: wall, silentMilliseconds: silence)
        let utterance = NoteDesk.Action.utter(link, .alarm(alarm), withChain: true)
        guard self.missing[peer] == nil else { return [utterance] }
        self.missing[peer] = wall - silence
        return [.notify(.statementMissing(peer, silentMilliseconds: silence)), utterance]
    }

    /// A neighbour misses our statement.
    mutating func alarmed(
        over link: LinkID,
        _ alarm: AlarmNote,
        wall: Int64
    ) -> [NoteDesk.Action] {
        guard let peer = self.peers[link] else { return [] }
        // It may be that the neighbour has never got our credentials: the next statement brings them.
        self.introduced.remove(link)
        let silence = max(0, min(alarm.silentMilliseconds, wall))
        // Told once until we have spoken again, however often the neighbour says so.
        guard self.missedBy.updateValue(wall - silence, forKey: peer) == nil else { return [] }
        return [.notify(.statementMissedBy(peer, silentMilliseconds: silence))]
    }
}
