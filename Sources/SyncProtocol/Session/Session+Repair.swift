private import DequeModule

// Changes that are damaged on the disk of one end. They are never sent; the end asks for them again, and
// gets them as a batch of their own that moves nothing else.

extension Session {
    /// What is damaged here and the other end has: what to ask it for now.
    mutating func damagedToAskFor(
        in index: FeedIndex,
        at now: Int64,
        every milliseconds: Int64
    ) -> [ChangePlace] {
        guard self.phase.isStreaming else { return [] }
        let wanted = index.damaged.all.filter { change in
            self.known(of: change.feed, in: index).map { $0 >= change.number } ?? false
        }
        return self.repair.ask(for: wanted, at: now, every: milliseconds)
    }

    /// Up to where the other end has a strand; nil when the link does not carry it, or nothing is known yet.
    func known(of feed: FeedID, in index: FeedIndex) -> UInt64? {
        self.phase.isStreaming ? self.copies.known(of: feed, in: index) : nil
    }

    /// Changes are whole again here.
    mutating func mended(_ changes: [ChangePlace], in index: FeedIndex) {
        for change in changes {
            self.repair.forget(change)
            self.withCopies { $0.mended(change, in: index) }
        }
    }

    // MARK: What the other end wants again

    /// The other end's copy of a change is damaged. It may call the strand otherwise than we do: then whatever stands
    /// under the number may be meant.
    mutating func wantsAgain(_ change: ChangePlace, in index: FeedIndex) {
        guard self.copies.carriage.carries(change.feed.space) else { return }
        let found = index.strands(of: change.feed).map { index.feed(at: $0) }.filter { feed in
            feed.base < change.number && change.number <= index.head(of: feed)?.number ?? 0
        }
        let meant = found.contains(change.feed) ? [change.feed] : found
        for wanted in meant.map({ ChangePlace(feed: $0, number: change.number) }) {
            guard self.repair.wanted.count < RepairWatch.changesMax,
                !self.repair.wanted.contains(wanted)
            else { continue }
            self.repair.wanted.append(wanted)
        }
    }

    /// What to read for the other end before anything new, if the line has room.
    func nextWanted(in index: FeedIndex) -> ReadRequest? {
        guard self.phase.isStreaming, let change = self.repair.wanted.first,
            let lane = self.lane(of: change, in: index), lane <= self.line.lowestLane,
            self.line.hasRoom(for: lane)
        else { return nil }
        return ReadRequest(
            feed: change.feed,
            after: change.number - 1,
            through: change.number
        )
    }

    private func lane(of change: ChangePlace, in index: FeedIndex) -> Lane? {
        index.place(of: change.feed).map { self.copies.lane(at: $0, in: index) }
    }

    /// Sends a change once more: the other end has what is before it and, for all we know, what is behind.
    mutating func sendAgain(
        _ changes: [CommitReport.Committed],
        in index: FeedIndex,
        at now: Int64
    ) -> [Frame] {
        guard let wanted = self.repair.wanted.popFirst(),
            let change = changes.first(where: {
                $0.feed == wanted.feed && $0.head.number == wanted.number
            }), let lane = self.lane(of: wanted, in: index)
        else { return [] }
        return self.line.send(
            [change.signed],
            [],
            byteCount: change.signed.byteCount,
            in: lane,
            at: now
        )
    }
}
