internal import OrderedCollections
internal import SyncProtocol

/// The end of a strand leaves the disk.
struct Withdrawal {
    let transaction: Transaction

    /// - Parameter number: of the first change that leaves.
    func end(_ place: Int, before number: UInt64) throws(Interruption) {
        let strands = Strands(transaction: self.transaction)
        var feed = self.transaction.state.directory.feeds[place]
        let positions = ChangePosition.tail(of: place, from: number)
        if self.transaction.context.own.contains(feed.feed.author) {
            let count = Int64(clamping: feed.head.number - number + 1)
            self.transaction.state.ownCount -= count
            Incarnations(transaction: self.transaction).noteGone(count)
        }
        feed.byteCount -= try strands.byteCount(from: number, of: place)
        feed.applied = min(feed.applied, number - 1)
        (feed.head, feed.stamp) = try strands.end(of: feed.feed, before: number)
        self.transaction.state.directory.feeds[place] = feed
        self.transaction.state.directory.noteWaiting(place)
        self.transaction.changes.feeds.append(place)
        self.transaction.changes.changes.removeAll { positions.contains($0.key) }
        self.transaction.changes.mended.removeAll { positions.contains($0.key) }
        self.transaction.changes.steps.append(.remove(positions))
        DamageLog(transaction: self.transaction).remove(positions)
        let end = FeedPosition(feed: feed.feed, head: feed.head)
        self.transaction.news.forget(behind: end)
        self.transaction.news.withdrawn.append(end)
    }
}
