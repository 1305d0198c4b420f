internal import Decision
internal import SyncProtocol

/// Holds every change against its hash, its signature and its neighbours in the feed. Its key: the feed, the number.
struct FeedExaminer: StepExaminer {
    /// The change before the one being checked.
    private struct Link {
        var number: UInt64
        var digest: Digest256?
        var stamp: Stamp?
        /// Whether it is known which change that is.
        var isKnown = true
    }

    func examine(
        after key: [KeyPart],
        _ store: ExaminedStore,
        _ limit: SliceLimit,
        _ result: inout StoreVerification
    ) throws(StoreError) -> [KeyPart]? {
        var place = key.first?.integer.map(Directory.place) ?? 0
        var number = key.last?.integer.map { UInt64(clamping: $0) } ?? 0
        var rest = limit.rows
        while store.directory.feeds.indices.contains(place) {
            guard rest > 0 else {
                return [.integer(Directory.id(place)), .integer(Int64(clamping: number))]
            }
            let feed = store.directory.feeds[place]
            if number == 0, feed.feed.branch == nil { result.feeds += 1 }
            // A feed without changes costs something, too.
            rest -= 1
            let end = try self.examine(place, after: number, store, limit, &rest, &result)
            if end >= feed.head.number {
                (place, number) = (place + 1, 0)
            } else {
                number = end
            }
        }
        return nil
    }

    /// Checks some changes of a feed.
    ///
    /// - Returns: the number up to which it is done.
    private func examine(
        _ place: Int,
        after number: UInt64,
        _ store: ExaminedStore,
        _ limit: SliceLimit,
        _ rest: inout Int,
        _ result: inout StoreVerification
    ) throws(StoreError) -> UInt64 {
        let feed = store.directory.feeds[place]
        guard feed.head != .nothing else { return feed.head.number }
        var link = try Self.link(after: max(number, feed.feed.base), of: place, store)
        let page = try StoredChange.page(
            feed: Directory.id(place),
            after: link.number,
            byteCountMax: limit.byteCount,
            store.connection
        )
        let inside = page.prefix { $0.number <= feed.head.number }
        for stored in inside.prefix(max(1, rest)) {
            rest -= 1
            Self.check(stored, feed, &link, store, &result)
        }
        if inside.isEmpty, link.number < feed.head.number {
            Self.miss((link.number + 1)...feed.head.number, of: feed.feed, &result)
            return feed.head.number
        }
        guard link.number == feed.head.number else { return link.number }
        let goesOn = try Self.change(feed.head.number + 1, in: place, store) != nil
        if goesOn || link.isKnown && link.digest != feed.head.digest {
            result.report(
                "来源 \(feed.feed) 的末尾与登记不符。",
                "Feed \(feed.feed) does not end where its head says.",
                mendedBy: .saving
            )
        }
        return link.number
    }

    // MARK: Where it goes on

    private static func link(
        after number: UInt64,
        of place: Int,
        _ store: ExaminedStore
    ) throws(StoreError) -> Link {
        let feed = store.directory.feeds[place].feed
        guard number > feed.base else { return try Self.link(before: feed, store) }
        guard let stored = try Self.change(number, in: place, store) else {
            return Link(number: number, isKnown: false)
        }
        return Link(
            number: number,
            digest: stored.digest,
            stamp: (try? Change(decoding: stored.signed.body))?.stamp
        )
    }

    /// The change before a strand's first one. What does not fit shows when that is checked.
    private static func link(
        before strand: FeedID,
        _ store: ExaminedStore
    ) throws(StoreError) -> Link {
        var link = Link(number: strand.base)
        guard let branch = strand.branch, strand.base > 0,
            let place = store.directory.feed(strand),
            let first = try Self.change(branch.number, in: place, store),
            let previous = (try? Change(decoding: first.signed.body))?.previous
        else { return link }
        for other in store.directory.strands(of: strand) where other != place {
            guard let stored = try Self.change(strand.base, in: other, store),
                ChangeID(prefixOf: stored.digest) == previous,
                let change = try? Change(decoding: stored.signed.body)
            else { continue }
            link.digest = stored.digest
            link.stamp = change.stamp
        }
        return link
    }

    private static func change(
        _ number: UInt64,
        in place: Int,
        _ store: ExaminedStore
    ) throws(StoreError) -> StoredChange? {
        try StoredChange.one(feed: Directory.id(place), number: number, store.connection)
    }

    // MARK: Changes

    private static func check(
        _ stored: StoredChange,
        _ feed: FeedEntry,
        _ link: inout Link,
        _ store: ExaminedStore,
        _ result: inout StoreVerification
    ) {
        result.changes += 1
        if stored.number > link.number + 1 {
            Self.miss((link.number + 1)...(stored.number - 1), of: feed.feed, &result)
            link.isKnown = false
        }
        let previous = link.digest.map { ChangeID(prefixOf: $0) }
        let isKnown = link.isKnown
        link.number = stored.number
        link.digest = stored.digest
        link.isKnown = true
        guard let change = try? Change(decoding: stored.signed.body),
            change.feed == feed.feed.root, change.number == stored.number,
            !isKnown || change.previous == previous,
            link.stamp.map({ $0 < change.stamp }) ?? true,
            stored.isWhole(by: store.identity.suite),
            Self.isSigned(stored, change, feed.key, store.identity),
            (try? change.edits()) != nil
        else { return Self.miss(stored.number...stored.number, of: feed.feed, &result) }
        link.stamp = change.stamp
    }

    private static func miss(
        _ numbers: ClosedRange<UInt64>,
        of feed: FeedID,
        _ result: inout StoreVerification
    ) {
        let room = StoreVerification.problemsMax - result.damaged.count
        guard room > 0 else { return }
        result.damaged += numbers.prefix(room).map { ChangePlace(feed: feed, number: $0) }
    }

    private static func isSigned(
        _ stored: StoredChange,
        _ change: Change,
        _ key: AuthorKey,
        _ identity: StoreIdentity
    ) -> Bool {
        let isSigned = identity.suite.isValid(
            stored.signed.signature,
            over: stored.signed.signedBytes,
            publicKey: key.publicKey,
            suite: key.suite
        )
        guard let opening = change.opening else { return isSigned }
        return isSigned && AuthorKey(opening.leaf) == key
            && opening.leaf.author == change.feed.author
            && opening.isValid(in: identity.tree, verifier: identity.suite)
    }
}
