import DequeModule
import OrderedCollections

/// One link as one end of it sees it: who has what, what is in flight, and what goes next.
///
/// ### Legal transitions
/// `greeting` → `streaming` when both ends' digests are equal; `greeting` → `reconciling` →
/// `streaming` otherwise. `streaming` → `reconciling` when both ends have come to rest and still
/// differ: they search again. All else that goes wrong ends the session, and the next one reconciles
/// from what is on disk.
package struct Session: Sendable, Equatable {
    /// What is known of one feed at the other end.
    struct Progress: Sendable, Equatable {
        var isCarried: Bool
        /// The number up to which the other end has the strand on disk, at least ``FeedID/base``.
        var known: UInt64
        /// The number up to which the feed has been sent. Invariant: known <= sent.
        var sent: UInt64
        /// The other end has refused a change of the feed.
        var isStopped = false
    }

    /// A received batch on its way to our disk, piece by piece.
    struct Receiving: Sendable, Equatable {
        let number: UInt64
        let byteCount: Int
        let changeCount: Int
        /// What has become of its changes so far.
        var outcomes: [ChangeOutcome] = []
    }

    /// So many changes of a roster of an office below go before everything else; one that has more to send
    /// waits its turn among the reports.
    private static let rosterAheadMax: UInt64 = 64

    let link: LinkID
    let peer: OfficePath
    let office: OfficePath
    /// Who writes on this node.
    let author: AuthorID
    /// What we knew when we greeted of offices that have moved, as far as the link goes by it.
    let successions: Successions
    /// Other things are known of them by now.
    var isOutdated = false
    /// Which spaces the link carries.
    private(set) var carriage: LinkScope
    let openedAt: Int64
    var phase: LinkProgress.Phase = .greeting

    /// By place in the feed index. Places beyond its end have not been asked for yet.
    var progress: [Progress] = []
    /// Over the positions of all feeds that the link carries, as they are on our disk.
    var scope = SetDigest()
    var helloDigest: Digest256?
    var peerSuccessionsDigest: UInt64?
    /// Nothing but a hello is taken before the other end has greeted.
    var isGreeted = false
    var peerHelloDigest: Digest256?
    var peerScopeDigest: Digest256?
    var comparison = ComparisonWatch()
    /// Our digest when both ends were last found to have the same.
    var provenDigest: Digest256?
    /// Both ends shall sign, as soon as they have the same, that they do.
    var wantsCertificate = false
    /// They shall even if they have signed this state before.
    var demandsCertificate = false
    var turns = EqualityTurns()

    /// The feeds that reach further here than was sent, for each lane, with the shares by which they go.
    private(set) var waiting = [ShareTree<Int>](repeating: ShareTree(), count: Lane.allCases.count)
    /// The feeds of which the other end said that it has more than we do, and how much more.
    var missing: OrderedDictionary<FeedID, UInt64> = [:]

    /// What is on its way to the other end.
    var line: SendLine
    /// What the other end sends in pieces.
    var assembly = Assembly()
    /// Where the other end turned out to be on another branch than ours, by the feed's own name.
    var contradictions: OrderedDictionary<FeedID, Contradiction> = [:]
    /// Something new has come to the disk of one of the ends.
    var hasMoved = false
    /// Changes that are damaged at one of the ends.
    var repair = RepairWatch()
    /// A read of the store is under way; there is never more than one.
    var isReading = false
    /// The search for what differs, while it is under way, and how many there were before it.
    var reconciliation: Reconciliation?
    var searchNumber: UInt64 = 0
    /// Between two nodes of one office that greeted as equals: the one with the lesser digest since leads
    /// the next search. The other end goes by what it heard last, so whoever is asked gives way.
    var isElected = false
    /// Since when the other end owes a page of it.
    var pageDueSince: Int64 = 0

    /// What stands below this lane waits for another time: the line has its hours and its budget.
    var lowestLane = Lane.attachments

    /// Received batches that are not on our disk yet, in the order in which they came. A hostile end
    /// may give several of them one number, so each is counted by itself.
    private var receiving: Deque<Receiving> = []
    private var receivingByteCount = 0

    var lastReceivedAt: Int64
    var lastSentAt: Int64
    /// Which end owes the other word of how it is.
    var statements = StatementWatch()
    /// When both ends last said what they have.
    var lastBeatAt: Int64

    init(
        link: LinkID,
        peer: OfficePath,
        office: OfficePath,
        author: AuthorID,
        successions: Successions = .none,
        index: FeedIndex,
        at now: Int64
    ) {
        self.link = link
        self.peer = peer
        self.office = office
        self.author = author
        self.successions = successions.between(office, and: peer)
        self.carriage = LinkScope(office: office, peer: peer, successions: self.successions)
        self.openedAt = now
        self.lastReceivedAt = now
        self.lastSentAt = now
        self.lastBeatAt = now
        self.line = SendLine(at: now)
        self.beginScope(in: index)
    }

    /// What the digests will be compared over; if they differ, the search corrects it.
    private mutating func beginScope(in index: FeedIndex) {
        self.grow(to: index)
        for place in 0..<index.count where self.progress[place].isCarried {
            guard let digest = index.positionDigest(at: place) else { continue }
            self.scope.insert(digest)
            let number = index.head(at: place).number
            self.progress[place].known = number
            self.progress[place].sent = number
        }
    }

    /// The other end knows other things of offices that have moved: paths alone decide.
    mutating func goByPathsAlone(in index: FeedIndex) {
        self.carriage = LinkScope(office: self.office, peer: self.peer)
        self.progress.removeAll()
        self.scope = SetDigest()
        self.beginScope(in: index)
    }

    // MARK: What is on our disk

    /// A feed has grown on our disk.
    mutating func advanced(_ moved: MovedHead, in index: FeedIndex) {
        self.grow(to: index)
        guard self.progress[moved.place].isCarried else { return }
        let feed = moved.change.feed
        if let digests = moved.digests {
            if let old = digests.old { self.scope.remove(old) }
            if let new = digests.new { self.scope.insert(new) }
        }
        self.forget(missing: feed, upTo: moved.change.head.number)
        self.settle(moved.place, in: index)
    }

    mutating func grow(to index: FeedIndex) {
        for place in self.progress.count..<max(index.count, self.progress.count) {
            let feed = index.feed(at: place)
            let isCarried = self.carriage.carries(feed.space)
            self.progress.append(Progress(isCarried: isCarried, known: feed.base, sent: feed.base))
        }
    }

    /// Puts a feed into its lane, or takes it out, by what is here and what was sent.
    mutating func settle(_ place: Int, in index: FeedIndex) {
        let progress = self.progress[place]
        let isWaiting =
            progress.isCarried && !progress.isStopped
            && progress.sent < index.end(at: place, after: progress.sent)
        let lane = isWaiting ? self.lane(at: place, in: index) : nil
        for other in Lane.allCases where other != lane {
            self.waiting[other.rawValue].remove(place)
        }
        if let lane {
            self.waiting[lane.rawValue].insert(place, at: index.feed(at: place).space.owner)
        }
    }

    /// In which lane a feed goes. What offices below have written never keeps back what is ours or comes
    /// from above, whatever its kind, unless it is little.
    func lane(at place: Int, in index: FeedIndex) -> Lane {
        let feed = index.feed(at: place)
        let isOwn = feed.author == self.author || feed.space.owner == self.office
        let lane = Lane(feed, isOwn: isOwn)
        guard lane < .reports, !isOwn, self.office.contains(feed.space.owner) else { return lane }
        let (sent, head) = (self.progress[place].sent, index.head(at: place).number)
        let isLittle = lane == .roster && head - min(sent, head) <= Self.rosterAheadMax
        return isLittle ? lane : .reports
    }

    // MARK: What the other end has

    mutating func beginStreaming(in index: FeedIndex) {
        self.phase = .streaming
        for place in 0..<index.count { self.settle(place, in: index) }
    }

    /// The other end sent us a change, so it has it.
    mutating func received(_ number: UInt64, of place: Int, in index: FeedIndex) {
        self.grow(to: index)
        guard self.progress[place].isCarried, self.progress[place].known < number else { return }
        self.progress[place].known = number
        self.progress[place].sent = max(self.progress[place].sent, number)
        self.settle(place, in: index)
    }

    /// The other end will take nothing more of this feed on this link.
    mutating func stop(_ place: Int, in index: FeedIndex) {
        self.progress[place].isStopped = true
        self.settle(place, in: index)
    }

    // MARK: Sending

    /// The highest lane in which something waits and may be begun.
    var readyLane: Lane? {
        guard self.phase == .streaming else { return nil }
        let lane = Lane.allCases.first { !self.waiting[$0.rawValue].isEmpty }
        return lane.flatMap { $0 <= self.lowestLane && self.line.hasRoom(for: $0) ? $0 : nil }
    }

    var isWaiting: Bool { self.waiting.contains { !$0.isEmpty } }

    /// The lowest lane that may use the line now: files never go while changes wait.
    var lowestLaneDue: Lane { self.mayServe ? .attachments : .reports }

    /// What to read next: of one lane, for a later lane must not fill what an earlier one could use.
    func nextReads(
        in lane: Lane,
        of index: FeedIndex,
        feedsMax: Int,
        byteCountMax: Int
    ) -> [ReadRequest] {
        let shares = self.waiting[lane.rawValue].next(max: feedsMax, byteCount: byteCountMax)
        let requests = shares.map {
            ReadRequest(
                feed: index.feed(at: $0.leaf),
                after: self.progress[$0.leaf].sent,
                byteCountMax: $0.byteCount
            )
        }
        return Self.strandsInOrder(requests)
    }

    /// What can go out from memory of what was just committed: lane by lane, while there is room
    /// and nothing waits in a lane above. Where others wait in the lane, too, it waits its turn with them.
    mutating func forward(_ moved: [MovedHead], in index: FeedIndex, at now: Int64) -> [Frame] {
        guard self.phase == .streaming else { return [] }
        var frames: [Frame] = []
        for lane in Lane.allCases where lane <= self.lowestLane {
            var group: [MovedHead] = []
            var byteCount = 0
            let heads = moved.filter {
                self.progress[$0.place].isCarried && self.lane(at: $0.place, in: index) == lane
            }
            guard !self.isBacklog(in: lane, beside: heads) else { break }
            for head in heads {
                group.append(head)
                byteCount += head.change.signed.byteCount
                guard byteCount >= self.line.window.batchByteCountTarget else { continue }
                frames += self.send(group, in: lane, of: index, at: now)
                group.removeAll(keepingCapacity: true)
                byteCount = 0
            }
            frames += self.send(group, in: lane, of: index, at: now)
            guard self.waiting[lane.rawValue].isEmpty else { break }
        }
        return frames
    }

    /// Whether more waits in a lane than what was just committed.
    private func isBacklog(in lane: Lane, beside moved: [MovedHead]) -> Bool {
        let waiting = self.waiting[lane.rawValue]
        guard lane == .reports, !waiting.isEmpty else { return false }
        return waiting.count > OrderedSet(moved.lazy.map(\.place).filter(waiting.contains)).count
    }

    /// Makes one batch of changes of a lane that follow what was sent, and counts it as in flight.
    /// Changes that do not follow are left out: they were sent otherwise meanwhile.
    mutating func send(
        _ heads: [MovedHead],
        in lane: Lane,
        of index: FeedIndex,
        at now: Int64
    ) -> [Frame] {
        guard self.line.hasRoom(for: lane) else { return [] }
        var taken: [SignedChange] = []
        var ends: [SentStretch] = []
        var byteCount = 0
        for head in heads {
            let progress = self.progress[head.place]
            let number = head.change.head.number
            guard progress.isCarried, !progress.isStopped, progress.sent + 1 == number,
                taken.count < WireLimits.batchChangesMax
            else { continue }
            self.progress[head.place].sent = number
            taken.append(head.change.signed)
            byteCount += head.change.signed.byteCount
            self.waiting[lane.rawValue]
                .charge(head.place, byteCount: head.change.signed.byteCount)
            var stretch = SentStretch(place: head.place, from: number, head: head.change.head)
            if let last = ends.last, last.place == head.place {
                stretch = SentStretch(place: head.place, from: last.from, head: stretch.head)
                ends.removeLast()
            }
            ends.append(stretch)
            self.settle(head.place, in: index)
        }
        guard !taken.isEmpty else { return [] }
        return self.line.send(taken, ends, byteCount: byteCount, in: lane, at: now)
    }

    /// A batch is on the other end's disk, or is said not to be. An echo of an earlier answer has
    /// no effect.
    mutating func acknowledged(
        _ acknowledgement: BatchAcknowledgement,
        in index: FeedIndex,
        at now: Int64
    ) -> [Relay.Notice] {
        guard let batch = self.line.acknowledged(acknowledgement.number, at: now) else { return [] }
        let notices = self.refused(acknowledgement.refusals, in: index)
        return notices
            + self.noticingMove { $0.answered(batch, by: acknowledgement.positions, in: index) }
    }

    /// Tells when something new has come to the disk of one of the ends, for the first time.
    private mutating func noticingMove(_ body: (inout Self) -> Void) -> [Relay.Notice] {
        let hadMoved = self.hasMoved
        body(&self)
        return self.hasMoved && !hadMoved ? [.moved(self.link)] : []
    }

    /// The other end has sent what has become of some changes here.
    mutating func delivered(_ outcomes: [ChangeOutcome], in index: FeedIndex) -> [Relay.Notice] {
        self.noticingMove { session in
            for outcome in outcomes {
                guard let feed = outcome.feed, let number = outcome.number,
                    let place = index.place(of: feed)
                else { continue }
                switch outcome.verdict {
                case .accepted, .held:
                    session.hasMoved = true
                    session.received(number, of: place, in: index)
                case .duplicate: session.received(number, of: place, in: index)
                case .gap, .quarantined: continue
                }
            }
        }
    }

    // MARK: Receiving

    /// Counts a batch that is on its way to our disk. False when the other end overdraws its credit.
    mutating func accept(_ batch: ChangeBatch, creditByteCount: Int) -> Bool {
        let byteCount = batch.changes.reduce(0) { $0 + $1.byteCount }
        self.receiving.append(
            Receiving(
                number: batch.number,
                byteCount: byteCount,
                changeCount: batch.changes.count
            )
        )
        self.receivingByteCount += byteCount
        // A sender may begin one batch while it has any credit left.
        let slack = WireLimits.batchByteCountTarget + ChangeLimits.bodyByteCountMax
        // Batches without changes cost no credit, but memory all the same.
        return self.receivingByteCount <= creditByteCount + slack
            && self.receiving.count <= WireLimits.batchesInFlightMax
    }

    /// A piece of a received batch is on disk.
    ///
    /// - Returns: what has become of all of the batch; nil while some of it is still to come.
    mutating func stored(_ number: UInt64, _ outcomes: [ChangeOutcome]) -> [ChangeOutcome]? {
        guard let place = self.receiving.firstIndex(where: { $0.number == number }) else {
            return nil
        }
        self.receiving[place].outcomes += outcomes
        let batch = self.receiving[place]
        guard batch.outcomes.count >= batch.changeCount else { return nil }
        self.receivingByteCount -= batch.byteCount
        self.receiving.remove(at: place)
        return batch.outcomes
    }

    // MARK: Watching

    /// Nothing moves in either direction. The other end may have said that it has more: if it takes that to
    /// be here, it never comes by itself.
    var isAtRest: Bool {
        self.phase == .streaming && self.line.isIdle && !self.isWaiting && self.receiving.isEmpty
            && !self.assembly.isUnfinished
    }

    /// Nothing is on its way in either direction, as far as this end knows.
    var isSettled: Bool { self.isAtRest && self.missing.isEmpty }

    /// Whether all has come to rest and the other end's digest is an older one than ours: then it is
    /// asked, once for each state of ours, so that people see equality soon and proven.
    var wantsComparison: Bool {
        guard self.isSettled else { return false }
        let ours = self.scope.value
        return self.peerScopeDigest != ours && !self.comparison.wasAsked(ours)
    }

    /// Whether the other end's digest, as it last said it, is ours.
    var isInStep: Bool { self.phase == .streaming && self.peerScopeDigest == self.scope.value }

    func heartbeat(_ number: UInt64) -> Heartbeat {
        Heartbeat(number: number, scopeDigest: self.scope.value)
    }

    func state(in index: FeedIndex) -> LinkProgress {
        var sendBehind: UInt64 = 0
        for (place, progress) in self.progress.enumerated() where progress.isCarried {
            let number = index.head(at: place).number
            if number > progress.known { sendBehind += number - progress.known }
        }
        var receiveBehind: UInt64 = 0
        for (feed, number) in self.missing {
            let behind = number - min(number, index.head(of: feed)?.number ?? feed.base)
            receiveBehind = min(receiveBehind, LinkProgress.behindMax)
            receiveBehind += min(behind, LinkProgress.behindMax)
        }
        return LinkProgress(
            link: self.link,
            peer: self.peer,
            phase: self.phase,
            sendBehind: min(sendBehind, LinkProgress.behindMax),
            receiveBehind: min(receiveBehind, LinkProgress.behindMax),
            scope: self.carriage,
            scopeDigest: self.scope.value,
            peerScopeDigest: self.peerScopeDigest,
            isOutdated: self.isOutdated
        )
    }
}
