internal import SyncProtocol

/// A commit in which all that follows from the feeds is derived anew, page by page, whatever the engine.
package protocol RebuildWork {
    associatedtype Failure: Error

    /// As of the last decision.
    var state: StoreState { get }
    var identity: StoreIdentity { get }

    /// A decision within it, which begins no other.
    mutating func decide(
        rebuilding body: (Transaction) throws(Interruption) -> Void
    ) throws(Failure)

    /// The changes of a feed after a number, in order: as many as fit into some bytes, one at least if there is one.
    func page(
        of place: Int,
        after number: UInt64,
        byteCountMax: Int
    ) throws(Failure) -> [StoredChange]

    /// The greatest number of a feed that any office above has confirmed; 0 for none.
    func confirmed(of place: Int) throws(Failure) -> UInt64

    /// So many changes are merged; nil at the end.
    func note(rebuilt done: Int64?)
}

extension RebuildWork {
    /// Bytes of changes that are read at a time.
    private static var pageBytesMax: Int { 1024 * 1024 }
    /// So many numbers are gone through at a time, be they on the disk or not.
    private static var missingMax: UInt64 { 4_096 }

    /// Derives all anew. What only this node has and cannot send any more is written again first: of a damaged change
    /// the records may be all that is left, and they are about to go.
    package mutating func rebuild() throws(Failure) {
        let damaged = try self.damagedOwn()
        if !damaged.isEmpty {
            try self.decide { (transaction) throws(Interruption) in
                try transaction.rewrite(damaged)
            }
        }
        try self.decide { (transaction) throws(Interruption) in transaction.beginRebuild() }
        // What is mended on the way can cut no strand, so the places stay.
        var done: Int64 = 0
        defer { self.note(rebuilt: nil) }
        for place in self.state.directory.feeds.indices { try self.replay(place, &done) }
    }

    private mutating func replay(_ place: Int, _ done: inout Int64) throws(Failure) {
        let feed = self.state.directory.feeds[place]
        var number = feed.feed.base
        while number < feed.applied {
            let page = try self.page(
                of: place,
                after: number,
                byteCountMax: Self.pageBytesMax
            )
            let last = page.last?.number ?? number + Self.missingMax
            let end = min(feed.applied, last, number + Self.missingMax)
            let numbers = (number + 1)...end
            try self.decide { (transaction) throws(Interruption) in
                try transaction.replay(page, of: place, numbers)
            }
            done += Int64(clamping: end - number)
            self.note(rebuilt: done)
            number = end
        }
    }

    /// The first damaged change of each of our own strands that no office above has said that it has: all others come
    /// back from there.
    private func damagedOwn() throws(Failure) -> [ChangePlace] {
        var damaged: [ChangePlace] = []
        for (place, feed) in self.state.directory.feeds.enumerated()
        where self.identity.own.contains(feed.feed.author) && feed.head.number > 0 {
            guard let number = try self.firstDamaged(of: place) else { continue }
            damaged.append(ChangePlace(feed: feed.feed, number: number))
        }
        return damaged
    }

    private func firstDamaged(of place: Int) throws(Failure) -> UInt64? {
        let feed = self.state.directory.feeds[place]
        var number = max(feed.feed.base, try self.confirmed(of: place))
        while number < feed.head.number {
            let page = try self.page(
                of: place,
                after: number,
                byteCountMax: Self.pageBytesMax
            )
            guard !page.isEmpty else { return number + 1 }
            for stored in page {
                guard stored.number == number + 1, stored.isWhole(by: self.identity.suite) else {
                    return number + 1
                }
                number = stored.number
            }
        }
        return nil
    }
}
