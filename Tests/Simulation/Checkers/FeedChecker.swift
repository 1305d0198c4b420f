internal import OrderedCollections
internal import SyncProtocol

/// Knows every change that every author has ever made durable, and holds each copy against that.
///
/// Checks after every commit: each strand of a copy grows by the next change of a chain that its author
/// signed, so a copy is a part of the author's tree that has all that lies before any change in it.
package struct FeedChecker: Sendable {
    private static let name = "a copy is a part of its author's chain"

    private struct Link: Sendable {
        let previous: ChangeID?
        let number: UInt64
    }

    private var signed: OrderedDictionary<FeedID, OrderedDictionary<ChangeID, Link>> = [:]
    /// For each office, what is on its disk, and the end of each strand there.
    private var reached: [OrderedSet<ChangeID>]
    private var heads: [OrderedDictionary<FeedID, FeedHead>]
    /// Authors that were put back to an older disk, run twice, or fork on purpose: only theirs fork.
    private var restored = OrderedSet<AuthorID>()

    init(officeCount: Int) {
        self.reached = Array(repeating: [], count: officeCount)
        self.heads = Array(repeating: [:], count: officeCount)
    }

    mutating func observe(
        _ report: CommitReport,
        at office: Int,
        author: AuthorID
    ) throws(CheckFailure) {
        for end in report.withdrawn { self.withdraw(end, at: office) }
        var cuts = report.cuts[...]
        for (order, change) in report.committed.enumerated() {
            while let cut = cuts.first, cut.order <= order {
                self.take(cut, at: office)
                cuts.removeFirst()
            }
            let id = ChangeID(prefixOf: change.head.digest)
            let root = change.feed.root
            if change.feed.author == author, self.signed[root]?[id] == nil {
                let previous = self.heads[office][change.feed].map { ChangeID(prefixOf: $0.digest) }
                let link = Link(previous: previous, number: change.head.number)
                self.signed[root, default: [:]][id] = link
            }
            try self.check(change, id, at: office)
            self.reached[office].append(id)
            self.heads[office][change.feed] = change.head
        }
        for cut in cuts { self.take(cut, at: office) }
    }

    /// The end of a feed of its own was damaged, and is written again elsewhere.
    private mutating func withdraw(_ end: FeedPosition, at office: Int) {
        let gone = self.signed[end.feed.root]?.filter { $0.value.number > end.head.number }
        self.reached[office].subtract((gone ?? [:]).keys)
        self.heads[office][end.feed] = end.head.number > 0 ? end.head : nil
    }

    private mutating func take(_ cut: CommitReport.Cut, at office: Int) {
        self.heads[office][cut.strand] = cut.head.number > 0 ? cut.head : nil
        self.heads[office][cut.rest.feed] = cut.rest.head
    }

    private func check(
        _ change: CommitReport.Committed,
        _ id: ChangeID,
        at office: Int
    ) throws(CheckFailure) {
        guard let link = self.signed[change.feed.root]?[id] else {
            throw self.failure(office, "\(change.feed) \(change.head.number) was never written")
        }
        let before = self.heads[office][change.feed]
        var fits = before.map { ChangeID(prefixOf: $0.digest) } == link.previous
        if before == nil, let previous = link.previous {
            fits =
                change.feed.branch?.number == link.number && self.reached[office].contains(previous)
        }
        let number = (before?.number ?? change.feed.base) + 1
        guard fits, link.number == change.head.number, change.head.number == number,
            !self.reached[office].contains(id)
        else {
            let reached = before?.number ?? change.feed.base
            throw self.failure(
                office,
                "\(change.feed) goes on with \(change.head.number) after \(reached), off its chain"
            )
        }
    }

    /// An author signs a second change of one number on purpose.
    mutating func equivocated(_ feed: FeedID, _ head: FeedHead, after previous: ChangeID?) {
        self.restored.append(feed.author)
        let link = Link(previous: previous, number: head.number)
        self.signed[feed.root, default: [:]][ChangeID(prefixOf: head.digest)] = link
    }

    /// The disk of an office came back after a crash.
    func started(_ office: Int, with disk: StoreImage) throws(CheckFailure) {
        let ends = disk.positions.filter { $0.head.number > 0 }
        guard ends.count == self.heads[office].count,
            ends.allSatisfy({ self.heads[office][$0.feed] == $0.head })
        else { throw self.failure(office, "the disk came back with other feeds than it had") }
    }

    /// The disk of an office was exchanged for an older one.
    ///
    /// - Parameter mayFork: the node has no way to see it before a neighbour answers.
    mutating func restored(
        _ office: Int,
        author: AuthorID,
        to disk: StoreImage,
        mayFork: Bool
    ) {
        if mayFork { self.restored.append(author) }
        self.reached[office] = []
        self.heads[office] = [:]
        for copy in disk.feeds {
            for entry in copy.entries {
                self.reached[office].append(ChangeID(prefixOf: entry.head.digest))
            }
            if copy.head.number > 0 { self.heads[office][copy.feed] = copy.head }
        }
    }

    /// The feeds with two branches. Only an author whose disk and fence were both exchanged, or one
    /// that lies, can have written such.
    func forked(_ offices: [SimulatedOffice]) throws(CheckFailure) -> [FeedID] {
        var forked = OrderedSet<FeedID>()
        for (index, office) in offices.enumerated() {
            for feed in office.store.durable.forked {
                guard self.restored.contains(feed.author) else {
                    throw self.failure(
                        index,
                        "\(feed) has two branches though nothing was restored, cloned or forged"
                    )
                }
                forked.append(feed)
            }
        }
        return Array(forked)
    }

    private func failure(_ office: Int?, _ detail: String) -> CheckFailure {
        CheckFailure(.correctness, Self.name, office: office, detail)
    }
}
