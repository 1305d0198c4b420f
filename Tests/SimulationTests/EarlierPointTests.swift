import Simulation
import SyncProtocol
import Testing

/// Chengdu is put back to every point of its own past, in every way, while people work everywhere.
@Suite("Restored from every earlier point")
struct EarlierPointTests {
    /// A run in which a backup was taken after each of Chengdu's commits, and the world at each.
    private struct Past {
        /// By commit: the world when the disk had just confirmed it.
        let moments: [Simulation]
        let end: Simulation
    }

    private static let chengdu = "510100"
    private static let points = 40
    /// How long people go on before everything is put right, in milliseconds: a node whose disk was
    /// exchanged is down for up to eight seconds first.
    private static let aftermathMilliseconds: Int64 = 9_000

    /// Directives and reviews come down, reports and receipts go up; now and then a cable is cut, so
    /// that some changes have reached nobody for a while.
    private static func past() throws -> Past {
        var plan = FaultPlan()
        plan.cutEveryMilliseconds = 3_000
        plan.outageMillisecondsMax = 4_000
        let simulation = try Simulation(
            SimulationSettings(seed: 1927, officeCount: 4),
            tree: OfficeTree.sichuan(),
            plan: plan
        )
        let office = simulation.office(Self.chengdu)
        var moments: [Simulation] = []
        while moments.count < Self.points {
            let count = office.office.commitCount
            try simulation.run(until: "the next commit is on disk") { _ in
                office.office.commitCount > count
            }
            office.backUp()
            moments.append(Simulation(copyOf: simulation))
        }
        return Past(moments: moments, end: simulation)
    }

    /// The changes on the disks of all offices but one.
    private static func held(_ simulation: Simulation, except own: Int?) -> [[FeedPosition]] {
        simulation.offices.indices.map { office in
            guard office != own else { return [] }
            return simulation.offices[office].store.durable.feeds.flatMap { copy in
                copy.entries.map { FeedPosition(feed: copy.feed.root, head: $0.head) }
            }
        }
    }

    /// What of its present feeds an office has lost, as far as a neighbour remembers.
    private static func lost(_ office: OfficeHandle, _ held: [[FeedPosition]]) -> [FeedPosition] {
        let disk = office.disk
        return held.joined().filter {
            $0.feed.author == office.office.identity.author
                && FeedID.ordinary($0.feed.incarnation) == disk.incarnation && !disk.holds($0)
        }
    }

    /// Exchanges Chengdu's disk, lets people go on, puts all right, and looks at what came of it.
    ///
    /// - Returns: whether anything of Chengdu's own was gone.
    private static func restore(
        _ simulation: Simulation,
        _ exchange: FaultPlan.Exchange,
        from place: Int?
    ) throws -> Bool {
        let office = simulation.office(Self.chengdu)
        let all = Self.held(simulation, except: nil)
        let held = Self.held(simulation, except: office.index)
        office.exchange(exchange, from: place)
        let incarnation = office.disk.incarnation
        let lost = Self.lost(office, held)
        let (isInDoubt, missing) = (office.isPastInDoubt, office.missingCount)
        let isWhole = all[office.index].allSatisfy(office.disk.holds)
        try simulation.run(for: Self.aftermathMilliseconds)
        try simulation.heal()
        try simulation.converge()
        let name = "\(exchange) from \(place.map(String.init) ?? "the last")"
        // Noticed when there was something to notice, and not when there was nothing.
        let isNoticed = office.disk.incarnation != incarnation
        #expect(lost.isEmpty && !isInDoubt || isNoticed, "\(name)")
        #expect(missing == 0 || isInDoubt, "\(name)")
        #expect(!isWhole || isInDoubt || !isNoticed, "\(name)")
        // Whatever a neighbour had is still with it, and is back at Chengdu if it was meant for it.
        for (holder, changes) in held.enumerated() {
            let disk = simulation.offices[holder].store.durable
            #expect(changes.allSatisfy(disk.holds), "\(name): office \(holder) has lost something")
            let missing = changes.first {
                $0.feed.space.isAudience(office.path) && !office.disk.holds($0)
            }
            #expect(missing == nil, "\(name): \(missing.map { "\($0)" } ?? "") has not come back")
        }
        // A number that was used twice is two branches, the same everywhere, and nothing is refused.
        for place in simulation.offices.indices {
            let disk = simulation.offices[place].store.durable
            #expect(disk.quarantine.isEmpty, "\(name)")
            let isMet = disk.forked.allSatisfy {
                exchange.mayFork && $0.author == office.office.identity.author
                    && office.disk.forked.contains($0)
            }
            #expect(isMet, "\(name)")
        }
        return !lost.isEmpty || missing > 0
    }

    @Test("An older disk, with or without the fence of its time: nothing lost, nothing twice, seen")
    func everyBackup() throws {
        let past = try Self.past()
        let ways: [FaultPlan.Exchange] = [.databaseAlone, .wholeFolder, .withoutFence]
        var restores = 0
        var losses = 0
        var forks = 0
        for place in past.moments.indices {
            for way in ways {
                let simulation = Simulation(copyOf: past.end)
                if try Self.restore(simulation, way, from: place) { losses += 1 }
                restores += 1
                forks += simulation.counts.forkedFeeds > 0 ? 1 : 0
            }
        }
        #expect(losses > restores / 2 && forks > restores / 10, "\(losses), \(forks)")
    }

    @Test("The last commit gone though the disk had confirmed it, at every commit")
    func everyTail() throws {
        var losses = 0
        for moment in try Self.past().moments {
            if try Self.restore(moment, .tailLost, from: nil) { losses += 1 }
        }
        #expect(losses >= Self.points / 5, "\(losses)")
    }
}
