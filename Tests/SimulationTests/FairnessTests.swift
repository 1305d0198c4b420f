import Simulation
import SyncProtocol
import Testing

@Suite("Who sends much waits behind who sends little")
struct FairnessTests {
    /// How long things took, in simulated milliseconds.
    private struct Times {
        /// What Chengdu writes, until it is on its own disk.
        var own: Int64 = 0
        /// The same until it is on headquarters' disk.
        var ownAtTop: Int64 = 0
        /// What the honest county writes, until it is on Chengdu's disk and on headquarters'.
        var sibling: Int64 = 0
        var siblingAtTop: Int64 = 0
        /// An urgent directive of headquarters, until it is on the honest county's disk, and on that of the
        /// one that floods.
        var urgent: Int64 = 0
        var urgentAtFlooder: Int64 = 0

        static func longest(_ left: Self, _ right: Self) -> Self {
            Times(
                own: max(left.own, right.own),
                ownAtTop: max(left.ownAtTop, right.ownAtTop),
                sibling: max(left.sibling, right.sibling),
                siblingAtTop: max(left.siblingAtTop, right.siblingAtTop),
                urgent: max(left.urgent, right.urgent),
                urgentAtFlooder: max(left.urgentAtFlooder, right.urgentAtFlooder)
            )
        }
    }

    private struct Offices {
        let simulation: Simulation

        var top: OfficeHandle { self.simulation.office("100000") }
        var city: OfficeHandle { self.simulation.office("510100") }
        var flooder: OfficeHandle { self.simulation.office("510104") }
        var sibling: OfficeHandle { self.simulation.office("510106") }

        /// Everybody writes at once; how long each takes.
        ///
        /// - Parameter isFlooderLinked: otherwise nothing is expected to arrive there.
        func round(_ number: Int, isFlooderLinked: Bool) throws -> Times {
            let start = self.simulation.now
            try self.city.report(1, year: 2000 + number)
            try self.sibling.report(1, year: 2100 + number)
            try self.top.issueDirective(number, isUrgent: true)
            let steps: [(WritableKeyPath<Times, Int64>, () -> Bool)] = [
                (\.own, { self.city.total(year: 2000 + number) == 1 }),
                (\.ownAtTop, { self.top.total(year: 2000 + number) == 1 }),
                (\.sibling, { self.city.total(year: 2100 + number) == 1 }),
                (\.siblingAtTop, { self.top.total(year: 2100 + number) == 1 }),
                (\.urgent, { self.sibling.hasDirective(number) }),
                (\.urgentAtFlooder, { !isFlooderLinked || self.flooder.hasDirective(number) }),
            ]
            var times = Times()
            try self.simulation.run(until: "round \(number) has arrived") { simulation in
                for (path, isThere) in steps where times[keyPath: path] == 0 && isThere() {
                    times[keyPath: path] = simulation.now - start
                }
                return steps.allSatisfy { times[keyPath: $0.0] > 0 }
            }
            return times
        }
    }

    @Test(
        "While a county sends thousands of changes, nobody else waits ten times as long as otherwise"
    )
    func flood() throws {
        try Self.expect(try Self.measured(changes: 6_000), at: try Self.measured(changes: 0))
    }

    @Test("The same while it sends all that its credit allows at once")
    func hostile() throws {
        let loaded = try Self.measured(changes: 6_000, isHostile: true)
        try Self.expect(loaded, at: try Self.measured(changes: 0))
    }

    private static func expect(_ loaded: Times, at quiet: Times) throws {
        let waits: [(String, KeyPath<Times, Int64>, Int64)] = [
            ("Chengdu's own", \.own, 10), ("at headquarters", \.ownAtTop, 10),
            ("the sibling's", \.sibling, 10), ("at headquarters", \.siblingAtTop, 10),
            ("urgent", \.urgent, 5), ("urgent at the one that floods", \.urgentAtFlooder, 5),
        ]
        for (what, path, factor) in waits {
            let (time, usual) = (loaded[keyPath: path], quiet[keyPath: path])
            #expect(time <= factor * usual, "\(what): \(time) ms, otherwise \(usual)")
        }
    }

    /// The longest times of some rounds while the county has so many changes to send.
    ///
    /// - Parameter isHostile: it does not wait for answers.
    private static func measured(changes count: Int, isHostile: Bool = false) throws -> Times {
        let simulation = try Simulation.counties()
        let offices = Offices(simulation: simulation)
        try simulation.runUntilLinked()
        if count > 0 {
            simulation.cut("510104", for: isHostile ? 60_000 : 20_000)
            for _ in 0..<(count / 250) {
                for value in 0..<250 { try offices.flooder.report(value, year: 2030) }
                try simulation.run(until: "the county has written") { _ in
                    offices.flooder.office.store.isIdle
                }
            }
            if isHostile {
                try Self.sendAll(offices)
            }
            try simulation.run(until: "the flood has reached headquarters") { _ in
                Self.flood(at: offices.top, offices) > 0
            }
        }
        var times = Times()
        for number in 1...3 {
            let round = try offices.round(number, isFlooderLinked: !isHostile)
            times = .longest(times, round)
        }
        // Else nothing was measured.
        if count > 0 { #expect(Self.flood(at: offices.city, offices) < UInt64(count)) }
        return times
    }

    /// Hands Chengdu all that the county has, in pieces as its link would.
    private static func sendAll(_ offices: Offices) throws {
        let feeds = offices.flooder.disk.feeds.filter { $0.feed.space.kind == .reports }
        let changes = feeds.flatMap { $0.entries.map(\.signed) }
        let (city, county) = (offices.city.path, offices.flooder.path)
        for part in FlowParts(changes, over: LinkID(0), from: county, at: city).parts {
            try offices.simulation.inject(part.changes, into: "510100", from: county)
        }
    }

    private static func flood(at reader: OfficeHandle, _ offices: Offices) -> UInt64 {
        offices.flooder.reported.flatMap { reader.disk.end(of: $0.feed)?.head.number } ?? 0
    }
}
