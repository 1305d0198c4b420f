package import SyncProtocol

/// What stays in memory between transactions, as of the last commit. A value: a transaction works on a copy, which
/// takes its place once the disk has what was decided, or is forgotten.
package struct StoreState: Sendable {
    /// Raised when what is derived from the feeds changes its form or meaning: the store then derives it anew at
    /// its next opening.
    package static let derivationVersion: Int64 = 13

    /// By which the tree hashes.
    package let suite: SignatureSuite
    package internal(set) var directory: Directory
    package internal(set) var damage: DamageTable
    package internal(set) var past: OwnPast
    /// In which this node writes, as its ordinary feeds name it.
    package internal(set) var incarnation: UInt64
    /// The last commit.
    package var point: CommitPoint
    /// How many changes of our own are here.
    package internal(set) var ownCount: Int64
    package internal(set) var audit: AuditChain
    package internal(set) var tally: StoreTally
    package internal(set) var quarantine: QuarantineTally
    var numbers: RowNumbers
    /// The stamps of what is written here, and of what has been seen.
    package internal(set) var clock = HybridClock()
    var quotas = EventQuotas()

    /// - Parameters:
    ///   - documents: how many there are of what is derived from the records.
    ///   - own: this node.
    ///   - suite: by which the tree hashes.
    ///   - now: UTC milliseconds.
    package init(
        directory: Directory,
        damage: DamageTable,
        past: OwnPast,
        incarnation: UInt64,
        point: CommitPoint,
        audit: AuditChain,
        quarantine: QuarantineTally,
        numbers: RowNumbers,
        documents: DocumentTally,
        own: OwnAuthors,
        suite: SignatureSuite,
        at now: Int64
    ) {
        self.suite = suite
        self.directory = directory
        self.damage = damage
        self.past = past
        self.incarnation = incarnation
        self.point = point
        self.audit = audit
        self.quarantine = quarantine
        self.numbers = numbers
        self.tally = StoreTally(directory, documents: documents, suite: suite)
        self.ownCount = directory.feeds.reduce(0) { count, feed in
            guard own.contains(feed.feed.author) else { return count }
            return count + Int64(clamping: feed.head.number - min(feed.head.number, feed.feed.base))
        }
        self.restoreClock(of: own.writing, at: now)
    }

    /// A hash over what else there must be where the last commit is: the ends of the feeds, the digests of the spaces,
    /// the ends of the logs. It is written with each commit, on another page than all that. So a write that the disk
    /// has lost as a whole, which leaves an older page that fits its seal, is known at the next opening.
    package func summary(by suite: SignatureSuite) -> Digest256 {
        var encoder = CBOREncoder(reservingCapacity: 256)
        encoder.array(count: 6)
        self.tally.heads.value(by: suite).encode(to: &encoder)
        self.tally.stateDigest.encode(to: &encoder)
        encoder.integer(self.audit.number)
        self.audit.hash.encode(to: &encoder)
        encoder.integer(self.numbers.event)
        encoder.unsigned(self.incarnation)
        return suite.hash(encoder.bytes)
    }

    /// The stamps of our present feeds must go on rising; all others count only as far as they are
    /// believable.
    mutating func restoreClock(of author: AuthorID, at now: Int64) {
        var latest = Stamp.zero
        for feed in self.directory.feeds {
            let isOwn =
                feed.feed.author == author
                && FeedID.ordinary(feed.feed.incarnation) == self.incarnation
            guard isOwn || !HybridClock.isTooFarAhead(feed.stamp, at: now) else { continue }
            latest = max(latest, feed.stamp)
        }
        if latest > self.clock.latest { self.clock = HybridClock(latest: latest) }
    }
}
