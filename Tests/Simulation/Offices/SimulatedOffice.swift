internal import OrderedCollections
package import SyncProtocol

/// One office's node: the real relay, a model of its disk, and the driver's memory between the two.
package struct SimulatedOffice: Sendable {
    package private(set) var identity: OfficeIdentity
    /// Where it stood before.
    package private(set) var formerPaths: [OfficePath] = []
    package let level: Level
    package internal(set) var clock: SimulatedClock
    /// How many commits its disk has confirmed.
    package private(set) var commitCount = 0
    /// Counts restarts. What an earlier life began never reaches a later one.
    package internal(set) var life = 0
    /// Nil while the node is down.
    package internal(set) var relay: Relay?
    /// Nil while the node is down.
    package internal(set) var desk: NoteDesk?
    package internal(set) var store: SimulatedStore
    /// Openings that have been verified, whether they are on disk yet or not.
    private var openings: OrderedDictionary<FeedID, AuthorKey> = [:]
    /// The keys with which authors sign for offices.
    private(set) var keys = WriterKeys()
    /// The file outside every backup that remembers how far our own feeds were (design, D6).
    private(set) var fence: OrderedDictionary<FeedID, UInt64> = [:]
    /// The latest time that its clock has ever shown. No stamp of another office may drag its own
    /// stamps further than ten minutes beyond.
    private(set) var wallMax: Int64 = 0
    /// When it looks around next; ticks planned otherwise are void.
    var nextTickAt: Int64 = 0
    private var isReleasing = false
    /// Its disk was exchanged and it has not written since.
    var isAmnesic = false
    /// What the clock showed when the present commit began.
    private(set) var commitWall: Int64 = 0
    /// Its machine is gone, and its disk with it.
    var isDead = false
    /// Older disk images, kept somewhere safe, the oldest first.
    private(set) var backups: [(image: StoreImage, fence: OrderedDictionary<FeedID, UInt64>)] = []

    init(identity: OfficeIdentity, level: Level, clock: SimulatedClock, incarnation: UInt64) {
        self.identity = identity
        self.level = level
        self.clock = clock
        self.store = SimulatedStore(StoreImage(incarnation: incarnation))
    }

    package var path: OfficePath { self.identity.path }
    package var isUp: Bool {
        // Compared with nil, the whole relay would be copied.
        if case .none = self.relay { false } else { true }
    }
    /// How far its own feeds were, by the file outside every backup.
    package var remembered: [(feed: FeedID, number: UInt64)] {
        self.fence.map { ($0.key, $0.value) }
    }

    // MARK: Lives

    /// - Returns: whether the fence remembers more of our own feeds than the disk has.
    mutating func start(
        tree: TreeID,
        limits: RelayLimits,
        confirmMilliseconds: Int64
    ) -> Bool {
        let disk = self.store.durable
        self.keys = WriterKeys(disk)
        self.desk = NoteDesk(
            office: self.path,
            author: self.identity.author,
            positions: disk.positions,
            signed: disk.notes.receipts(of: self.path),
            confirmMilliseconds: confirmMilliseconds
        )
        self.relay = Relay(
            office: self.path,
            tree: tree,
            author: self.identity.author,
            incarnation: self.store.durable.incarnation,
            positions: self.store.durable.positions,
            successions: self.store.durable.successions,
            limits: limits
        )
        return self.fence.contains { feed, number in
            number > self.store.durable.end(of: feed)?.head.number ?? 0
        }
    }

    mutating func crash(losingTail: Bool) {
        self.life += 1
        self.relay = nil
        self.desk = nil
        self.openings = [:]
        self.isReleasing = false
        self.store.crash(losingTail: losingTail)
    }

    /// Goes on at another place in the tree. The node MUST be down.
    mutating func move(to identity: OfficeIdentity) {
        self.formerPaths.append(self.path)
        self.identity = identity
    }

    mutating func backUp() {
        self.backups.append((self.store.durable, self.fence))
    }

    /// Becomes a second node of another's office, from a copy of its disk and fence.
    mutating func become(copyOf original: SimulatedOffice) {
        self.store = SimulatedStore(original.store.durable)
        self.fence = original.fence
        self.wallMax = max(self.wallMax, original.wallMax)
    }

    /// Puts an older image in place of the disk. The node MUST be down.
    mutating func restore(
        _ image: StoreImage,
        fence: OrderedDictionary<FeedID, UInt64>?
    ) {
        precondition(!self.isUp, "a disk is exchanged under a running node")
        self.store = SimulatedStore(image)
        if let fence { self.fence = fence }
    }

    // MARK: Driving the store

    /// Checks the changes of a batch, each by itself.
    mutating func verify(
        _ changes: [SignedChange],
        in scope: LinkScope,
        with verifier: ChangeVerifier<SimulatedVerifier>
    ) -> [ChangeVerification] {
        changes.map { signed in
            let result = verifier.verify(
                signed,
                inScope: { scope.carries($0) },
                key: { self.store.durable.feeds[$0.root]?.key ?? self.openings[$0.root] }
            )
            if case .good(let change) = result, let opening = change.change.opening {
                self.openings[change.change.feed] = AuthorKey(opening.leaf)
                self.keys.add(AuthorKey(opening.leaf), of: change.change.feed.author)
            }
            return result
        }
    }

    /// Checks a note as the node does.
    mutating func verify(
        _ note: Note,
        from peer: OfficePath,
        with verifier: NoteVerifier<SimulatedVerifier>
    ) -> NoteVerification {
        // Folds are the offices' work, which simulated nodes do not do.
        let result = verifier.verify(note, from: peer) { _ in
            nil
        } key: { author, path in
            self.keys.key(of: author, for: path)
        }
        if case .good = result, let chain = note.chain {
            self.keys.add(AuthorKey(chain.leaf), of: note.author)
        }
        return result
    }

    /// Whether something held can be applied now; at most one such request waits.
    mutating func asksForRelease(at wall: Int64) -> Bool {
        guard !self.isReleasing else { return false }
        let image = self.store.durable
        self.isReleasing = image.held.contains { feed in
            guard let copy = image.feeds[feed] else { return false }
            return copy.appliedCount < copy.entries.count
                && !HybridClock.isTooFarAhead(copy.entries[copy.appliedCount].stamp, at: wall)
        }
        return self.isReleasing
    }

    mutating func beginCommit(at now: Int64, _ settings: SimulationSettings) throws -> Bool {
        let wall = self.clock.wall(at: now)
        self.wallMax = max(self.wallMax, wall)
        let begins = try self.store.begin(
            identity: self.identity,
            wall: wall,
            sabotage: settings.sabotage,
            steps: settings.steps
        )
        if begins { self.commitWall = wall }
        return begins
    }

    mutating func becameDurable() {
        self.commitCount += 1
        self.store.becameDurable()
        self.isReleasing = false
        for (feed, _) in self.ownFeeds {
            // It never goes back: a second old copy must not look right because of a first one.
            let number = self.store.durable.end(of: feed)?.head.number ?? 0
            self.fence[feed] = max(self.fence[feed] ?? 0, number)
        }
    }

    private var ownFeeds: [(FeedID, StoreImage.Feed)] {
        self.store.durable.feeds.filter { $0.key.author == self.identity.author }
            .map { ($0.key, $0.value) }
    }
}
