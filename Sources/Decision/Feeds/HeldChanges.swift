internal import HashTreeCollections
internal import OrderedCollections
package import SyncProtocol

/// Changes whose stamps lay too far in the future are on disk, but not applied until their time comes; nor are those
/// for whose offices a branch has no place, until it has (``PlaceKeeping``), and those that touch a record which cannot
/// be read, until all is derived anew.
struct HeldChanges {
    let transaction: Transaction

    /// Applies held changes whose time has come.
    ///
    /// - Returns: how many.
    func apply(_ turn: HeldTurn) throws(Interruption) -> Int {
        var count = 0
        try self.transaction.gather(turn.parts) { (part) throws(Interruption) in
            count += try self.apply(part)
        }
        if count > 0 { self.transaction.news.notices.append(.heldApplied(count)) }
        return count
    }

    private func apply(_ part: HeldTurn.Part) throws(Interruption) -> Int {
        let place = part.place
        let feed = self.transaction.state.directory.feeds[place]
        guard feed.isWaiting, !self.transaction.state.directory.isStuck(place),
            feed.applied < part.numbers.upperBound
        else { return 0 }
        let shortage = self.transaction.state.directory.shortages[place]
        self.transaction.state.directory.shortages[place] = nil
        let end = min(feed.head.number, part.numbers.upperBound)
        var isDue = true
        try self.transaction.gather((feed.applied + 1)...end) { (number) throws(Interruption) in
            if isDue { isDue = try self.apply(number, of: place, after: shortage) }
        }
        if !self.transaction.state.directory.feeds[place].isWaiting {
            self.transaction.state.directory.stopWaiting(place)
        }
        return Int(self.transaction.state.directory.feeds[place].applied - feed.applied)
    }

    /// A change of a turn of one cannot be stored, so that its strand stops before it. Its bytes are kept where people
    /// look, and it is tried again when the strand grows and with the next start.
    ///
    /// - Parameter detail: why; nil when its bytes cannot be read either.
    func setAside(_ turn: HeldTurn, because detail: String?) throws(Interruption) {
        guard let part = turn.parts.first else { return }
        self.transaction.state.directory.stopWaiting(part.place)
        guard let detail else { return }
        let feed = self.transaction.state.directory.feeds[part.place]
        let number = part.numbers.lowerBound
        guard let stored = try FeedLog(transaction: self.transaction).stored(part.place, number)
        else { return }
        try self.transaction.quarantine(
            QuarantinedUnit(
                reason: .malformedOperations,
                detail: detail,
                feed: feed.feed,
                number: number,
                peer: "\(feed.key.path)",
                body: stored.signed.body,
                signature: stored.signed.signature
            )
        )
    }

    /// - Parameter earlier: what the feed waited for until now.
    /// - Returns: whether the next one may be looked at.
    private func apply(
        _ number: UInt64,
        of place: Int,
        after earlier: Directory.Shortage?
    ) throws(Interruption) -> Bool {
        let feed = self.transaction.state.directory.feeds[place]
        let stored = try FeedLog(transaction: self.transaction).stored(place, number)
        guard let stored, stored.isWhole(by: self.transaction.identity.suite),
            let change = try? Change(decoding: stored.signed.body),
            let edits = try? change.edits()
        else {
            // What the disk has not kept says nothing. It is applied once a neighbour has brought it whole.
            try DamageLog(transaction: self.transaction)
                .note([ChangePlace(feed: feed.feed, number: number)])
            return false
        }
        guard !HybridClock.isTooFarAhead(change.stamp, at: self.transaction.now) else {
            return false
        }
        let places = PlaceKeeping(transaction: self.transaction)
        if let shortage = places.shortage(for: edits, in: feed.space) {
            places.wait(for: shortage, at: place, insteadOf: earlier)
            return false
        }
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

extension StoreState {
    /// Whether the first held change of a strand is to be looked at: its time has come, and there are places for what
    /// it brings as far as is known; or it is not what was written and nobody knows that yet.
    ///
    /// - Parameters:
    ///   - next: that change; nil when it is not on the disk.
    ///   - now: UTC milliseconds.
    package func isHeldDue(
        _ place: Int,
        _ next: StoredChange?,
        by suite: SignatureSuite,
        at now: Int64
    ) -> Bool {
        guard self.directory.feeds[place].isWaiting, !self.directory.isStuck(place) else {
            return false
        }
        guard let next, next.isWhole(by: suite),
            let change = try? Change(decoding: next.signed.body)
        else {
            let number = self.directory.feeds[place].applied + 1
            let position = ChangePosition.value(feed: Directory.id(place), number: number)
            return !self.damage.isWaited(for: position)
        }
        return !HybridClock.isTooFarAhead(change.stamp, at: now)
    }
}
