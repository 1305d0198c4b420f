internal import SyncProtocol

/// What stands under a number of a strand, be it as it was written or damaged.
struct StrandEntry {
    let feed: FeedID
    let number: UInt64
    /// Nil for one that is damaged, and of which nothing tells what it was.
    let id: ChangeID?
    /// Nil for one that is damaged.
    let change: Change?
    /// What it did; empty for one that is damaged.
    let edits: [RecordEdit]
}
