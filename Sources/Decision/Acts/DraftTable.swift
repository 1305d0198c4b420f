internal import OrderedCollections
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

    /// In the order in which they were begun; nil when closed.
    private var drafts: [Open?] = []
    private var places = OrderedDictionary<Key, Int>()
    /// The draft that a record is in.
    private var holders = OrderedDictionary<RecordKey, Int>()
    /// What the acts have taken that is to be had once.
    var claims = ClaimTable()
    /// By act: the changes that carry it.
    var changes: [[ChangeID]]

    init(actCount: Int) {
        self.changes = Array(repeating: [], count: actCount)
    }

    func isOpen(in space: Int) -> Bool {
        self.drafts.contains { $0?.key.space == space }
    }

    /// Takes out the draft that a record is in already.
    func takeHolder(of entry: RecordEntry) -> Open? {
        self.holders[entry.key].flatMap { self.take($0) }
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
        self.holders[entry.key] = place
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
        for entry in open.entries where self.holders[entry.key] == place {
            self.holders[entry.key] = nil
        }
        return open
    }
}
