internal import OrderedCollections
package import SyncProtocol

/// The notes on one office's disk, which neighbours have them, and what receipts say of our own feeds.
package struct NoteShelf: Sendable {
    private struct Key: Hashable, Sendable {
        let kind: NoteKind
        let subject: [UInt8]
        let signer: OfficePath

        init(_ note: VerifiedNote) {
            self.kind = note.note.kind
            self.subject = note.subject
            self.signer = note.signer
        }
    }

    private struct Kept: Sendable {
        let note: VerifiedNote
        let id: NoteID
    }

    /// A change of ours that a reader is now believed to have, with all before it.
    package struct Belief: Sendable {
        package let reader: OfficePath
        package let position: FeedPosition
    }

    /// How many refused notes are kept.
    static let refusedMax = 1000

    /// In the order in which they were kept.
    private var kept: OrderedDictionary<Key, Kept> = [:]
    private var deliveries: OrderedDictionary<OfficePath, OrderedDictionary<Key, NoteID>> = [:]
    private var saved: OrderedDictionary<FeedID, OrderedDictionary<OfficePath, UInt64>> = [:]
    /// Why notes were refused, the oldest first.
    package private(set) var refused: [RefusalReason] = []

    /// Up to which number a reader is believed to have one of our feeds.
    package func saved(_ feed: FeedID, at reader: OfficePath) -> UInt64 {
        self.saved[feed]?[reader] ?? 0
    }

    /// All that is believed.
    package var beliefs: [(feed: FeedID, reader: OfficePath, number: UInt64)] {
        self.saved.flatMap { feed, readers in readers.map { (feed, $0.key, $0.value) } }
    }

    /// The latest receipts of one reader.
    package func receipts(of reader: OfficePath) -> [ReceiptNote] {
        self.kept.values.compactMap { kept in
            guard kept.note.signer == reader, case .receipt(let receipt) = kept.note.content else {
                return nil
            }
            return receipt
        }
    }

    /// The receipts for one office, of all readers.
    package func notes(about owner: OfficePath) -> [VerifiedNote] {
        self.kept.values.map(\.note).filter { note in
            guard case .receipt(let receipt) = note.content else { return false }
            return receipt.owner == owner
        }
    }

    /// What a neighbour below, or another node of the office, should have and is not known to have.
    func unsettled(for peer: OfficePath, at office: OfficePath, limit: Int) -> [Note] {
        guard office.contains(peer) else { return [] }
        let settled = self.deliveries[peer]
        var found: [Note] = []
        for (key, kept) in self.kept {
            guard case .receipt(let receipt) = kept.note.content, peer.contains(receipt.owner),
                receipt.reader != peer, settled?[key] != kept.id
            else { continue }
            found.append(kept.note.note)
            if found.count == limit { break }
        }
        return found
    }

    // MARK: Writing

    mutating func refuse(_ reason: RefusalReason) {
        guard self.refused.count < Self.refusedMax else { return }
        self.refused.append(reason)
    }

    mutating func settle(_ ids: [NoteID], with peer: OfficePath) {
        for (key, kept) in self.kept where ids.contains(kept.id) {
            self.deliveries[peer, default: [:]][key] = kept.id
        }
    }

    mutating func forget(_ kind: NoteKind, _ peer: OfficePath) {
        self.deliveries[peer]?.removeAll { $0.key.kind == kind }
    }

    /// Keeps a note as the real store does.
    ///
    /// - Parameters:
    ///   - wall: the time there, UTC milliseconds.
    ///   - isOwn: whether an office's own feeds are written here.
    ///   - isKnown: whether anything is known of an office.
    ///   - head: of a change of one of the feeds here under a number.
    ///   - end: the last number of a feed here.
    mutating func keep(
        _ note: VerifiedNote,
        wall: Int64,
        steps: VerificationSteps,
        isOwn: (OfficePath) -> Bool,
        isKnown: (OfficePath) -> Bool,
        head: (FeedID, UInt64) -> FeedHead?,
        end: (FeedID) -> UInt64?
    ) -> (verdict: NoteVerdict, beliefs: [Belief]) {
        let key = Key(note)
        let id = note.note.id
        let verdict = note.verdict(
            over: self.kept[key].map { KnownNote(id: $0.id, at: $0.note.at) },
            wall: wall,
            steps: steps
        ) {
            guard case .receipt(let receipt) = note.content else { return true }
            return isKnown(receipt.owner)
        } contradiction: { receipt in
            guard isOwn(receipt.owner) else { return nil }
            return receipt.contradiction(steps: steps) { head($0.feed, $0.head.number)?.digest }
        }
        guard verdict == .kept else { return (verdict, []) }
        // What replaces another is the latest again.
        self.kept.removeValue(forKey: key)
        self.kept[key] = Kept(note: note, id: id)
        guard case .receipt(let receipt) = note.content, isOwn(receipt.owner) else {
            return (verdict, [])
        }
        let believed = receipt.believed(steps: steps, end: end)
        return (verdict, believed.compactMap { self.believe($0, at: receipt.reader, head) })
    }

    /// Changes of our own have come back, or have got another name, since receipts were kept.
    mutating func reconsider(
        _ owner: OfficePath,
        steps: VerificationSteps,
        head: (FeedID, UInt64) -> FeedHead?,
        end: (FeedID) -> UInt64?
    ) -> [Belief] {
        var beliefs: [Belief] = []
        for kept in Array(self.kept.values) {
            guard case .receipt(let receipt) = kept.note.content, receipt.owner == owner,
                receipt.contradiction(
                    steps: steps,
                    digest: {
                        head($0.feed, $0.head.number)?.digest
                    }
                ) == nil
            else { continue }
            for position in receipt.believed(steps: steps, end: end) {
                if let belief = self.believe(position, at: receipt.reader, head) {
                    beliefs.append(belief)
                }
            }
        }
        return beliefs
    }

    private mutating func believe(
        _ position: FeedPosition,
        at reader: OfficePath,
        _ head: (FeedID, UInt64) -> FeedHead?
    ) -> Belief? {
        let number = position.head.number
        guard number > self.saved(position.feed, at: reader) else { return nil }
        self.saved[position.feed, default: [:]][reader] = number
        // A claim beyond our own disk is no belief about any change, unless a defect makes it one.
        let head = head(position.feed, number) ?? position.head
        return Belief(reader: reader, position: FeedPosition(feed: position.feed, head: head))
    }

    /// Behind a number a strand has got a name of its own. Who had the rest had it all.
    mutating func cut(_ strand: FeedID, before number: UInt64, rest: FeedID) {
        guard let saved = self.saved[strand]?.filter({ $0.value >= number }), !saved.isEmpty else {
            return
        }
        self.saved[rest] = saved
    }
}
