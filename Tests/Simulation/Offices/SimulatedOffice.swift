internal import Decision
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
    /// The chance that its store may use.
    private var chance: SplitMix64
    /// The file outside every backup that remembers how far our own feeds were (design, D6).
    private(set) var fence: FenceMark?
    /// As it was before the last commit.
    private var fenceBefore: FenceMark?
    /// The latest time that its clock has ever shown. No stamp of another office may drag its own
    /// stamps further than ten minutes beyond.
    private(set) var wallMax: Int64 = 0
    /// When it looks around next; ticks planned otherwise are void.
    var nextTickAt: Int64 = 0
    private var isReleasing = false
    /// Its disk was exchanged and it has not written since.
    var isAmnesic = false
    /// Its roster names those below it.
    var hasRegistered = false
    /// What the clock showed when the present commit began.
    private(set) var commitWall: Int64 = 0
    /// Its machine is gone, and its disk with it.
    var isDead = false
    /// Older disk images, kept somewhere safe, the oldest first.
    private(set) var backups: [(image: StoreImage, fence: FenceMark?)] = []
    /// Follows what comes back of a past that was lost. Nil while the node is down.
    var recovery: RecoveryDesk?

    init(
        identity: OfficeIdentity,
        level: Level,
        clock: SimulatedClock,
        chance: SplitMix64,
        engine: StorageEngine
    ) throws(CheckFailure) {
        self.identity = identity
        self.level = level
        self.clock = clock
        self.chance = chance
        self.store = try SimulatedStore(
            of: identity,
            wall: clock.wall(at: 0),
            entropy: self.chance.digest(),
            engine: engine
        )
        self.fence = FenceMark(self.store.state)
    }

    package var path: OfficePath { self.identity.path }
    package var isUp: Bool {
        // Compared with nil, the whole relay would be copied.
        if case .none = self.relay { false } else { true }
    }
    /// How the disk looks when it is held against the fence.
    var past: PastCheck {
        let disk = self.store.durable
        return PastCheck(
            disk.state(for: self.identity, at: 0),
            previousToken: disk.previousToken,
            fence: self.fence
        )
    }

    // MARK: Lives

    /// - Parameter trustsPast: a defect, see ``Sabotage/keepIncarnation``.
    /// - Returns: what the commits at the opening have to tell.
    mutating func start(
        tree: TreeID,
        limits: RelayLimits,
        confirmMilliseconds: Int64,
        trustsPast: Bool,
        at now: Int64
    ) throws(CheckFailure) -> [StoreNotice] {
        let wall = self.clock.wall(at: now)
        let notices = try self.store.open(
            for: self.identity,
            at: wall,
            fence: self.fence,
            entropy: self.chance.digest(),
            trustsPast: trustsPast
        )
        if !notices.isEmpty { self.fence = FenceMark(self.store.state) }
        self.fenceBefore = self.fence
        self.wallMax = max(self.wallMax, wall)
        self.recovery = RecoveryDesk(
            of: self.path,
            by: self.identity.own,
            self.store.state.past.lost.map { _ in PastRecovery(at: wall) }
        )
        let disk = self.store.durable
        self.keys = WriterKeys(disk)
        self.desk = NoteDesk(
            office: self.path,
            own: self.identity.own,
            positions: disk.positions,
            signed: disk.confirmations(of: self.path),
            confirmMilliseconds: confirmMilliseconds,
            suite: self.identity.suite
        )
        self.relay = Relay(
            office: self.path,
            context: TreeContext(tree: tree, suite: self.identity.suite),
            own: self.identity.own,
            incarnation: disk.incarnation,
            positions: disk.positions,
            damaged: disk.damaged,
            successions: disk.successions,
            charters: disk.charters,
            limits: limits
        )
        return notices
    }

    mutating func crash(losingTail: Bool) {
        self.life += 1
        self.relay = nil
        self.desk = nil
        self.recovery = nil
        // The power may go before the fence is written.
        if self.store.hasUnreportedCommit {
            var chance = SplitMix64(seed: self.store.durable.point.token.words.1)
            if chance.chance(perMille: 300) { self.fence = self.fenceBefore }
        }
        self.openings = [:]
        self.isReleasing = false
        self.store.crash(losingTail: losingTail)
    }

    /// Goes on at another place in the tree. The node MUST be down.
    mutating func move(to identity: OfficeIdentity) {
        self.formerPaths.append(self.path)
        self.hasRegistered = false
        self.identity = identity
    }

    mutating func backUp() {
        self.backups.append((self.store.durable, self.fence))
    }

    /// Becomes a second node of another's office, from a copy of its disk and fence.
    mutating func become(copyOf original: SimulatedOffice) {
        self.store.replace(by: original.store.durable)
        self.fence = original.fence
        self.wallMax = max(self.wallMax, original.wallMax)
    }

    /// Puts an older image in place of the disk. The node MUST be down.
    mutating func restore(_ image: StoreImage, keepingFence: Bool, fence: FenceMark?) {
        precondition(!self.isUp, "a disk is exchanged under a running node")
        self.store.replace(by: image)
        if !keepingFence { self.fence = fence }
    }

    // MARK: Driving the store

    /// Checks the changes of a batch, each by itself.
    mutating func verify(
        _ changes: [SignedChange],
        in scope: LinkScope,
        with verifier: ChangeVerifier<SignatureSuite>
    ) -> [ChangeVerification] {
        changes.map { signed in
            let result = verifier.verify(
                signed,
                inScope: { scope.carries($0, by: $1) },
                key: { self.store.durable.feed($0.root)?.key ?? self.openings[$0.root] }
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
        with verifier: NoteVerifier<SignatureSuite>
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
        let directory = self.store.state.directory
        self.isReleasing = directory.waiting.contains { place in
            let copy = self.store.durable.feed(directory.feeds[place].feed)
            return self.store.state.isHeldDue(
                place,
                copy.flatMap { $0.entry($0.applied + 1)?.stored },
                by: self.identity.suite,
                at: wall
            )
        }
        return self.isReleasing
    }

    mutating func beginCommit(
        at now: Int64,
        _ settings: SimulationSettings,
        refusedPerMille: Int
    ) throws -> Bool {
        let wall = self.clock.wall(at: now)
        self.wallMax = max(self.wallMax, wall)
        let begins = try self.store.begin(
            identity: self.identity,
            wall: wall,
            entropy: self.chance.digest(),
            steps: settings.steps,
            refusedPerMille: refusedPerMille
        )
        if begins { self.commitWall = wall }
        return begins
    }

    mutating func becameDurable() {
        self.commitCount += 1
        self.store.becameDurable()
        self.isReleasing = false
        self.fenceBefore = self.fence
        self.fence = FenceMark(self.store.state)
    }
}
