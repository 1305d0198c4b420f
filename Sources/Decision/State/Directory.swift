internal import Algorithms
internal import HashTreeCollections
package import OfficeWork
package import OrderedCollections
package import SyncProtocol

/// The long names known here and their local integers, and how far each feed reaches: what is kept in memory of
/// the whole store. An entry's local integer is its place plus one; it never leaves the store.
package struct Directory: Sendable {
    package struct Office: Sendable {
        package let path: OfficePath
        /// Offices from this store's own office, or from where it stood before, down to this one, by
        /// place; empty when this one does not stand below it.
        package let lineage: [Int]
        /// The office whose node writes for it, as its parent's roster says.
        package fileprivate(set) var hostedBy: OfficePath?
        /// What its parent's roster says of it; nil until that has come.
        package fileprivate(set) var listed: Listed?
        /// The places of the known offices directly below it, in tree order.
        package fileprivate(set) var children: [Int] = []

        /// Whether any office is known below it.
        package var hasChildren: Bool { !self.children.isEmpty }
    }

    package struct Listed: Sendable, Hashable {
        package let level: Level
        package let name: String
        package let nameEnglish: String?
        /// Since when it has stood in the roster.
        package let listing: OfficeListing
        /// How many places it is granted (``BranchPlaces``).
        package let places: Int?

        package init(
            level: Level,
            name: String,
            nameEnglish: String?,
            listing: OfficeListing,
            places: Int? = nil
        ) {
            self.level = level
            self.name = name
            self.nameEnglish = nameEnglish
            self.listing = listing
            self.places = places
        }
    }

    package struct Space: Sendable {
        package let space: SpaceID
        /// The place of its owner.
        package let owner: Int
        package internal(set) var digest: SetDigest
        /// The credentials with which this node opens a feed in it, once they have been needed.
        var chain: CredentialChain?
    }

    package private(set) var offices = PagedArray<Office>()
    private var officePlaces = TreeDictionary<OfficePath, Int>()
    /// The places of all offices in tree order, parents before children.
    package private(set) var order: [Int] = []
    /// The places of offices by their ids, upper and lower case being equal.
    private var officesByID = TreeDictionary<[UInt8], [Int]>()
    /// By the place of the office.
    package private(set) var counts = PagedArray<OfficeCounts>()
    /// By the place of the office.
    package internal(set) var occupancy = PagedArray<Occupancy>()
    /// What the first held change of a feed waits for, where a branch is full: by the place of the feed.
    var shortages = TreeDictionary<Int, Shortage>()
    /// Rises with every change of the offices, of what rosters say of them, and of where they went.
    package private(set) var rosterRevision: UInt64 = 0
    package internal(set) var spaces = PagedArray<Space>()
    private var spacePlaces = TreeDictionary<SpaceID, Int>()
    /// What the charters here say of cases.
    package internal(set) var charters = Charters.none
    private var authors = TreeDictionary<AuthorID, Int64>()
    package internal(set) var feeds = PagedArray<FeedEntry>()
    private var feedPlaces = TreeDictionary<FeedID, Int>()
    /// The strands of forked feeds, but for those that bear the feed's own name.
    private var branchPlaces = TreeDictionary<FeedID, [Int]>()
    /// Feeds with held changes, by place.
    package private(set) var waiting = OrderedSet<Int>()

    /// The version floors that rosters set, by the place of the roster's office.
    private var floors = TreeDictionary<Int, [VersionFloor]>()

    /// What the rosters say of offices that moved, word by word.
    package internal(set) var words = OrderedDictionary<RowChanges.SuccessionKey, Succession>()
    /// What follows from it.
    package private(set) var successions = Successions.none
    /// The known offices that each office follows on, by its path.
    private var formerPlaces = TreeDictionary<OfficePath, [Int]>()

    /// Where this store's office stands, and where it stood before.
    let own: [OfficePath]

    package init(own: OfficePath, before: [OfficePath] = []) {
        self.own = [own] + before
    }

    package static func id(_ place: Int) -> Int64 { Int64(place) + 1 }

    /// Whatever a damaged row says, it is a number.
    package static func place(_ id: Int64) -> Int { Int(id) &- 1 }

    // MARK: Looking up

    package func office(_ path: OfficePath) -> Int? { self.officePlaces[path] }

    /// The places of offices whose id is this one, upper and lower case being equal; in no order.
    package func offices(withIDLike id: OfficeID) -> [Int] {
        self.officesByID[Uniqueness.folded(Array(id.text.utf8))] ?? []
    }

    /// Where an office and all below it stand in ``order``.
    package func range(of path: OfficePath) -> Range<Int> {
        self.order.subtree(of: path) { self.offices[$0].path }
    }

    package func space(_ space: SpaceID) -> Int? { self.spacePlaces[space] }

    package func feed(_ feed: FeedID) -> Int? { self.feedPlaces[feed] }

    /// The places of all strands of a feed.
    package func strands(of feed: FeedID) -> [Int] {
        let root = feed.root
        return (self.feedPlaces[root].map { [$0] } ?? []) + (self.branchPlaces[root] ?? [])
    }

    /// The places of the strands of forked feeds, but for those that bear the feed's own name.
    package var branches: [Int] { self.branchPlaces.values.flatMap { $0 } }

    func author(_ author: AuthorID) -> Int64? { self.authors[author] }

    /// Whether a key has written for an office that never wrote for this store's own: a node of ours
    /// that hosts the office writes for both.
    func hasNode(_ office: OfficePath) -> Bool {
        let own = OrderedSet(
            self.feeds.lazy.filter { self.own.contains($0.key.path) }.map(\.author)
        )
        return self.feeds.contains { $0.key.path == office && !own.contains($0.author) }
    }

    /// Whether our roster says that an office is hosted by another one.
    func isHosted(_ office: OfficePath, by host: OfficePath) -> Bool {
        self.office(office).map { self.offices[$0].hostedBy == host } ?? false
    }

    // MARK: Adding

    /// Adds an office. Those between it and this store's own office MUST be known.
    @discardableResult
    package mutating func add(_ path: OfficePath, hostedBy: OfficePath? = nil) -> Int {
        let place = self.offices.count
        var lineage: [Int] = []
        if let own = self.own.first(where: { $0.contains(path) }) {
            if path != own, let parent = path.parent.flatMap({ self.officePlaces[$0] }) {
                lineage = self.offices[parent].lineage
            }
            lineage.append(place)
        }
        self.offices.append(Office(path: path, lineage: lineage, hostedBy: hostedBy))
        self.counts.append(OfficeCounts())
        let parent = path.parent.flatMap { self.officePlaces[$0] }
        self.occupancy.append(Occupancy(parent: parent))
        self.order.insert(place, at: self.order.partitioningIndex { self.offices[$0].path >= path })
        self.officesByID[Uniqueness.folded(Array(path.office.text.utf8)), default: []].append(place)
        self.officePlaces[path] = place
        self.rosterRevision += 1
        if let parent {
            let siblings = self.offices[parent].children
            let index =
                siblings.firstIndex { path < self.offices[$0].path } ?? siblings.endIndex
            self.offices[parent].children.insert(place, at: index)
        }
        self.noteSuccessors(of: place)
        return place
    }

    @discardableResult
    package mutating func add(_ space: SpaceID, owner: Int, digest: SetDigest) -> Int {
        self.spacePlaces[space] = self.spaces.count
        self.spaces.append(Space(space: space, owner: owner, digest: digest))
        return self.spaces.count - 1
    }

    /// Takes in what is known of a case.
    package mutating func use(_ entry: Charters.Entry, of space: SpaceID) {
        self.charters[space] = entry
    }

    package mutating func add(_ author: AuthorID, id: Int64) {
        self.authors[author] = id
    }

    var nextAuthorID: Int64 { Int64(self.authors.count) + 1 }

    @discardableResult
    package mutating func add(_ feed: FeedEntry) -> Int {
        let place = self.feeds.count
        self.feedPlaces[feed.feed] = place
        if feed.feed.branch != nil { self.branchPlaces[feed.feed.root, default: []].append(place) }
        self.feeds.append(feed)
        self.noteWaiting(place)
        return place
    }

    // MARK: Counts

    /// A feed is now as it is: what its office has written changes by that.
    ///
    /// - Parameter old: as it was; nil when it is new.
    package mutating func count(_ feed: FeedEntry, insteadOf old: FeedEntry?) {
        guard let office = self.office(feed.key.path) else { return }
        self.counts[office].replace(old.map { OfficeCounts($0) }, by: OfficeCounts(feed))
    }

    package mutating func addReports(_ count: Int, of office: Int) {
        self.counts[office].reports += count
    }

    /// Puts a feed on the list of those with held changes, or takes it off.
    mutating func noteWaiting(_ place: Int) {
        if self.feeds[place].isWaiting {
            self.waiting.append(place)
        } else {
            self.stopWaiting(place)
        }
    }

    mutating func stopWaiting(_ place: Int) {
        guard !self.waiting.isEmpty else { return }
        self.waiting.remove(place)
        self.shortages[place] = nil
    }

    // MARK: What rosters say

    /// - Parameter listed: nil where the roster says nothing any more.
    package mutating func set(_ listed: Listed?, hostedBy host: OfficePath?, of office: Int) {
        self.offices[office].listed = listed
        self.offices[office].hostedBy = host
        self.setPlace(listed != nil, of: office)
        self.rosterRevision += 1
    }

    package mutating func setFloor(_ floor: VersionFloor, by office: Int) {
        var floors = (self.floors[office] ?? []).filter { $0.kind != floor.kind }
        floors.append(floor)
        self.floors[office] = floors
    }

    /// Forgets all that rosters have said.
    mutating func forgetRosters() {
        self.floors = TreeDictionary()
        self.words = [:]
        self.use(.none)
        for place in self.offices.indices {
            self.set(nil, hostedBy: nil, of: place)
            self.counts[place].reports = 0
        }
    }

    /// The highest floor that holds for an office.
    func floor(of kind: UInt16, for path: OfficePath) -> UInt32? {
        guard !self.floors.isEmpty else { return nil }
        return path.lineage.compactMap { above in
            self.office(above).flatMap { place in
                self.floors[place]?.first { $0.kind == kind }?.version
            }
        }.max()
    }

    // MARK: Offices that moved

    /// Takes in the words as they are now.
    package mutating func useWords(_ words: [Succession]) {
        self.words = OrderedDictionary(
            words.map {
                (RowChanges.SuccessionKey(declaredBy: $0.declaredBy, from: $0.from), $0)
            },
            uniquingKeysWith: { $1 }
        )
        self.use(Successions(words))
    }

    mutating func use(_ successions: Successions) {
        self.successions = successions
        self.rosterRevision += 1
        self.formerPlaces = TreeDictionary()
        for place in self.offices.indices { self.noteSuccessors(of: place) }
        self.countPlaces()
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
}
