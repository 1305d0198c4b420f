internal import OrderedCollections

// What waits for the other end, in which lane, and what of it goes next.

extension PeerCopies {
    /// So many changes of a roster of an office below go before everything else; one that has more to send
    /// waits its turn among the reports.
    private static let rosterAheadMax: UInt64 = 64

    var isWaiting: Bool { self.waiting.contains { !$0.isEmpty } }

    /// Whether a feed waits to be sent.
    func isWaiting(_ place: Int) -> Bool { self.waiting.contains { $0.contains(place) } }

    /// The highest lane in which something waits.
    var highestWaiting: Lane? { Lane.allCases.first { !self.waiting[$0.rawValue].isEmpty } }

    /// Puts a feed into its lane, or takes it out, by what is here and what was sent.
    mutating func settle(_ place: Int, in index: FeedIndex) {
        let progress = self.progress[place]
        let isWaiting =
            progress.isCarried && !progress.isStopped && self.mayFollow(place, in: index)
            && progress.sent < index.end(at: place, after: progress.sent)
        let lane = isWaiting ? self.lane(at: place, in: index) : nil
        for other in Lane.allCases where other != lane {
            self.waiting[other.rawValue].remove(place)
        }
        if let lane {
            self.waiting[lane.rawValue].insert(place, at: index.feed(at: place).space.owner)
        }
    }

    mutating func settleAll(in index: FeedIndex) {
        for place in 0..<index.count { self.settle(place, in: index) }
    }

    /// In which lane a feed goes. What offices below have written never keeps back what is ours or comes
    /// from above, whatever its kind, unless it is little.
    func lane(at place: Int, in index: FeedIndex) -> Lane {
        let feed = index.feed(at: place)
        let isOwn = self.ends.own.contains(feed.author) || feed.space.owner == self.ends.office
        let lane = Lane(feed, isOwn: isOwn)
        guard lane < .reports, !isOwn, self.ends.office.contains(feed.space.owner) else {
            return lane
        }
        let (sent, head) = (self.progress[place].sent, index.head(at: place).number)
        let isLittle = lane == .roster && head - min(sent, head) <= Self.rosterAheadMax
        return isLittle ? lane : .reports
    }

    /// Of what was just committed, what goes in a lane.
    func heads(_ moved: [MovedHead], in lane: Lane, of index: FeedIndex) -> [MovedHead] {
        moved.filter {
            self.progress[$0.place].isCarried && self.mayFollow($0.place, in: index)
                && self.lane(at: $0.place, in: index) == lane
        }
    }

    /// Whether more waits in a lane than what was just committed.
    func isBacklog(in lane: Lane, beside moved: [MovedHead]) -> Bool {
        let waiting = self.waiting[lane.rawValue]
        guard lane == .reports, !waiting.isEmpty else { return false }
        return waiting.count > OrderedSet(moved.lazy.map(\.place).filter(waiting.contains)).count
    }

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

    /// What lies before a fork goes before what lies behind it.
    private static func strandsInOrder(_ requests: [ReadRequest]) -> [ReadRequest] {
        guard requests.contains(where: { $0.feed.branch != nil }) else { return requests }
        let plain = requests.filter { $0.feed.branch == nil }
        let branches = requests.filter { $0.feed.branch != nil }
        return plain + branches.sorted { ($0.feed.base, $0.feed) < ($1.feed.base, $1.feed) }
    }

    /// What goes into one batch.
    struct Taken {
        var changes: [SignedChange] = []
        var ends: [SentStretch] = []
        var byteCount = 0
    }

    /// Takes changes of a lane that follow what was sent, and counts them as sent. Those that do not follow
    /// are left out: they were sent otherwise meanwhile.
    mutating func take(_ heads: [MovedHead], in lane: Lane, of index: FeedIndex) -> Taken {
        var taken = Taken()
        for head in heads {
            let progress = self.progress[head.place]
            let number = head.change.head.number
            guard progress.isCarried, !progress.isStopped, progress.sent + 1 == number,
                taken.changes.count < WireLimits.batchChangesMax
            else { continue }
            self.progress[head.place].sent = number
            taken.changes.append(head.change.signed)
            taken.byteCount += head.change.signed.byteCount
            self.waiting[lane.rawValue]
                .charge(head.place, byteCount: head.change.signed.byteCount)
            var stretch = SentStretch(place: head.place, from: number, head: head.change.head)
            if let last = taken.ends.last, last.place == head.place {
                stretch = SentStretch(place: head.place, from: last.from, head: stretch.head)
                taken.ends.removeLast()
            }
            taken.ends.append(stretch)
            self.settle(head.place, in: index)
        }
        return taken
    }
}
