@testable import SyncProtocol

/// Two ends of a link that look for what differs, without carrier, store or changes.
struct ReconcilingPair {
    /// One end.
    struct End {
        let path: OfficePath
        var index: FeedIndex
        var session: Session
        var notices: [Relay.Notice] = []
        /// Frames that have been sent and not been taken in.
        var outgoing: [[UInt8]] = []

        mutating func send(_ pages: [ReconcilePage]) {
            self.outgoing += pages.map { Frame.reconcile($0).encoded() }
        }

        /// A feed reaches further on this end's disk.
        mutating func advance(_ position: FeedPosition) {
            let (place, old) = self.index.advance(position.feed, to: position.head)
            let committed = CommitReport.Committed(
                feed: position.feed,
                head: position.head,
                signed: SignedChange(body: [], signature: [])
            )
            let digests = MovedHead.Digests(old: old, new: self.index.positionDigest(at: place))
            let moved = MovedHead(place: place, digests: digests, change: committed)
            self.session.withCopies { _ = $0.take([.head(moved)], in: self.index) }
        }
    }

    /// The lower office, which leads.
    var lower: End
    var upper: End
    /// The frames of the hellos, and those of the search.
    private(set) var helloByteCount = 0
    private(set) var searchByteCount = 0
    /// How often a frame had to wait for one in the other direction, hellos included: two of them
    /// are a round trip.
    private(set) var crossings = 1
    private(set) var frameByteCountMax = 0

    static let tree = TreeID(high: 1, low: 2)
    static let author = AuthorID(high: 7, low: 7)

    init(lower: OfficePath, _ below: FeedIndex, upper: OfficePath, _ above: FeedIndex) {
        let (down, up) = (LinkID(1), LinkID(2))
        self.lower = End(
            path: lower,
            index: below,
            session: Session(
                SessionEnds(
                    link: up,
                    peer: upper,
                    office: lower,
                    own: OwnAuthors(writing: Self.author),
                    successions: .none,
                    suite: .ed25519
                ),
                in: below,
                at: 0
            )
        )
        self.upper = End(
            path: upper,
            index: above,
            session: Session(
                SessionEnds(
                    link: down,
                    peer: lower,
                    office: upper,
                    own: OwnAuthors(writing: Self.author),
                    successions: .none,
                    suite: .ed25519
                ),
                in: above,
                at: 0
            )
        )
        self.greet()
    }

    private mutating func greet() {
        let hello = { (end: End) in
            Hello(
                versions: [1],
                tree: Self.tree,
                path: end.path,
                scopeDigest: end.session.copies.scopeDigest,
                creditByteCount: 4 * 1024 * 1024
            )
        }
        let (below, above) = (hello(self.lower), hello(self.upper))
        self.helloByteCount =
            Frame.hello(below).encoded().count + Frame.hello(above).encoded().count
        Self.greeted(&self.lower, by: above)
        Self.greeted(&self.upper, by: below)
    }

    private static func greeted(_ end: inout End, by hello: Hello) {
        let pages = end.session.greeted(
            by: hello,
            creditByteCountMax: .max,
            in: end.index,
            at: 0
        )
        end.send(pages)
    }

    /// One end takes in all that the other has sent. False when nothing was on its way.
    mutating func cross(toUpper: Bool) throws -> Bool {
        var frames: [[UInt8]] = []
        if toUpper {
            swap(&frames, &self.lower.outgoing)
            try Self.take(frames, &self.upper)
        } else {
            swap(&frames, &self.upper.outgoing)
            try Self.take(frames, &self.lower)
        }
        self.searchByteCount += frames.reduce(0) { $0 + $1.count }
        self.frameByteCountMax = frames.map(\.count).reduce(self.frameByteCountMax, max)
        if !frames.isEmpty { self.crossings += 1 }
        return !frames.isEmpty
    }

    private struct OutOfTurn: Error {}

    private static func take(_ frames: [[UInt8]], _ end: inout End) throws {
        for bytes in frames {
            guard case .reconcile(let page) = try Frame(decoding: bytes),
                let (pages, notices) = end.session.told(
                    page,
                    in: end.index,
                    at: 0
                )
            else { throw OutOfTurn() }
            end.notices += notices
            end.send(pages)
        }
    }

    /// Lets the two ends speak until both have done; between the turns other things may happen.
    mutating func run(meanwhile: (inout Self) -> Void = { _ in }) throws {
        var toUpper = true
        while try self.cross(toUpper: toUpper) {
            meanwhile(&self)
            toUpper.toggle()
        }
    }
}
