internal import OfficeWork
internal import SyncProtocol

/// The long names known here and their local integers, and how far each feed reaches: what the
/// writer keeps in memory of the whole store. An entry's local integer is its place plus one.
struct Directory {
    struct Office {
        let path: OfficePath
        /// Offices from this store's own office, or from where it stood before, down to this one, by
        /// place; empty when this one does not stand below it.
        let lineage: [Int]
        /// The office whose node writes for it, as its parent's roster says.
        var hostedBy: OfficePath?
    }

    struct Space {
        let space: SpaceID
        /// The place of its owner.
        let owner: Int
        var digest: SetDigest
        /// The credentials with which this node opens a feed in it, once they have been needed.
        var chain: CredentialChain?
    }

    /// A feed, or one strand of a forked one (see `FeedID`).
    struct Feed {
        let feed: FeedID
        /// The place of its space.
        let space: Int
        let author: Int64
        let key: AuthorKey
        var head: FeedHead
        var stamp: Stamp
        /// The last number whose operations are part of the records, at least the strand's base.
        var applied: UInt64
        var byteCount: Int64
        /// Two strands or more go on from its end.
        var isSplit = false
        var lastAt: Int64

        var isWaiting: Bool { self.applied < self.head.number }

        var strand: Strand {
            Strand(feed: self.feed, head: self.head, stamp: self.stamp, isSplit: self.isSplit)
        }
    }

    private(set) var offices: [Office] = []
    private var officePlaces: [OfficePath: Int] = [:]
    var spaces: [Space] = []
    private var spacePlaces: [SpaceID: Int] = [:]
    private var authors: [AuthorID: Int64] = [:]
    var feeds: [Feed] = []
    private var feedPlaces: [FeedID: Int] = [:]
    /// The strands of forked feeds, but for those that bear the feed's own name.
    private var branchPlaces: [FeedID: [Int]] = [:]
    /// Feeds with held changes, by place.
    var waiting: Set<Int> = []

    /// The version floors that rosters set, by the place of the roster's office.
    private var floors: [Int: [UInt16: UInt32]] = [:]

    /// What is known of offices that moved.
    private(set) var successions = Successions.none
    /// The known offices that each office follows on, by its path.
    private var formerPlaces: [OfficePath: [Int]] = [:]

    /// Where this store's office stands, and where it stood before.
    private let own: [OfficePath]

    init(own: OfficePath, before: [OfficePath] = []) {
        self.own = [own] + before
    }

    static func id(_ place: Int) -> Int64 { Int64(place) + 1 }

    static func place(_ id: Int64) -> Int { Int(id) - 1 }

    // MARK: Looking up

    func office(_ path: OfficePath) -> Int? { self.officePlaces[path] }

    func space(_ space: SpaceID) -> Int? { self.spacePlaces[space] }

    func feed(_ feed: FeedID) -> Int? { self.feedPlaces[feed] }

    /// The places of all strands of a feed.
    func strands(of feed: FeedID) -> [Int] {
        let root = feed.root
        return (self.feedPlaces[root].map { [$0] } ?? []) + (self.branchPlaces[root] ?? [])
    }

    func author(_ author: AuthorID) -> Int64? { self.authors[author] }

    /// Whether a key has written for an office that never wrote for this store's own: a node of ours
    /// that hosts the office writes for both.
    func hasNode(_ office: OfficePath) -> Bool {
        let own = Set(self.feeds.lazy.filter { self.own.contains($0.key.path) }.map(\.author))
        return self.feeds.contains { $0.key.path == office && !own.contains($0.author) }
    }

    // MARK: Adding

    /// Adds an office. Those between it and this store's own office MUST be known.
    @discardableResult
    mutating func add(_ path: OfficePath, hostedBy: OfficePath? = nil) -> Int {
        let place = self.offices.count
        var lineage: [Int] = []
        if let own = self.own.first(where: { $0.contains(path) }) {
            if path != own, let parent = path.parent.flatMap({ self.officePlaces[$0] }) {
                lineage = self.offices[parent].lineage
            }
            lineage.append(place)
        }
        self.offices.append(Office(path: path, lineage: lineage, hostedBy: hostedBy))
        self.officePlaces[path] = place
        self.noteSuccessors(of: place)
        return place
    }

    // MARK: Offices that moved

    mutating func use(_ successions: Successions) {
        self.successions = successions
        self.formerPlaces = [:]
        for place in self.offices.indices { self.noteSuccessors(of: place) }
    }

    private mutating func noteSuccessors(of place: Int) {
        for path in self.successions.successors(of: self.offices[place].path) {
            self.formerPlaces[path, default: []].append(place)
        }
    }

    /// The known offices that an office follows on, by place.
    func predecessors(of office: Int) -> [Int] {
        self.formerPlaces[self.offices[office].path] ?? []
    }

    mutating func setHost(_ host: OfficePath?, of office: Int) {
        self.offices[office].hostedBy = host
    }

    mutating func setFloor(_ floor: VersionFloor, by office: Int) {
        self.floors[office, default: [:]][floor.kind] = floor.version
    }

    mutating func clearFloors() {
        self.floors.removeAll()
    }

    /// The highest floor that holds for an office.
    func floor(of kind: UInt16, for path: OfficePath) -> UInt32? {
        guard !self.floors.isEmpty else { return nil }
        return path.lineage.compactMap { above in
            self.office(above).flatMap { self.floors[$0]?[kind] }
        }.max()
    }

    @discardableResult
    mutating func add(_ space: SpaceID, owner: Int, digest: SetDigest) -> Int {
        self.spacePlaces[space] = self.spaces.count
        self.spaces.append(Space(space: space, owner: owner, digest: digest))
        return self.spaces.count - 1
    }

    mutating func add(_ author: AuthorID, id: Int64) {
        self.authors[author] = id
    }

    var nextAuthorID: Int64 { Int64(self.authors.count) + 1 }

    @discardableResult
    mutating func add(_ feed: Feed) -> Int {
        let place = self.feeds.count
        self.feedPlaces[feed.feed] = place
        if feed.feed.branch != nil { self.branchPlaces[feed.feed.root, default: []].append(place) }
        self.feeds.append(feed)
        return self.feeds.count - 1
    }
}
