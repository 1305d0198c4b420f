internal import Decision
internal import OrderedCollections
internal import SyncProtocol

/// Equal frontiers mean equal digests: the relay's, over what a link carries, and the records'.
struct AgreementChecker: Sendable {
    private static let indexName = "the relay knows what is on disk"
    private static let scopeName = "a link's digest covers what is on disk"
    private static let recordsName = "equal frontiers mean equal records"
    private static let clockName = "no clock is dragged along"
    private static let stampName = "what is written now is not from the future"
    private static let holdName = "what lies too far in the future is held"

    /// A relay has heard of a commit.
    static func check(_ office: SimulatedOffice, at index: Int) throws(CheckFailure) {
        guard let relay = office.relay else { return }
        let disk = office.store.durable
        guard relay.index.count == disk.feedCount else {
            let detail = "it knows \(relay.index.count) feeds, \(disk.feedCount) are there"
            throw CheckFailure(.correctness, Self.indexName, office: index, detail)
        }
        var spaces: [SpaceID] = []
        var digests: [Digest256] = []
        for (entry, marks) in zip(disk.feedTable.entries, disk.feedTable.marks) {
            guard relay.index.head(of: entry.feed) == entry.head else {
                throw CheckFailure(.correctness, Self.indexName, office: index, "\(entry.feed)")
            }
            // A strand of which nothing is left counts nowhere.
            guard let digest = marks.head else { continue }
            spaces.append(entry.feed.space)
            digests.append(digest)
        }
        for link in relay.links {
            var scope = SetDigest()
            for (place, space) in spaces.enumerated() where link.scope.carries(space) {
                scope.insert(digests[place])
            }
            guard scope.value(by: disk.feedTable.suite) == link.scopeDigest else {
                throw CheckFailure(.correctness, Self.scopeName, office: index, "\(link.link)")
            }
        }
    }

    /// What an office has just written bears a time that its own clock bears out, whatever that clock has
    /// shown before: otherwise others would hold it.
    static func checkStamps(
        _ changes: [FeedPosition],
        at index: Int,
        _ office: SimulatedOffice,
        wall: Int64
    ) throws(CheckFailure) {
        let disk = office.store.durable
        for change in changes where change.feed.author == office.identity.author {
            guard FeedID.ordinary(change.feed.incarnation) == disk.incarnation,
                let stamp = disk.copy(holding: change)?.entry(change.head.number)?.stamp,
                // The counter of a stamp may run over into the next millisecond.
                HybridClock.isTooFarAhead(stamp, at: wall + 1_000)
            else { continue }
            let detail = "\(change.feed) \(change.head.number) is stamped \(stamp), at \(wall)"
            throw CheckFailure(.correctness, Self.stampName, office: index, detail)
        }
    }

    /// No stamp of another office has dragged an office's own stamps along (I15).
    static func checkClock(_ office: SimulatedOffice, at index: Int) throws(CheckFailure) {
        let latest = office.store.state.clock.latest.milliseconds
        // The counter of a stamp may run over into the next millisecond.
        let slack: Int64 = 1_000
        guard latest <= office.wallMax + HybridClock.aheadMillisecondsMax + slack else {
            let detail = "its stamps run \(latest - office.wallMax) ms ahead of its clock"
            throw CheckFailure(.correctness, Self.clockName, office: index, detail)
        }
    }

    /// A commit has changed some spaces at an office.
    static func check(
        _ spaces: [SpaceID],
        at index: Int,
        among offices: [SimulatedOffice]
    ) throws(CheckFailure) {
        for space in spaces {
            let disk = offices[index].store.durable
            guard let ours = disk.summary(of: space), !disk.lacksDamaged(in: space) else {
                continue
            }
            for other in offices.indices where other != index {
                guard let theirs = offices[other].store.durable.summary(of: space),
                    theirs.applied == ours.applied, theirs.records != ours.records,
                    !offices[other].store.durable.lacksDamaged(in: space)
                else { continue }
                throw CheckFailure(
                    .correctness,
                    Self.recordsName,
                    office: index,
                    "\(space) differs from office \(other) though the same changes are applied"
                )
            }
        }
    }

    /// A commit has brought changes of other authors.
    static func checkHold(
        _ changes: [FeedPosition],
        at index: Int,
        _ office: SimulatedOffice,
        wall: Int64
    ) throws(CheckFailure) {
        let disk = office.store.durable
        for change in changes where change.feed.author != office.identity.author {
            let number = change.head.number
            guard let copy = disk.copy(holding: change), let entry = copy.entry(number),
                copy.applied >= number,
                HybridClock.isTooFarAhead(entry.stamp, at: wall)
            else { continue }
            let detail = "\(change.feed) \(number) was applied too early"
            throw CheckFailure(.correctness, Self.holdName, office: index, detail)
        }
    }
}
