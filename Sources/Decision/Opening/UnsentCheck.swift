package import SyncProtocol

/// At the opening the changes of our own that nobody may have yet are looked at: what is damaged is known before the
/// first neighbour asks for it.
package struct UnsentCheck: Sendable {
    /// So many changes at the end of each of our feeds are looked at, and so many bytes in all.
    private static let changesMax: UInt64 = 2_048
    private static let bytesMax = 8 * 1024 * 1024
    /// Bytes of changes that are read at a time.
    private static let pageBytesMax = 1024 * 1024

    private let own: OwnAuthors
    private let check: ChangeCheck
    private let state: StoreState

    package init(_ identity: StoreIdentity, _ state: StoreState) {
        self.own = identity.own
        self.check = ChangeCheck(identity)
        self.state = state
    }

    /// What is damaged and not known to be.
    ///
    /// - Parameters:
    ///   - confirmed: up to which number a reader has confirmed a feed, by its place; 0 for none.
    ///   - page: the changes of a feed after a number, in order: as many as fit into some bytes, one at least if there
    ///     is one.
    package func damaged<Failure: Error>(
        confirmed: (_ place: Int) throws(Failure) -> UInt64,
        page: (_ place: Int, _ after: UInt64, _ byteCountMax: Int) throws(Failure) -> [StoredChange]
    ) throws(Failure) -> [ChangePlace] {
        var damaged: [ChangePlace] = []
        var rest = Self.bytesMax
        for place in self.state.directory.feeds.indices.reversed() {
            let feed = self.state.directory.feeds[place]
            guard self.own.contains(feed.feed.author), feed.head.number > 0 else { continue }
            let head = feed.head.number
            var number = max(
                feed.feed.base,
                try confirmed(place),
                head - min(head, Self.changesMax)
            )
            while number < head, rest > 0 {
                let stored = try page(place, number, Self.pageBytesMax)
                // What is missing on the disk is damaged like what is wrong there.
                let end = min(head, stored.last?.number ?? head)
                damaged += self.damaged(among: stored, (number + 1)...end, of: place)
                rest -= stored.reduce(0) { $0 + $1.signed.byteCount }
                number = end
            }
        }
        return damaged
    }

    private func damaged(
        among page: [StoredChange],
        _ numbers: ClosedRange<UInt64>,
        of place: Int
    ) -> [ChangePlace] {
        let entry = self.state.directory.feeds[place]
        let feed = entry.feed
        var rest = page[...]
        return numbers.compactMap { number in
            let stored = rest.first.flatMap { $0.number == number ? $0 : nil }
            if stored != nil { rest.removeFirst() }
            let isWhole = stored.map { self.check.isWhole($0, by: feed.author, entry.key) } ?? false
            let position = ChangePosition.value(feed: Directory.id(place), number: number)
            guard !isWhole, !self.state.damage.isWaited(for: position) else { return nil }
            return ChangePlace(feed: feed, number: number)
        }
    }
}
