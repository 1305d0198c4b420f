internal import SyncProtocol

/// The changes that one transaction is writing, until they are signed.
final class DraftTable {
    struct Key: Hashable {
        /// The place of the space.
        let space: Int
        let user: String?
        let act: ActID?
        let isUrgent: Bool
    }

    struct Open {
        let key: Key
        var draft: ChangeDraft
        /// The records of the draft's edits, in their order.
        var entries: [RecordEntry] = []
        /// The acts that the draft carries, ascending.
        var acts: [Int] = []
    }

    private struct Claim: Hashable {
        let space: SpaceID
        let kind: UInt16
        let uniqueness: Uniqueness
        /// Of ``Uniqueness/foldedKey``.
        let key: [UInt8]

        init(_ reference: RecordReference, _ uniqueness: Uniqueness) {
            self.space = reference.space
            self.kind = reference.record.kind
            self.uniqueness = uniqueness
            self.key =
                switch uniqueness {
                case .value: []
                case .foldedKey: Uniqueness.folded(reference.record.key)
                }
        }
    }

    /// In the order in which they were begun; nil when closed.
    private var drafts: [Open?] = []
    private var places: [Key: Int] = [:]
    /// The draft that a record is in.
    private var holders: [ObjectIdentifier: Int] = [:]
    /// What the acts have taken that is to be had once, and for which record.
    private var claims: [Claim: RecordID] = [:]
    /// By act: the changes that carry it.
    var changes: [[ChangeID]]

    init(actCount: Int) {
        self.changes = Array(repeating: [], count: actCount)
    }

    /// Remembers what a part takes that is to be had once.
    func claim(_ preconditions: [Precondition]) {
        for case .isUnique(let reference, let uniqueness) in preconditions {
            self.claims[Claim(reference, uniqueness)] = reference.record
        }
    }

    /// Another record to which an act of this transaction gives what is to be had once.
    func claimant(of uniqueness: Uniqueness, beside reference: RecordReference) -> RecordID? {
        let claimant = self.claims[Claim(reference, uniqueness)]
        return claimant == reference.record ? nil : claimant
    }

    func isOpen(in space: Int) -> Bool {
        self.drafts.contains { $0?.key.space == space }
    }

    /// Takes out the draft that a record is in already.
    func takeHolder(of entry: RecordEntry) -> Open? {
        self.holders[ObjectIdentifier(entry)].flatMap { self.take($0) }
    }

    /// Takes out the key's draft when the record does not fit into it any more.
    func takeFull(_ key: Key, for record: RecordID) -> Open? {
        guard let place = self.places[key], let open = self.drafts[place],
            !open.draft.hasRoom(for: record)
        else { return nil }
        return self.take(place)
    }

    /// Takes out all drafts that are open still, in the order in which they were begun.
    func takeOpen() -> [Open] {
        defer {
            self.drafts.removeAll()
            self.places.removeAll()
            self.holders.removeAll()
        }
        return self.drafts.compactMap { $0 }
    }

    /// Adds an intent to the key's draft, beginning one if need be.
    func add(
        _ intent: RecordIntent,
        _ entry: RecordEntry,
        _ key: Key,
        act: Int,
        by author: AuthorID,
        incarnation: UInt64
    ) {
        let place = self.places[key] ?? self.begin(key, intent.space)
        self.drafts[place]?.draft
            .add(intent, to: entry.state, by: author, incarnation: incarnation)
        self.drafts[place]?.entries.append(entry)
        if self.drafts[place]?.acts.last != act { self.drafts[place]?.acts.append(act) }
        self.holders[ObjectIdentifier(entry)] = place
    }

    private func begin(_ key: Key, _ space: SpaceID) -> Int {
        let draft = ChangeDraft(space: space, user: key.user, act: key.act)
        self.drafts.append(Open(key: key, draft: draft))
        self.places[key] = self.drafts.count - 1
        return self.drafts.count - 1
    }

    private func take(_ place: Int) -> Open? {
        guard let open = self.drafts[place] else { return nil }
        self.drafts[place] = nil
        if self.places[open.key] == place { self.places[open.key] = nil }
        for entry in open.entries where self.holders[ObjectIdentifier(entry)] == place {
            self.holders[ObjectIdentifier(entry)] = nil
        }
        return open
    }
}
