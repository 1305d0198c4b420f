/// What one transaction has made durable. It is made only after the commit.
package struct CommitReport: Hashable, Sendable {
    /// A change that is now on disk, ours or another office's, in the order of the log, under the name
    /// that its strand had when it was written.
    package struct Committed: Hashable, Sendable {
        package let feed: FeedID
        package let head: FeedHead
        package let signed: SignedChange

        package init(feed: FeedID, head: FeedHead, signed: SignedChange) {
            self.feed = feed
            self.head = head
            self.signed = signed
        }
    }

    /// A fork was found inside a strand: what lay behind it goes on under a name of its own.
    package struct Cut: Hashable, Sendable {
        package let strand: FeedID
        /// Where the strand ends now.
        package let head: FeedHead
        /// The new strand with the rest, and where that ends.
        package let rest: FeedPosition
        /// How many of the report's changes were written before.
        package let order: Int

        package init(strand: FeedID, head: FeedHead, rest: FeedPosition, order: Int) {
            self.strand = strand
            self.head = head
            self.rest = rest
            self.order = order
        }
    }

    /// What became of one received batch: one outcome for each of its changes.
    package struct Batch: Hashable, Sendable {
        package let id: BatchID
        package let outcomes: [ChangeOutcome]

        package init(id: BatchID, outcomes: [ChangeOutcome]) {
            self.id = id
            self.outcomes = outcomes
        }
    }

    package let committed: [Committed]
    /// Ascending by ``Cut/order``.
    package let cuts: [Cut]
    /// Where strands end from now on: ours, of which the rest was damaged and is written again elsewhere, and those of
    /// offices that were taken off a case. They come before all changes.
    package let withdrawn: [FeedPosition]
    /// Changes that were damaged here and are whole again.
    package let mended: [ChangePlace]
    package let batches: [Batch]
    /// All that is known of cases, if that has changed.
    package let charters: Charters?

    package init(
        committed: [Committed],
        cuts: [Cut] = [],
        withdrawn: [FeedPosition] = [],
        mended: [ChangePlace] = [],
        batches: [Batch],
        charters: Charters? = nil
    ) {
        self.committed = committed
        self.cuts = cuts
        self.withdrawn = withdrawn
        self.mended = mended
        self.batches = batches
        self.charters = charters
    }
}
