internal import Decision
package import SyncProtocol

/// A feed on a disk, or one strand of a forked one, as checkers look at it.
package struct ImageFeed: Sendable {
    /// One change of a feed.
    package struct Entry: Sendable {
        let stored: StoredChange

        package var head: FeedHead {
            FeedHead(number: self.stored.number, digest: self.stored.digest)
        }

        package var signed: SignedChange { self.stored.signed }

        /// Zero for what cannot be read.
        package var stamp: Stamp { (try? Change(decoding: self.signed.body))?.stamp ?? .zero }
    }

    let row: FeedEntry
    let log: ChangeLog

    package var feed: FeedID { self.row.feed }
    package var key: AuthorKey { self.row.key }
    /// The first entry's number is one more.
    package var base: UInt64 { self.row.feed.base }
    /// ``FeedHead/nothing`` for the feed's own strand when the openings differ already.
    package var head: FeedHead { self.row.head }
    /// The last number whose operations are part of the records.
    package var applied: UInt64 { self.row.applied }
    package var isHeld: Bool { self.row.isWaiting }

    package var end: Entry? { self.entry(self.head.number) }

    /// Those that are on the disk, ascending.
    package var entries: [Entry] { self.log.rows.compactMap { $0.map(Entry.init(stored:)) } }

    /// Nil when it is not on the disk.
    package func entry(_ number: UInt64) -> Entry? {
        guard number > self.base, number <= self.head.number else { return nil }
        return self.log.row(number).map(Entry.init(stored:))
    }
}
