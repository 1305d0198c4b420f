internal import Decision
package import SyncProtocol

/// What a read of feeds has found.
package struct FoundChanges: Sendable {
    package private(set) var changes: [CommitReport.Committed] = []
    /// What was to be read and is not on the disk as it was written.
    package private(set) var damaged: [ChangePlace] = []

    /// Takes in what was read of a feed, up to the first change that is damaged.
    ///
    /// - Parameters:
    ///   - feed: where the feed ends, and with which key it is signed.
    ///   - rest: the bytes that may still be given.
    /// - Returns: false once all bytes are used up.
    mutating func take(
        _ page: [StoredChange],
        of request: ReadRequest,
        _ feed: (head: UInt64, key: AuthorKey),
        _ check: ChangeCheck,
        _ rest: inout Int
    ) -> Bool {
        var number = request.after
        let end = min(feed.head, request.through)
        if page.isEmpty, number < end { self.miss(number + 1, of: request.feed) }
        for stored in page where number < end {
            guard stored.number == number + 1,
                check.isWhole(stored, by: request.feed.author, feed.key)
            else {
                self.miss(number + 1, of: request.feed)
                break
            }
            // Only the first change of all may be larger than what is asked for.
            guard self.changes.isEmpty || stored.signed.byteCount <= rest else { return false }
            rest -= stored.signed.byteCount
            self.changes.append(
                CommitReport.Committed(
                    feed: request.feed,
                    head: FeedHead(number: stored.number, digest: stored.digest),
                    signed: stored.signed
                )
            )
            number = stored.number
        }
        return true
    }

    private mutating func miss(_ number: UInt64, of feed: FeedID) {
        self.damaged.append(ChangePlace(feed: feed, number: number))
    }
}
