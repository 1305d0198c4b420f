internal import SyncProtocol

// A clock that was ahead and has been put right, or is behind (decision 0015).

extension Writer {
    /// Goes on in fresh feeds if the stamps in the present ones have run so far ahead of the clock that
    /// others would hold whatever is written next. Stamps must rise within a feed only.
    func leaveStampsAhead(_ transaction: StoreTransaction) throws(StoreError) {
        guard self.hybridClock.isAhead(at: transaction.now) else { return }
        let datedTo = self.hybridClock.latest.milliseconds
        let incarnation = try self.beginFeeds(transaction)
        transaction.notices.append(.clockCorrected(incarnation))
        self.hybridClock = HybridClock()
        self.restoreClock()
        try self.record(
            StoreEvent.clockCorrected(
                datedTo: datedTo,
                incarnation,
                isBehind: transaction.now < self.configuration.earliestMilliseconds,
                at: transaction.now
            ),
            transaction
        )
    }
}
