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

extension FeedLog {
    /// A stretch of a strand, number by number.
    func entries(
        of place: Int,
        _ numbers: ClosedRange<UInt64>
    ) throws(Interruption) -> [StrandEntry] {
        let feed = self.transaction.state.directory.feeds[place]
        let suite = self.transaction.identity.suite
        var rest = try self.stretch(of: place, numbers)[...]
        var entries: [StrandEntry] = []
        for number in numbers {
            let stored = rest.first.flatMap { $0.number == number ? $0 : nil }
            if stored != nil { rest.removeFirst() }
            let change = stored.flatMap {
                $0.isWhole(by: suite) ? try? Change(decoding: $0.signed.body) : nil
            }
            let edits = change.flatMap { try? $0.edits() }
            // The change behind it knows the id of one that is damaged.
            if let previous = change?.previous, let last = entries.last, last.change == nil {
                entries[entries.count - 1] = StrandEntry(
                    feed: last.feed,
                    number: last.number,
                    id: previous,
                    change: nil,
                    edits: []
                )
            }
            let digest = number == feed.head.number ? feed.head.digest : stored?.digest
            entries.append(
                StrandEntry(
                    feed: feed.feed,
                    number: number,
                    id: digest.map { ChangeID(prefixOf: $0) },
                    change: edits == nil ? nil : change,
                    edits: edits ?? []
                )
            )
        }
        return entries
    }
}
