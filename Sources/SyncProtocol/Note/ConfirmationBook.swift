private import OrderedCollections

/// For whom confirmations are to be signed, and with which positions: how far what the offices below send
/// up is on this office's disk.
struct ConfirmationBook: Sendable, Equatable {
    /// How many confirmations are signed at once.
    static let batchMax = 256

    private let office: OfficePath
    private let own: OwnAuthors
    /// By owner, the feeds that go up from it and that others write.
    private var ends: OrderedDictionary<OfficePath, OrderedDictionary<FeedID, FeedHead>> = [:]
    /// When the last confirmation for an owner was signed: times never go back, whatever the clock does.
    private var signedAt: OrderedDictionary<OfficePath, Int64> = [:]
    private var touched: OrderedSet<OfficePath> = []
    private var isSigning = false
    /// Our key comes to all below with a feed of ours that they have; until then confirmations bring it.
    private(set) var isKnownBelow = false

    /// - Parameters:
    ///   - positions: all that are on disk.
    ///   - signed: our own confirmations that are on disk. What they cover need not be signed again.
    init(
        office: OfficePath,
        own: OwnAuthors,
        positions: [FeedPosition],
        signed: [ConfirmationNote]
    ) {
        self.office = office
        self.own = own
        for position in positions { self.note(position.feed, position.head) }
        var covered = OrderedSet<OfficePath>()
        for confirmation in signed where confirmation.reader == office {
            self.signedAt[confirmation.owner] = confirmation.at
            if confirmation.positions == self.positions(of: confirmation.owner) {
                covered.append(confirmation.owner)
            }
        }
        self.touched = OrderedSet(self.ends.keys.filter { !covered.contains($0) })
    }

    mutating func committed(_ report: CommitReport) {
        var cuts = report.cuts[...]
        for (order, change) in report.committed.enumerated() {
            while let cut = cuts.first, cut.order <= order {
                self.take(cut)
                cuts.removeFirst()
            }
            self.note(change.feed, change.head)
        }
        for cut in cuts { self.take(cut) }
    }

    private mutating func take(_ cut: CommitReport.Cut) {
        self.note(cut.strand, cut.head)
        self.note(cut.rest.feed, cut.rest.head)
    }

    /// Remembers the end of a feed, if it is one to sign for.
    private mutating func note(_ feed: FeedID, _ head: FeedHead) {
        let owner = feed.space.owner
        if owner == self.office, feed.author == self.own.writing, head.number > 0 {
            self.isKnownBelow = self.isKnownBelow || feed.space.kind.flow.reachesBelow
        }
        guard ConfirmationNote.isCovered(feed.space), owner != self.office,
            self.office.contains(owner),
            !self.own.contains(feed.author)
        else { return }
        // Of a strand of which a fork has left nothing there is nothing to say.
        self.ends[owner, default: [:]][feed] = head.number > 0 ? head : nil
        self.touched.append(owner)
    }

    private func positions(of owner: OfficePath) -> [FeedPosition] {
        let positions = (self.ends[owner] ?? [:]).map { FeedPosition(feed: $0, head: $1) }
            .sorted { $0.feed < $1.feed }
        return Array(positions.suffix(NoteLimits.positionsMax))
    }

    /// The confirmations to sign and keep now. They MUST be followed by ``kept(of:isOnDisk:)``.
    ///
    /// - Parameter wall: UTC milliseconds.
    mutating func due(at wall: Int64) -> [ConfirmationNote] {
        guard !self.touched.isEmpty, !self.isSigning else { return [] }
        self.isSigning = true
        let owners = self.touched.sorted().prefix(Self.batchMax)
        self.touched.subtract(owners)
        return owners.compactMap { owner in
            let at = max(wall, (self.signedAt[owner] ?? 0) + 1)
            self.signedAt[owner] = at
            return ConfirmationNote(
                owner: owner,
                reader: self.office,
                at: at,
                positions: self.positions(of: owner)
            )
        }
    }

    mutating func kept(of owners: [OfficePath], isOnDisk: Bool) {
        self.isSigning = false
        if !isOnDisk { self.touched.formUnion(owners) }
    }
}
