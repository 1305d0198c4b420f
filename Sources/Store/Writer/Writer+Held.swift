internal import SyncProtocol

// Changes whose stamps lay too far in the future are on disk, but not applied until their time comes; nor are
// those that touch a record which cannot be read, until all is derived anew.

extension Writer {
    /// Whether the first held change of any feed may be applied now. It costs no commit.
    func isHeldDue() throws(StoreError) -> Bool {
        guard !self.directory.waiting.isEmpty else { return false }
        let now = self.clock()
        return try self.driver.read { connection throws(StoreError) in
            for place in self.directory.waiting.sorted() {
                let page = try StoredChange.page(
                    feed: Directory.id(place),
                    after: self.directory.feeds[place].applied,
                    byteCountMax: 0,
                    connection
                )
                guard let body = page.first?.signed.body, let change = try? Change(decoding: body)
                else { continue }
                if !HybridClock.isTooFarAhead(change.stamp, at: now) { return true }
            }
            return false
        }
    }

    /// Applies held changes whose time has come.
    ///
    /// - Returns: how many.
    func applyHeld(_ transaction: StoreTransaction) throws(StoreError) -> Int {
        var count = 0
        for place in self.directory.waiting.sorted() {
            while self.directory.feeds[place].isWaiting {
                guard try self.applyNextHeld(place, transaction) else { break }
                count += 1
            }
            if !self.directory.feeds[place].isWaiting { self.directory.waiting.remove(place) }
        }
        if count > 0 { transaction.notices.append(.heldApplied(count)) }
        return count
    }

    private func applyNextHeld(
        _ place: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Bool {
        let feed = self.directory.feeds[place]
        let number = feed.applied + 1
        let page = try StoredChange.page(
            feed: Directory.id(place),
            after: feed.applied,
            byteCountMax: 0,
            transaction.connection
        )
        guard let stored = page.first, stored.number == number else { return false }
        do throws(CBORError) {
            let change = try Change(decoding: stored.signed.body)
            guard !HybridClock.isTooFarAhead(change.stamp, at: transaction.now) else {
                return false
            }
            let edits = try change.edits()
            self.hybridClock.observe(change.stamp, at: transaction.now)
            let entries = try? self.readable(edits, in: feed.space, transaction)
            guard let entries else {
                // Trying again and again would change nothing.
                self.directory.waiting.remove(place)
                return false
            }
            let origin = change.origin(id: ChangeID(prefixOf: stored.digest))
            let position = ChangePosition.value(feed: Directory.id(place), number: number)
            self.apply(edits, to: entries, from: origin, at: position, transaction)
        } catch {
            // The bytes on disk are damaged; verifying the store says so.
            return false
        }
        self.directory.feeds[place].applied = number
        transaction.dirtyFeeds.insert(place)
        return true
    }
}
