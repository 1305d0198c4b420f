import Dispatch
import NIOCore
import Store
import SyncProtocol

/// Signs receipts for the offices below: how far what they send up is on this node's disk.
final class ReceiptDesk {
    /// How many receipts are signed at once.
    private static let batchMax = 256

    private let context: NoteContext
    /// By owner, the feeds that go up from it and that others write.
    private var ends: [OfficePath: [FeedID: FeedHead]] = [:]
    /// When the last receipt for an owner was signed: times never go back, whatever the clock does.
    private var signedAt: [OfficePath: Int64] = [:]
    private var touched: Set<OfficePath> = []
    private var isSigning = false
    weak var outbox: NoteOutbox?

    init(_ context: NoteContext, positions: [FeedPosition]) {
        self.context = context
        for position in positions { self.note(position.feed, position.head) }
        self.touched = Set(self.ends.keys)
        self.forgetSigned()
    }

    /// What was signed before this process began need not be signed again.
    private func forgetSigned() {
        let own = self.context.office
        let notes = try? self.context.store.read { snapshot throws(StoreError) in
            try snapshot.notes(.receipt).filter { $0.signer == own }
        }
        for stored in notes ?? [] {
            guard let receipt = try? ReceiptNote(decoding: stored.note.body) else { continue }
            self.signedAt[receipt.owner] = receipt.at
            if receipt.positions == self.positions(of: receipt.owner) {
                self.touched.remove(receipt.owner)
            }
        }
    }

    func committed(_ report: CommitReport) {
        var cuts = report.cuts[...]
        for (order, change) in report.committed.enumerated() {
            while let cut = cuts.first, cut.order <= order {
                self.cut(cut)
                cuts.removeFirst()
            }
            self.touch(change.feed, change.head)
        }
        for cut in cuts { self.cut(cut) }
    }

    /// A forked feed goes by other names: both parts are to be signed for anew.
    private func cut(_ cut: CommitReport.Cut) {
        self.touch(cut.rest.feed, cut.rest.head)
        if cut.head == .nothing {
            self.ends[cut.strand.space.owner]?[cut.strand] = nil
        } else {
            self.touch(cut.strand, cut.head)
        }
    }

    private func touch(_ feed: FeedID, _ head: FeedHead) {
        guard self.note(feed, head) else { return }
        self.touched.insert(feed.space.owner)
    }

    /// - Returns: whether the feed is one to sign for.
    @discardableResult
    private func note(_ feed: FeedID, _ head: FeedHead) -> Bool {
        let own = self.context.identity
        let owner = feed.space.owner
        guard ReceiptNote.isCovered(feed.space), owner != own.path, own.path.contains(owner),
            feed.author != own.signer.author
        else { return false }
        self.ends[owner, default: [:]][feed] = head
        return true
    }

    private func positions(of owner: OfficePath) -> [FeedPosition] {
        let positions = (self.ends[owner] ?? [:]).map { FeedPosition(feed: $0, head: $1) }
            .sorted { $0.feed < $1.feed }
        return Array(positions.suffix(NoteLimits.positionsMax))
    }

    func tick() {
        guard !self.touched.isEmpty, !self.isSigning else { return }
        self.isSigning = true
        let owners = self.touched.sorted().prefix(Self.batchMax)
        self.touched.subtract(owners)
        let now = self.context.clock()
        let receipts = owners.compactMap { owner -> ReceiptNote? in
            let at = max(now, (self.signedAt[owner] ?? 0) + 1)
            self.signedAt[owner] = at
            return ReceiptNote(
                owner: owner,
                reader: self.context.office,
                at: at,
                positions: self.positions(of: owner)
            )
        }
        let (identity, eventLoop) = (self.context.identity, self.context.eventLoop)
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        self.context.queue.async {
            let notes = receipts.compactMap {
                identity.note(.receipt, $0.encoded(), .receipt($0))
            }
            eventLoop.execute { bound.value.keep(notes, of: receipts.map(\.owner)) }
        }
    }

    private func keep(_ notes: [VerifiedNote], of owners: [OfficePath]) {
        let bound = NIOLoopBound(self, eventLoop: self.context.eventLoop)
        self.context.keep(notes, from: nil) { verdicts in
            bound.value.isSigning = false
            guard verdicts != nil else {
                bound.value.touched.formUnion(owners)
                return
            }
            for owner in owners { bound.value.outbox?.touched(towards: owner) }
        }
    }
}
