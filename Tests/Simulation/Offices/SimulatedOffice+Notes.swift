internal import OrderedCollections
internal import SyncProtocol

extension SimulatedOffice {
    /// Our own feeds of reports that a reader has not confirmed to their end.
    func unconfirmed(by reader: OfficePath) -> [UnconfirmedFeed] {
        let disk = self.store.durable
        return disk.feeds.compactMap { copy in
            let feed = copy.feed
            guard feed.space == SpaceID(.reports, of: self.path), copy.key.path == self.path else {
                return nil
            }
            let saved = max(disk.saved(feed, at: reader), copy.base)
            guard copy.head.number > saved, let next = copy.entry(saved + 1) else { return nil }
            return UnconfirmedFeed(
                feed: feed,
                end: copy.head.number,
                number: next.head.number,
                writtenAt: next.stamp.milliseconds
            )
        }
    }

    /// The feeds that this node writes into the reports and receipts of its office and of those that it
    /// hosts, as far as it stands there still.
    var reportedFeeds: [(feed: FeedID, end: UInt64)] {
        // Of an office that forks its own feeds on purpose a confirmation cannot name all strands.
        let counts = self.store.durable.positions.reduce(
            into: OrderedDictionary<OfficePath, Int>()
        ) {
            if ConfirmationNote.isCovered($1.feed.space) {
                $0[$1.feed.space.owner, default: 0] += 1
            }
        }
        let owners = ([self.path] + self.identity.hosted).filter {
            counts[$0] ?? 0 <= NoteLimits.positionsMax
        }
        return self.store.durable.feeds.compactMap { copy in
            let feed = copy.feed
            guard ConfirmationNote.isCovered(feed.space), owners.contains(feed.space.owner),
                feed.author == self.identity.author, copy.head.number > copy.base
            else { return nil }
            return (feed, copy.head.number)
        }
    }
}
