internal import OrderedCollections
internal import SyncProtocol

/// Records, rows and totals derived anew from the feeds, page by page: each page is decided by itself, all of them
/// within one commit. A change that is damaged is left out, listed, and put in when a neighbour brings it.
struct Rebuilding {
    let transaction: Transaction

    /// Takes away all that follows from the feeds.
    func begin() {
        self.transaction.changes.clearsDerived = true
        self.transaction.state.directory.forgetRosters()
        self.transaction.state.tally.documents = DocumentTally()
        for place in self.transaction.state.directory.spaces.indices {
            self.transaction.state.directory.spaces[place].digest = SetDigest()
            self.transaction.changes.spaces.append(place)
        }
        // What waited for a record that could not be read waits no more.
        for place in self.transaction.state.directory.feeds.indices {
            self.transaction.state.directory.noteWaiting(place)
        }
        self.transaction.changes.meta[.derivation] = .number(StoreState.derivationVersion)
        self.transaction.news.isRosterChanged = true
    }

    /// Applies the changes of a strand that were applied before.
    ///
    /// - Parameters:
    ///   - page: in order.
    ///   - numbers: what belongs to the page: what is missing of them on the disk is damaged.
    func replay(
        _ page: [StoredChange],
        of place: Int,
        _ numbers: ClosedRange<UInt64>
    ) throws(Interruption) {
        var rest = page[...]
        try self.transaction.gather(numbers) { (number) throws(Interruption) in
            let stored = rest.first.flatMap { $0.number == number ? $0 : nil }
            if stored != nil { rest.removeFirst() }
            if let stored, stored.isWhole(by: self.transaction.identity.suite) {
                try self.apply(stored, of: place)
                try self.putIn(number, of: place)
            } else {
                try self.leaveOut(number, of: place)
            }
        }
    }

    private func apply(_ stored: StoredChange, of place: Int) throws(Interruption) {
        guard try self.transaction.apply(stored, of: place) else {
            let detail = "change \(stored.number) as stored: a record cannot be read"
            throw .fault(.damaged(detail: detail))
        }
    }

    /// A change is not on the disk as it was written: its operations come when a neighbour brings it.
    private func leaveOut(_ number: UInt64, of place: Int) throws(Interruption) {
        let log = DamageLog(transaction: self.transaction)
        let position = ChangePosition.value(feed: Directory.id(place), number: number)
        // If it can be put right it comes in below, and only once.
        if self.transaction.state.damage.waiting(position) == .left {
            log.set(.applied, at: position)
        }
        guard try log.note([self.change(number, of: place)]).isEmpty else {
            return log.set(.left, at: position)
        }
        // It could be put right here.
        let stored = try FeedLog(transaction: self.transaction).stored(place, number)
        if let stored { try self.apply(stored, of: place) }
    }

    /// A change that was left out of the records before is in them now: nobody may put it in once more.
    private func putIn(_ number: UInt64, of place: Int) throws(Interruption) {
        let log = DamageLog(transaction: self.transaction)
        let position = ChangePosition.value(feed: Directory.id(place), number: number)
        guard self.transaction.state.damage.waiting(position) == .left else { return }
        log.set(.applied, at: position)
        try log.note([self.change(number, of: place)])
    }

    private func change(_ number: UInt64, of place: Int) -> ChangePlace {
        ChangePlace(feed: self.transaction.state.directory.feeds[place].feed, number: number)
    }
}
