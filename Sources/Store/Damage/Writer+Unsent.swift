internal import SyncProtocol

// At the opening the changes of our own that nobody may have yet are looked at: what is damaged is known
// before the first neighbour asks for it.

extension Writer {
    /// So many changes at the end of each of our feeds are looked at, and so many bytes in all.
    private static let unsentChangesMax: UInt64 = 2_048
    private static let unsentBytesMax = 8 * 1024 * 1024

    func checkUnsent() throws(StoreError) {
        let damaged = try self.driver.read { connection throws(StoreError) in
            try self.damagedUnsent(connection)
        }
        let new = damaged.filter {
            self.damage.waiting(self.position(of: $0.feed, $0.number)) == nil
        }
        guard !new.isEmpty else { return }
        _ = try self.transact { transaction throws(StoreError) in
            try self.noteDamage(new, transaction)
        }
    }

    private func damagedUnsent(
        _ connection: any SQLConnection
    ) throws(StoreError) -> [ChangePlace] {
        let check = ChangeCheck(self.identity)
        var damaged: [ChangePlace] = []
        var rest = Self.unsentBytesMax
        for (place, feed) in self.directory.feeds.enumerated().reversed()
        where feed.feed.author == self.author && feed.head.number > 0 {
            let id = Directory.id(place)
            let confirmed = try connection.integer(
                "SELECT COALESCE(MAX(number), 0) FROM confirmation WHERE feed = ?1",
                .integer(id)
            )
            let head = feed.head.number
            var number = max(
                feed.feed.base,
                UInt64(clamping: confirmed),
                head - min(head, Self.unsentChangesMax)
            )
            while number < head, rest > 0 {
                let page = try StoredChange.page(
                    feed: id,
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
                    if !(stored.map { check.isWhole($0, by: self.author) } ?? false) {
                        damaged.append(ChangePlace(feed: feed.feed, number: expected))
                    }
                }
                number = end
            }
        }
        return damaged
    }
}
