import SyncProtocol

/// A feed of the lower end of a ``RelayPair``: its changes and where they lie, without a store.
struct CityFeed {
    let feed: FeedID

    init(author: AuthorID, incarnation: UInt64) {
        self.feed = FeedID(
            space: SpaceID(.reports, of: RelayPair.city),
            author: author,
            incarnation: incarnation
        )
    }

    func change(_ number: UInt64) -> CommitReport.Committed {
        CommitReport.Committed(
            feed: self.feed,
            head: FeedHead(number: number, digest: SignatureSuite.ed25519.hash([UInt8(number)])),
            signed: SignedChange(body: [UInt8(number)], signature: [1])
        )
    }

    func position(_ number: UInt64) -> FeedPosition {
        FeedPosition(feed: self.feed, head: self.change(number).head)
    }

    func place(_ number: UInt64) -> ChangePlace {
        ChangePlace(feed: self.feed, number: number)
    }
}
