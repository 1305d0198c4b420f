internal import OrderedCollections
internal import SyncProtocol

/// Changes whose stamps lay too far in the future are on disk, but not applied until their time comes; nor are those
/// that touch a record which cannot be read, until all is derived anew.
struct HeldChanges {
    let transaction: Transaction

    /// Applies held changes whose time has come.
    ///
    /// - Returns: how many.
    func apply() throws(Interruption) -> Int {
        var count = 0
        for place in self.transaction.state.directory.waiting.sorted() {
            while self.transaction.state.directory.feeds[place].isWaiting {
                guard try self.applyNext(place) else { break }
                count += 1
            }
            if !self.transaction.state.directory.feeds[place].isWaiting {
                self.transaction.state.directory.stopWaiting(place)
            }
        }
        if count > 0 { self.transaction.news.notices.append(.heldApplied(count)) }
        return count
    }

    private func applyNext(_ place: Int) throws(Interruption) -> Bool {
        let feed = self.transaction.state.directory.feeds[place]
        let number = feed.applied + 1
        guard let stored = try FeedLog(transaction: self.transaction).stored(place, number) else {
            return false
        }
        // Bytes on the disk that are damaged say nothing here; verifying the store tells of them.
        guard let change = try? Change(decoding: stored.signed.body),
            !HybridClock.isTooFarAhead(change.stamp, at: self.transaction.now),
            let edits = try? change.edits()
        else { return false }
        guard let entries = try self.transaction.readable(edits, in: feed.space) else {
            // Trying again and again would change nothing.
            self.transaction.state.directory.stopWaiting(place)
            return false
        }
        self.transaction.state.clock.observe(change.stamp, at: self.transaction.now)
        self.transaction.apply(
            edits,
            to: entries,
            from: change.origin(id: ChangeID(prefixOf: stored.digest)),
            at: ChangePosition.value(feed: Directory.id(place), number: number)
        )
        self.transaction.state.directory.feeds[place].applied = number
        self.transaction.changes.feeds.append(place)
        return true
    }
}
