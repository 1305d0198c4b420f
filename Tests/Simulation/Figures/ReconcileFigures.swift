internal import SyncProtocol

/// What it costs two offices to find out what differs: frames counted between two relays.
enum ReconcileFigures {
    private static let province = OfficePath(text: "100000/510000")
    private static let city = OfficePath(text: "100000/510000/510100")
    private static let feedCount: UInt64 = 100_000
    private static let differingCount: UInt64 = 10

    static func all() -> [ProtocolFigure] {
        let feeds = Self.positions(beyond: nil)
        let equal = Self.exchange(feeds, feeds)
        let differing = Self.exchange(feeds, Self.positions(beyond: Self.feedCount))
        return [
            ProtocolFigure(
                name: "equal_100k_feeds_bytes",
                value: Int64(equal.byteCount),
                unit: "bytes",
                limit: 200
            ),
            ProtocolFigure(
                name: "equal_100k_feeds_round_trips",
                value: Int64((equal.crossings + 1) / 2),
                unit: "round trips",
                limit: 1
            ),
            ProtocolFigure(
                name: "differ_10_of_100k_feeds_bytes",
                value: Int64(differing.byteCount),
                unit: "bytes",
                limit: 16_384
            ),
            ProtocolFigure(
                name: "differ_10_of_100k_feeds_round_trips",
                value: Int64((differing.crossings + 1) / 2),
                unit: "round trips",
                limit: 3
            ),
        ]
    }

    /// One position for each feed; every so often one reaches further.
    private static func positions(beyond count: UInt64?) -> [FeedPosition] {
        guard let city = Self.city else { return [] }
        return (0..<Self.feedCount).map { number in
            let isFurther =
                count.map { number % ($0 / Self.differingCount) == 7 } ?? false
            var encoder = CBOREncoder()
            encoder.unsigned(number)
            encoder.bool(isFurther)
            return FeedPosition(
                feed: FeedID(
                    space: SpaceID(.reports, of: city),
                    author: AuthorID(high: number, low: 1),
                    incarnation: number &* 0x9E37_79B9_7F4A_7C15
                ),
                head: FeedHead(
                    number: isFurther ? 3 : 2,
                    digest: SignatureSuite.ed25519.hash(encoder.bytes)
                )
            )
        }
    }

    /// Lets two relays greet and search until neither says anything but changes.
    ///
    /// - Returns: the bytes of all frames with their lengths, and how often a frame had to wait for one
    ///   in the other direction.
    private static func exchange(
        _ above: [FeedPosition],
        _ below: [FeedPosition]
    ) -> (byteCount: Int, crossings: Int) {
        guard let province = Self.province, let city = Self.city else { return (.max, .max) }
        let link = LinkID(1)
        var relays = [(province, above), (city, below)].map { office, positions in
            Relay(
                office: office,
                context: TreeContext(tree: TreeID(high: 7, low: 7), suite: .ed25519),
                own: OwnAuthors(writing: AuthorID(high: 0, low: UInt64(office.depth))),
                positions: positions,
                process: UInt64(UInt32.max)
            )
        }
        var outgoing = [(0, city), (1, province)].map { end, peer in
            Self.frames(relays[end].step(.linkOpened(link, peer: peer), at: 0))
        }
        var byteCount = 0
        var crossings = 0
        while outgoing.contains(where: { !$0.isEmpty }) {
            crossings += 1
            let underway = outgoing
            outgoing = [[], []]
            for end in 0..<2 {
                for frame in underway[end] {
                    byteCount += frame.count + 4
                    outgoing[1 - end] += Self.frames(
                        relays[1 - end].step(.frameReceived(link, frame), at: 0)
                    )
                }
            }
        }
        return (byteCount, crossings)
    }

    private static func frames(_ actions: [Relay.Action]) -> [[UInt8]] {
        actions.compactMap { action in
            if case .send(_, let bytes) = action { bytes } else { nil }
        }
    }
}
