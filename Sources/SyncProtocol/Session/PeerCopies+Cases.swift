// Cases: which of their feeds a link carries shows from charters, which come while the link is open.

extension PeerCopies {
    /// More is known of charters: what the link carries now, it is taken to carry from the beginning. The other end is
    /// taken to have nothing of it.
    mutating func use(_ charters: Charters, in index: FeedIndex) {
        self.grow(to: index)
        self.goBy(charters)
        for place in 0..<index.count where !self.progress[place].isCarried {
            let feed = index.feed(at: place)
            guard feed.space.kind == .case, self.carriage.carries(feed.space) else { continue }
            self.carry(place, in: index)
        }
        // What waited for a charter may go now.
        self.settleCases(in: index)
    }

    /// Whether a feed of a case may be sent: a charter goes before what is written under it, so that nothing comes to
    /// an office which cannot tell why. Those above the owner can.
    func mayFollow(_ place: Int, in index: FeedIndex) -> Bool {
        let feed = index.feed(at: place)
        guard feed.space.kind == .case,
            !self.carriage.isMeant(for: self.ends.peer, [feed.space.owner])
        else { return true }
        return (self.carriage.charters[feed.space]?.grants ?? []).contains { grant in
            guard self.carriage.isMeant(for: self.ends.peer, grant.parties) else { return false }
            return grant.feed == feed || self.known(of: grant.feed, in: index) ?? 0 > 0
        }
    }

    /// The other end has a feed of a case: it may be the charter for which others wait.
    mutating func settleSiblings(of place: Int, in index: FeedIndex) {
        let feed = index.feed(at: place)
        guard feed.isCharter else { return }
        for other in 0..<min(index.count, self.progress.count)
        where index.feed(at: other).space == feed.space {
            self.settle(other, in: index)
        }
    }

    private mutating func settleCases(in index: FeedIndex) {
        for place in 0..<index.count where index.feed(at: place).space.kind == .case {
            self.settle(place, in: index)
        }
    }
}
