import Admin
import OfficeWork
import Store
import SyncProtocol

// What notes tell, as the API gives it out.

extension PeerStatement {
    init(_ statement: StatementNote) {
        self.init(
            at: statement.at,
            version: PeerWord.cleaned(statement.version),
            backlog: Self.count(statement.backlog),
            quarantined: Self.count(statement.quarantined),
            held: Self.count(statement.held),
            diskFreeBytes: Int64(clamping: statement.diskFreeByteCount),
            offline: Int64(clamping: statement.offline),
            behind: Int64(clamping: statement.behind)
        )
    }

    /// A neighbour's own claim, as far as it can be shown.
    private static func count(_ claimed: UInt64) -> Int64 {
        Int64(clamping: min(claimed, LinkProgress.behindMax))
    }

    /// The latest statement of each neighbour.
    static func all(_ snapshot: StoreSnapshot) throws(StoreError) -> [OfficePath: PeerStatement] {
        Dictionary(
            try snapshot.notes.all(.statement).compactMap { stored in
                (try? StatementNote(decoding: stored.note.body))
                    .map { (stored.signer, PeerStatement($0)) }
            },
            uniquingKeysWith: { first, _ in first }
        )
    }
}

extension TraceFacts {
    /// The API's words for what has happened, in the order in which it does.
    var words: [String] {
        let words: [(TraceFacts, String)] = [
            (.received, "received"), (.verified, "verified"), (.opened, "opened"),
            (.signed, "signed"), (.answered, "answered"),
        ]
        return words.filter { self.contains($0.0) }.map(\.1)
    }
}

extension StandingAlarm {
    init(_ alarm: NoteAlarm, _ roster: Roster) {
        let name = roster.name(alarm.office)
        let text =
            switch alarm.kind {
            case .statementStale:
                Phrase(
                    "与\(name)的连接正常，但收不到其运行声明；请该单位检查节点。",
                    "\(name) is linked but does not say how it is; that office should look after its node."
                )
            case .statementMissed:
                Phrase(
                    "\(name)收不到本节点的运行声明；请检查本节点的存储与时钟。",
                    "\(name) misses statements of this node; look after its store and its clock."
                )
            case .unconfirmed:
                Phrase(
                    "\(name)尚未确认收存本单位的上报；请与上级单位核对是否积压或被截留。",
                    "\(name) has not confirmed what this office reported; ask the office above whether it waits or is withheld."
                )
            }
        self.init(
            kind: alarm.kind.rawValue,
            office: alarm.office.office.text,
            officeName: name,
            since: alarm.since,
            messageChinese: text.chinese,
            messageEnglish: text.english
        )
    }
}

extension StandingAlarm {
    /// This node's clock, or its certificates by that clock, keep it from linking.
    init(ownClock text: Phrase, _ own: OfficePath, _ roster: Roster, since: Int64) {
        self.init(
            kind: "own-clock",
            office: own.office.text,
            officeName: roster.name(own),
            since: since,
            messageChinese: text.chinese,
            messageEnglish: text.english
        )
    }
}

extension SavedPlace {
    /// Where a record is known to be on disk.
    ///
    /// - Parameter at: when it was written, UTC milliseconds.
    static func all(
        _ record: RecordID,
        in space: SpaceID,
        writtenAt at: Int64,
        _ snapshot: StoreSnapshot,
        _ roster: Roster
    ) throws(StoreError) -> [SavedPlace] {
        let here = SavedPlace(
            office: roster.own.office.text,
            officeName: roster.name(roster.own),
            at: at
        )
        let confirmed = try snapshot.notes.saved(record, in: space).map {
            SavedPlace(
                office: $0.reader.office.text,
                officeName: roster.name($0.reader),
                at: $0.at
            )
        }
        return Self.namingEachOnce([here] + confirmed)
    }

    /// Every office once, with the earliest time, in the order in which they come first: what another node of
    /// our own office has confirmed is known from here, too.
    static func namingEachOnce(_ places: [SavedPlace]) -> [SavedPlace] {
        var once: [SavedPlace] = []
        for place in places {
            guard let index = once.firstIndex(where: { $0.office == place.office }) else {
                once.append(place)
                continue
            }
            if place.at < once[index].at { once[index] = place }
        }
        return once
    }
}
