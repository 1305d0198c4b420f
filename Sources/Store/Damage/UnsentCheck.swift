internal import Decision
internal import SyncProtocol

/// At the opening the changes of our own that nobody may have yet are looked at.
struct UnsentCheck {
    /// So many changes at the end of each of our feeds are looked at, and so many bytes in all.
    private static let changesMax: UInt64 = 2_048
    private static let bytesMax = 8 * 1024 * 1024
    /// Bytes of changes that are read at a time.
    private static let pageBytesMax = 1024 * 1024

    let identity: StoreIdentity
    let state: StoreState

    /// What is damaged and not known to be.
    func damaged(_ connection: any SQLConnection) throws(StoreError) -> [ChangePlace] {
        let author = self.identity.signer.author
        let check = ChangeCheck(self.identity)
        var damaged: [ChangePlace] = []
        var rest = Self.bytesMax
        for place in self.state.directory.feeds.indices.reversed() {
            let feed = self.state.directory.feeds[place]
            guard feed.feed.author == author, feed.head.number > 0 else { continue }
            let head = feed.head.number
            var number = max(
                feed.feed.base,
                try Self.confirmed(place, connection),
                head - min(head, Self.changesMax)
            )
            while number < head, rest > 0 {
                let page = try StoredChange.page(
                    feed: Directory.id(place),
                    after: number,
                    byteCountMax: Self.pageBytesMax,
                    connection
                )
                var seen = page[...]
                // What is missing on the disk is damaged like what is wrong there.
                let end = min(head, page.last?.number ?? head)
                for expected in (number + 1)...end {
                    let stored = seen.first.flatMap { $0.number == expected ? $0 : nil }
                    if let stored {
                        seen.removeFirst()
                        rest -= stored.signed.byteCount
                    }
                    let isWhole = stored.map { check.isWhole($0, by: author) } ?? false
                    let position = ChangePosition.value(
                        feed: Directory.id(place),
                        number: expected
                    )
                    if !isWhole, !self.state.damage.isWaited(for: position) {
                        damaged.append(ChangePlace(feed: feed.feed, number: expected))
                    }
                }
                number = end
            }
        }
        return damaged
    }

    private static func confirmed(
        _ place: Int,
        _ connection: any SQLConnection
    ) throws(StoreError) -> UInt64 {
        UInt64(
            clamping: try connection.integer(
                "SELECT COALESCE(MAX(number), 0) FROM confirmation WHERE feed = ?1",
                .integer(Directory.id(place))
            )
        )
    }
}
