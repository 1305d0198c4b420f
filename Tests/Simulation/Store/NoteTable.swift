internal import Decision
internal import OrderedCollections
internal import SyncProtocol

/// The notes on one office's disk, and which neighbours have them.
struct NoteTable: Sendable {
    private struct Row: Sendable {
        let note: VerifiedNote
        let id: NoteID
        /// UTC milliseconds.
        let keptAt: Int64
    }

    private typealias Delivered = OrderedDictionary<Needs.NoteKey, NoteID>

    /// In the order in which they were kept.
    private var rows: OrderedDictionary<Needs.NoteKey, Row> = [:]
    private var deliveries: OrderedDictionary<OfficePath, Delivered> = [:]

    /// All that are kept, the latest last.
    var notes: [VerifiedNote] { self.rows.values.map(\.note) }

    /// What a neighbour below, or another node of the office, should have and is not known to have.
    func unsettled(for peer: OfficePath, limit: Int) -> [Note] {
        let settled = self.deliveries[peer]
        var found: [Note] = []
        for (key, row) in self.rows {
            guard case .confirmation(let confirmation) = row.note.content,
                peer.contains(confirmation.owner),
                confirmation.reader != peer, settled?[key] != row.id
            else { continue }
            found.append(row.note.note)
            if found.count == limit { break }
        }
        return found
    }

    mutating func save(_ changes: RowChanges, at now: Int64) {
        for forgotten in changes.forgotten {
            self.deliveries[forgotten.peer]?.removeAll { key, _ in
                guard key.kind == forgotten.kind else { return false }
                return forgotten.since.map { (self.rows[key]?.keptAt ?? .min) >= $0 } ?? true
            }
        }
        for (key, note) in changes.notes {
            // What replaces another is the latest again.
            self.rows.removeValue(forKey: key)
            self.rows[key] = Row(note: note, id: note.id, keptAt: now)
        }
        for (delivery, id) in changes.deliveries {
            self.deliveries[delivery.peer, default: [:]][delivery.note] = id
        }
    }

    func load(_ needs: Needs, into rows: inout LoadedRows) {
        for key in needs.notes {
            let known = self.rows[key].map { KnownNote(id: $0.id, at: $0.note.at) }
            rows.notes.updateValue(known, forKey: key)
        }
        for owner in needs.confirmations {
            let subject = Array(owner.description.utf8)
            rows.confirmations[owner] = self.rows.elements
                .filter { $0.key.kind == .confirmation && $0.key.subject == subject }
                .sorted { $0.key.signer.description < $1.key.signer.description }
                .map(\.value.note.note.body)
        }
        guard !needs.noteIDs.isEmpty else { return }
        for id in needs.noteIDs { rows.noteIDs.updateValue(nil, forKey: id) }
        for (key, row) in self.rows where needs.noteIDs.contains(row.id) {
            rows.noteIDs[row.id] = key
        }
    }
}
