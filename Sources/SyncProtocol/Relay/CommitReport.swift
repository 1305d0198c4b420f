/// What one transaction has made durable. It is made only after the commit.
package struct CommitReport: Hashable, Sendable {
    /// A change that is now on disk, ours or another office's, in the order of the log.
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
    package let batches: [Batch]

    package init(committed: [Committed], batches: [Batch]) {
        self.committed = committed
        self.batches = batches
    }
}
