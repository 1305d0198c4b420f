internal import OrderedCollections
internal import SyncProtocol

/// Knows every change that every author has ever made durable, and holds each copy against that.
///
/// Checks after every commit: a copy grows by the next change of a chain that its author signed, so
/// it is a prefix of the author's chain.
package struct FeedChecker: Sendable {
    private static let name = "a copy is a prefix of its author's chain"

    private struct Link: Sendable {
        let previous: Digest256?
        let number: UInt64
    }

    private var signed: OrderedDictionary<FeedID, OrderedDictionary<Digest256, Link>> = [:]
    private var reached: [OrderedDictionary<FeedID, FeedHead>]
    /// Authors that were put back to an older disk, run twice, or fork on purpose: only theirs fork.
    private var restored = OrderedSet<AuthorID>()

    init(officeCount: Int) {
        self.reached = Array(repeating: [:], count: officeCount)
    }

    mutating func observe(
        _ committed: [CommitReport.Committed],
        at office: Int,
        author: AuthorID
    ) throws(CheckFailure) {
        for change in committed {
            let before = self.reached[office][change.feed]
            if change.feed.author == author, self.signed[change.feed]?[change.head.digest] == nil {
                let link = Link(previous: before?.digest, number: change.head.number)
                self.signed[change.feed, default: [:]][change.head.digest] = link
            }
            try self.check(change, after: before, at: office)
            self.reached[office][change.feed] = change.head
        }
    }

    private func check(
        _ change: CommitReport.Committed,
        after before: FeedHead?,
        at office: Int
    ) throws(CheckFailure) {
        guard let link = self.signed[change.feed]?[change.head.digest] else {
            throw self.failure(office, "\(change.feed) \(change.head.number) was never written")
        }
        guard link.number == change.head.number, link.previous == before?.digest,
            change.head.number == (before?.number ?? 0) + 1
        else {
            let reached = before?.number ?? 0
            throw self.failure(
                office,
                "\(change.feed) goes on with \(change.head.number) after \(reached), off its chain"
            )
        }
    }

    /// An author signs a second change of one number on purpose.
    mutating func equivocated(
        _ feed: FeedID,
        _ head: FeedHead,
        after previous: Digest256?
    ) {
        self.restored.append(feed.author)
        let link = Link(previous: previous, number: head.number)
        self.signed[feed, default: [:]][head.digest] = link
    }

    /// The disk of an office came back after a crash.
    func started(_ office: Int, with positions: [FeedPosition]) throws(CheckFailure) {
        guard positions.count == self.reached[office].count,
            positions.allSatisfy({ self.reached[office][$0.feed] == $0.head })
        else { throw self.failure(office, "the disk came back with other feeds than it had") }
    }

    /// The disk of an office was exchanged for an older one.
    ///
    /// - Parameter mayFork: the node has no way to see it before a neighbour answers.
    mutating func restored(
        _ office: Int,
        author: AuthorID,
        to positions: [FeedPosition],
        mayFork: Bool
    ) {
        if mayFork { self.restored.append(author) }
        self.reached[office] = [:]
        for position in positions { self.reached[office][position.feed] = position.head }
    }

    /// The feeds of which two offices hold different branches. Only an author whose disk and fence
    /// were both exchanged can have written such.
    func forked(_ offices: [SimulatedOffice]) throws(CheckFailure) -> [FeedID] {
        var forked: [FeedID] = []
        for (feed, _) in self.signed {
            let copies = offices.compactMap { $0.store.durable.feeds[feed]?.entries.map(\.head) }
            guard let longest = copies.max(by: { $0.count < $1.count }) else { continue }
            let isForked = copies.contains { !longest.starts(with: $0) }
            guard isForked else { continue }
            guard self.restored.contains(feed.author) else {
                throw self.failure(
                    nil,
                    "\(feed) has two branches though nothing was restored, cloned or forged"
                )
            }
            forked.append(feed)
        }
        return forked
    }

    private func failure(_ office: Int?, _ detail: String) -> CheckFailure {
        CheckFailure(.correctness, Self.name, office: office, detail)
    }
}
