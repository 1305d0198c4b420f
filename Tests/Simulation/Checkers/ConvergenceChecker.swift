internal import Decision
internal import OrderedCollections
internal import SyncProtocol

/// The end of a run: everybody has everything that is meant for it, once, and adds it up alike.
struct ConvergenceChecker {
    private let offices: [SimulatedOffice]
    /// What headquarters know of offices that moved.
    private let successions: Successions
    /// What anybody knows who can pass it on.
    private let charters: Charters
    /// Feeds with more branches than are kept: each office keeps those that came first.
    private let capped: [FeedID]

    /// Stamps beyond are of clocks that were wrong by years: they are held for so long, too.
    private let stampMax: Int64

    /// - Parameters:
    ///   - wall: the right time, in milliseconds since 1970 UTC.
    ///   - stuck: feeds that cannot get further, since the only copy of a change is damaged.
    init(_ offices: [SimulatedOffice], wall: Int64, stuck: [FeedID] = []) {
        self.offices = offices
        self.successions = offices.first?.store.durable.successions ?? .none
        self.charters = offices.filter { !$0.isDead }.reduce(into: Charters.none) { known, office in
            for space in office.store.durable.charters.spaces
            where space.isDuty(of: office.path, knowing: office.store.durable) {
                known.add(office.store.durable.charters, of: space)
            }
        }
        var capped = OrderedSet<FeedID>(stuck)
        for office in offices {
            for unit in office.store.durable.quarantine where unit.reason == .forked {
                if let feed = unit.feed { capped.append(feed.root) }
            }
        }
        self.capped = Array(capped)
        self.stampMax = wall + Simulation.quietMillisecondsMax
    }

    /// What is still missing somewhere, in words. Nil: all have all.
    func missing() -> String? {
        for (index, office) in self.offices.enumerated() where !office.isDead {
            guard office.isUp else { return "office \(index) is down" }
            guard office.store.isIdle else { return "office \(index) is still writing" }
            if let feed = office.store.durable.held.first(where: {
                !self.capped.contains($0.root) && self.isReleasable($0, at: office)
            }) {
                return "office \(index) still holds \(feed)"
            }
        }
        if let lack = self.missingCharters() { return lack }
        for (feed, longest) in self.longest where !self.capped.contains(feed.root) {
            for (index, office) in self.offices.enumerated()
            where !office.isDead
                && feed.space.isDuty(of: office.path, knowing: office.store.durable)
            {
                let head = office.store.durable.feed(feed)?.head
                guard head == longest.head else {
                    let number = head?.number ?? 0
                    return "office \(index) has \(number) of the \(longest.head.number) changes "
                        + "of \(feed) that office \(longest.office) has"
                }
            }
        }
        return nil
    }

    /// Whoever must have a case knows all that anybody knows of it.
    private func missingCharters() -> String? {
        for space in self.charters.spaces {
            for (index, office) in self.offices.enumerated()
            where !office.isDead
                && space.isMeant(for: office.path, office.store.durable.successions, self.charters)
                && office.store.durable.charters[space]?.terms != self.charters[space]?.terms
            {
                return "office \(index) does not know all of the charters of \(space)"
            }
        }
        return nil
    }

    private func isReleasable(_ feed: FeedID, at office: SimulatedOffice) -> Bool {
        let disk = office.store.durable
        guard let copy = disk.feed(feed), let entry = copy.entry(copy.applied + 1)
        else { return false }
        // An office that has moved away does not hear of the places that are granted where it was.
        let directory = office.store.state.directory
        if directory.feed(feed).map(directory.isStuck) == true,
            !feed.space.isDuty(of: office.path, knowing: disk)
        {
            return false
        }
        return entry.stamp.milliseconds <= self.stampMax
    }

    /// Links of which an end does not know yet that both ends have the same.
    func unsettledLink() -> String? {
        for (index, office) in self.offices.enumerated() {
            for link in office.relay?.links ?? [] {
                guard self.capped.isEmpty else { continue }
                guard link.peerScopeDigest == link.scopeDigest, link.sendBehind == 0,
                    link.receiveBehind == 0
                else {
                    let digests = link.peerScopeDigest == link.scopeDigest ? "equal" : "other"
                    return "office \(index) does not see that \(link.link) is in sync: \(digests) "
                        + "digests, \(link.sendBehind) to send, \(link.receiveBehind) to come"
                }
            }
        }
        return nil
    }

    /// The longest copy of each strand at an office that can pass it on: one that has moved away keeps
    /// what it had, and has nobody left to give it to. Offices that know the same changes have the same
    /// strands.
    private var longest: OrderedDictionary<FeedID, (head: FeedHead, office: Int)> {
        var longest: OrderedDictionary<FeedID, (head: FeedHead, office: Int)> = [:]
        for (index, office) in self.offices.enumerated() {
            for position in office.store.durable.positions
            where position.head.number > longest[position.feed]?.head.number ?? 0
                && office.canPassOn(position.feed)
            {
                longest[position.feed] = (position.head, index)
            }
        }
        return longest
    }

    var cappedFeeds: [FeedID] { self.capped }

    // MARK: Confinement and totals

    /// No office has anything that is not meant for it.
    func checkConfined() throws(CheckFailure) {
        for (index, office) in self.offices.enumerated() {
            // What an office had at the place from which it moved stays with it.
            let places = [office.path] + office.formerPaths
            let stray = office.store.durable.positions.map(\.feed).first { feed in
                !places.contains {
                    feed.space.isMeant(for: $0, self.successions, office.store.durable.charters)
                }
                    && feed.author != office.identity.author
            }
            if let stray {
                throw CheckFailure(
                    .correctness,
                    "no change reaches an office out of its scope",
                    office: index,
                    "\(stray)"
                )
            }
        }
    }

    /// Nobody has anything of a case behind where it counts.
    func checkEnded() throws(CheckFailure) {
        for (index, office) in self.offices.enumerated() where !office.isDead {
            let disk = office.store.durable
            let stray = disk.feeds.first { copy in
                disk.charters.limit(of: copy.feed, by: copy.key.path)
                    .map { max($0, copy.base) < copy.head.number } ?? false
            }
            guard let stray else { continue }
            throw CheckFailure(
                .correctness,
                "who was taken off a case writes no more",
                office: index,
                "\(stray.feed) reaches to \(stray.head.number)"
            )
        }
    }

    /// What each office has merged and added up, change by change as they came, equals the fold of all that is
    /// on its disk in an order of our own.
    func checkTotals(random: inout SplitMix64) throws(CheckFailure) {
        for (index, office) in self.offices.enumerated() {
            let disk = office.store.durable
            // What stays damaged is in the records where they were not derived anew since, and only there.
            guard disk.damaged.isEmpty, !office.isDead else { continue }
            let fold = try FoldedDisk(disk, at: index, random: &random)
            if let space = fold.difference(from: disk) {
                throw CheckFailure(
                    .correctness,
                    "records equal the fold of all writes",
                    office: index,
                    "\(space)"
                )
            }
            let folded = fold.totals(at: [office.path] + office.formerPaths, disk.successions)
            guard folded == disk.totalLines else {
                throw CheckFailure(
                    .correctness,
                    "totals equal the fold of all writes",
                    office: index,
                    Self.firstDifference(folded, disk.totalLines)
                )
            }
        }
    }

    private static func firstDifference(_ expected: [String], _ found: [String]) -> String {
        let pair = zip(expected, found).first { $0 != $1 }
        return pair.map { "\($0.1), but the fold is \($0.0)" }
            ?? "\(found.count) totals, but the fold has \(expected.count)"
    }
}
