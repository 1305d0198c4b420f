extension FeedIndex {
    /// Follows what one transaction has made durable, in its order.
    mutating func take(_ report: CommitReport) -> [FeedMove] {
        var moves: [FeedMove] = []
        moves.reserveCapacity(report.committed.count + report.cuts.count)
        for change in report.mended { self.damaged.remove(change) }
        for position in report.withdrawn { moves.append(.withdrawn(self.take(position))) }
        var cuts = report.cuts[...]
        for (order, change) in report.committed.enumerated() {
            while let cut = cuts.first, cut.order <= order {
                moves.append(.cut(self.take(cut)))
                cuts.removeFirst()
            }
            moves.append(.head(self.take(change)))
        }
        return moves + cuts.map { .cut(self.take($0)) }
    }

    private mutating func take(_ change: CommitReport.Committed) -> MovedHead {
        let (place, old) = self.advance(change.feed, to: change.head)
        let digests = MovedHead.Digests(old: old, new: self.positionDigest(at: place))
        return MovedHead(place: place, digests: digests, change: change)
    }

    private mutating func take(_ withdrawn: FeedPosition) -> MovedEnd {
        let (place, old) = self.advance(withdrawn.feed, to: withdrawn.head)
        self.damaged.cut(withdrawn.feed, before: withdrawn.head.number + 1, rest: nil)
        let digests = MovedHead.Digests(old: old, new: self.positionDigest(at: place))
        return MovedEnd(place: place, digests: digests)
    }

    private mutating func take(_ cut: CommitReport.Cut) -> MovedCut {
        let (place, old) = self.advance(cut.strand, to: cut.head)
        let digests = MovedHead.Digests(old: old, new: self.positionDigest(at: place))
        let (rest, _) = self.advance(cut.rest.feed, to: cut.rest.head)
        self.damaged.cut(cut.strand, before: cut.rest.feed.base + 1, rest: cut.rest.feed)
        return MovedCut(
            place: place,
            digests: digests,
            rest: rest,
            restDigest: self.positionDigest(at: rest)
        )
    }

    /// What a batch's sender is told of the feeds in it.
    ///
    /// Of a forked feed all strands are named: the sender may know them by other names. A change
    /// whose number we have, but not the one before it, shows that the sender is on another branch than
    /// we are: then the feed's own strand is given as nothing, so that the sender begins further back.
    func positions(answering outcomes: [ChangeOutcome]) -> [FeedPosition] {
        var positions: [FeedPosition] = []
        var named = FeedNames()
        for outcome in outcomes where self.isOnUnknownBranch(outcome) {
            guard let feed = outcome.feed?.root, named.append(feed) else { continue }
            positions.append(FeedPosition(feed: feed, head: .nothing))
        }
        var families = FeedNames()
        for outcome in outcomes {
            guard let feed = outcome.feed else { continue }
            if self.isForked(feed) {
                guard families.append(feed.root) else { continue }
                for place in self.strands(of: feed) where named.append(self.feed(at: place)) {
                    positions.append(self.position(at: place))
                }
            } else if named.append(feed) {
                positions.append(FeedPosition(feed: feed, head: self.head(of: feed) ?? .nothing))
            }
        }
        return Array(positions.prefix(WireLimits.batchChangesMax))
    }

    private func isOnUnknownBranch(_ outcome: ChangeOutcome) -> Bool {
        guard outcome.verdict == .gap, let feed = outcome.feed, let number = outcome.number,
            let head = self.head(of: feed.root)
        else { return false }
        return self.isForked(feed) || number <= head.number || number == head.number + 1
    }
}
