internal import Decision
internal import OrderedCollections
internal import PlainText
internal import SyncProtocol

/// What was said to be saved is on disk: to a user at this office, to a neighbour in an answer.
package struct DurabilityChecker: Sendable {
    private static let userName = "what a user was told is saved is on disk"
    private static let peerName = "what a neighbour was told is on disk is there"
    private static let concludedName = "what is said to have come back is there"
    private static let sentName = "only what is on disk leaves the office"

    /// For each office what its users were told, as far as each feed reaches.
    private var acknowledged: [OrderedDictionary<FeedID, [FeedHead]>]
    /// What an office lost with its disk while others had it: it must come back in the end.
    private var owed: [OrderedDictionary<FeedID, [FeedHead]>]
    /// What was acknowledged to users of an office and is not on its disk since it was exchanged. Nil once its fence
    /// was exchanged, too, or was lost: then nobody there can count.
    private var missing: [OrderedDictionary<FeedID, [FeedHead]>?]
    package private(set) var acknowledgedCount = 0

    init(officeCount: Int) {
        self.acknowledged = Array(repeating: [:], count: officeCount)
        self.owed = self.acknowledged
        self.missing = Array(repeating: .some([:]), count: officeCount)
    }

    mutating func acknowledged(
        _ positions: [FeedPosition],
        at office: Int,
        on disk: StoreImage
    ) throws(CheckFailure) {
        self.acknowledgedCount += 1
        for position in positions {
            try Self.check(position, on: disk, at: office, Self.userName)
            self.acknowledged[office][position.feed, default: []].append(position.head)
        }
    }

    /// Everything that users of an office were ever told.
    func check(_ office: Int, on disk: StoreImage) throws(CheckFailure) {
        for (feed, heads) in self.acknowledged[office] {
            for head in heads {
                let position = FeedPosition(feed: feed, head: head)
                try Self.check(position, on: disk, at: office, Self.userName)
            }
        }
    }

    /// The disk of an office was exchanged for an older one: what nobody else has is gone, and no
    /// system could keep it. All else must come back.
    ///
    /// - Parameter isCounted: its fence knows how much is gone.
    mutating func restored(_ office: Int, offices: [SimulatedOffice], isCounted: Bool) {
        if !isCounted { self.missing[office] = nil }
        for (feed, heads) in self.acknowledged[office] {
            let isHere = { (holder: SimulatedOffice, head: FeedHead) in
                !holder.isDead && holder.store.durable.holds(FeedPosition(feed: feed, head: head))
            }
            let isWhole = { (holder: SimulatedOffice, head: FeedHead) in
                !holder.isDead
                    && holder.store.durable.holdsWhole(FeedPosition(feed: feed, head: head))
            }
            self.acknowledged[office][feed] = heads.filter { isHere(offices[office], $0) }
            if feed.author == offices[office].identity.author {
                self.missing[office]?[feed, default: []] += heads.filter {
                    !isHere(offices[office], $0)
                }
            }
            self.owed[office][feed, default: []] += heads.filter { head in
                !isHere(offices[office], head) && offices.contains { isWhole($0, head) }
            }
        }
        self.forgetLost(offices)
    }

    /// The end of a feed was damaged and nobody else had it: what it said is written again elsewhere.
    ///
    /// - Parameters:
    ///   - before: its disk as it was.
    ///   - disk: as it is.
    mutating func withdrawn(
        _ ends: [FeedPosition],
        at office: Int,
        before: StoreImage,
        disk: StoreImage
    ) {
        for end in ends {
            // People were told the feed's name, whatever strand it stands in.
            let feed = end.feed.root
            let isGone = { (head: FeedHead) in
                let position = FeedPosition(feed: feed, head: head)
                return before.holds(position) && !disk.holds(position)
            }
            self.acknowledged[office][feed]?.removeAll(where: isGone)
            self.missing[office]?[feed]?.removeAll(where: isGone)
        }
    }

    /// A node is gone for good. What others have of it must reach all that it is meant for.
    mutating func died(_ office: Int, offices: [SimulatedOffice]) {
        self.restored(office, offices: offices, isCounted: true)
    }

    /// A second node of an office runs from a copy of its disk: what comes back to it need not be what it has lost.
    mutating func cloned(_ office: Int) {
        self.missing[office] = nil
        self.missing[self.missing.count - 1] = nil
    }

    /// An office says what has come back of its past: if that nothing is missing, nothing is.
    mutating func concluded(
        _ event: StoreEvent,
        at office: Int,
        on disk: StoreImage
    ) throws(CheckFailure) {
        guard event.kind == .pastRecovered, let missing = self.missing[office] else { return }
        // What is missing now has been told.
        self.missing[office] = .some([:])
        guard event.details.number(.missing) == 0 else { return }
        for (feed, heads) in missing {
            for head in heads {
                let position = FeedPosition(feed: feed, head: head)
                try Self.check(position, on: disk, at: office, Self.concludedName)
            }
        }
    }

    /// What was owed may have been on one disk alone.
    mutating func forgetLost(_ offices: [SimulatedOffice]) {
        for author in self.owed.indices {
            for (feed, heads) in self.owed[author] {
                self.owed[author][feed] = heads.filter { head in
                    offices.contains {
                        !$0.isDead
                            && $0.store.durable.holdsWhole(FeedPosition(feed: feed, head: head))
                    }
                }
            }
        }
    }

    /// What only an office has that has moved away since cannot come back.
    mutating func forgetStranded(_ offices: [SimulatedOffice]) {
        for author in self.owed.indices {
            for (feed, heads) in self.owed[author] {
                self.owed[author][feed] = heads.filter {
                    offices.canPassOn(FeedPosition(feed: feed, head: $0))
                }
            }
        }
    }

    /// Everything that was acknowledged in feeds other than those with too many branches, at an office that must have it.
    func checkArrival(
        at office: Int,
        _ image: StoreImage,
        among offices: [SimulatedOffice],
        except capped: [FeedID]
    ) throws(CheckFailure) {
        let path = offices[office].path
        let successions = image.successions
        for (author, feeds) in self.acknowledged.enumerated() {
            for (feed, heads) in Array(feeds) + Array(self.owed[author])
            where !capped.contains(feed.root) {
                let isDuty = feed.space.isDuty(of: path, knowing: image)
                let isOwn =
                    author == office && !feed.space.isLeftBehind(knowing: successions)
                guard isOwn || isDuty else { continue }
                for position in heads.map({ FeedPosition(feed: feed, head: $0) }) {
                    try Self.check(
                        position,
                        on: image,
                        at: office,
                        "nothing acknowledged is missing"
                    )
                }
            }
        }
    }

    /// A frame leaves an office.
    func sent(_ bytes: [UInt8], by office: Int, disk: StoreImage) throws(CheckFailure) {
        guard let frame = try? Frame(decoding: bytes) else {
            throw CheckFailure(.correctness, Self.sentName, office: office, "it sends no frame")
        }
        switch frame {
        case .acknowledgement(let answer):
            for position in answer.positions where position.head.number > 0 {
                try Self.check(position, on: disk, at: office, Self.peerName)
            }
        case .reconcile(let page):
            for position in page.positions + page.answers where position.head.number > 0 {
                try Self.check(position, on: disk, at: office, Self.peerName)
            }
        case .changes(let batch):
            for signed in batch.changes { try Self.check(signed, on: disk, at: office) }
        // A fragment is a part of a batch that was checked when it was whole.
        case .hello, .ping, .pong, .bye, .equality, .fragment, .progress, .note, .want, .chunk,
            .again:
            return
        }
    }

    private static func check(
        _ signed: SignedChange,
        on disk: StoreImage,
        at office: Int
    ) throws(CheckFailure) {
        guard let change = try? Change(decoding: signed.body),
            disk.holds(
                FeedPosition(
                    feed: change.feed,
                    head: FeedHead(number: change.number, digest: signed.digest)
                )
            )
        else {
            throw CheckFailure(.correctness, Self.sentName, office: office, "a change is not there")
        }
    }

    private static func check(
        _ position: FeedPosition,
        on disk: StoreImage,
        at office: Int,
        _ name: String
    ) throws(CheckFailure) {
        guard disk.holds(position) else {
            let detail = "\(position.feed) \(position.head.number) is not on disk"
            throw CheckFailure(.correctness, name, office: office, detail)
        }
    }
}
