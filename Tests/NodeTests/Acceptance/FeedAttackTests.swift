import Admin
import OfficeWork
import SyncProtocol
import Testing

@testable import Node

@Suite(
    "Attack: feeds that are forked, replayed or at the end of the numbers",
    .serialized,
    .timeLimit(.minutes(10))
)
struct FeedAttackTests {
    @Test("old changes and duplicates, on one link and on the next, count once")
    func replay() async throws {
        try await RunningNode.attacked { node, offices in
            var feed = offices.chengdu.feed(.reports)
            let first = try feed.report("1", period: "2018Q1")
            let second = try feed.report("2", period: "2018Q2")
            for _ in 0..<2 {
                let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
                for batch in [[first], [first, first], [second, first], [first, second, second]] {
                    let answer = try await link.deliver(batch)
                    #expect(answer.refusals.isEmpty)
                }
                // A change whose predecessors are missing is asked for again, not refused.
                let answer = try await link.deliver(second)
                #expect(answer.positions.map(\.head) == [feed.head])
                try await link.close()
            }
            #expect(try await node.client.status(by: .unnamed).changes == 2)
            try await node.provesUnharmed(
                offices,
                quarantine: [],
                counted: ["2018Q1": "1", "2018Q2": "2"]
            )
        }
    }

    @Test("a change whose predecessors never come waits outside and is not refused")
    func gap() async throws {
        try await RunningNode.attacked { node, offices in
            var feed = offices.chengdu.feed(.reports)
            let opening = try feed.report("1", period: "2018Q1")
            _ = try feed.report("2", period: "2018Q2")
            let third = try feed.report("3", period: "2018Q3")
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            #expect(try await link.deliver(third).positions.map(\.head.number) == [0])
            #expect(try await link.deliver(opening).positions.map(\.head.number) == [1])
            #expect(try await link.deliver(third).positions.map(\.head.number) == [1])
            try await node.provesUnharmed(offices, quarantine: [], counted: ["2018Q1": "1"])
        }
    }

    @Test("two signed changes of one number: both are kept, counted and shown")
    func fork() async throws {
        try await RunningNode.attacked { node, offices in
            var feed = offices.chengdu.feed(.reports)
            let opening = try feed.report("1", period: "2018Q1")
            var branch = feed
            let second = try feed.report("2", period: "2018Q2")
            let other = try branch.report("3", period: "2018Q3")
            let place = feed.id.strand(from: 2, ChangeID(prefixOf: other.digest))
            let follower = try branch.report("4", period: "2018Q4")
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            try await link.deliver(opening, second)
            for _ in 0..<3 {
                let answer = try await link.deliver(other)
                #expect(answer.refusals.isEmpty)
                #expect(answer.positions.map(\.head.number) == [1, 2, 2])
            }
            let answer = try await link.deliver(follower)
            #expect(answer.refusals.isEmpty)
            let head = try #require(branch.head)
            #expect(answer.positions.contains(FeedPosition(feed: place, head: head)))
            let shown = try await node.client.feeds(PageRequest(), by: .unnamed).items
            #expect(shown.map(\.state) == ["forked", "forked", "forked"])
            #expect(shown.map(\.head) == [1, 2, 3])
            #expect(shown[0].branch == nil)
            #expect(shown[2].branch == place.branch.map { "\($0.number)-\($0.change)" })
            let events = try await node.client.events(PageRequest(), by: .unnamed).items
            let told = events.filter { $0.kind == "feed-forked" }
            #expect(told.count == 1)
            #expect(told.first?.words.english.contains("510100") == true)
            #expect(told.first?.words.english.contains("Both branches are kept") == true)
            for id in [ChangeID(prefixOf: second.digest), ChangeID(prefixOf: other.digest)] {
                #expect(told.first?.words.chinese.contains("\(id)") == true)
            }
            try await node.provesUnharmed(
                offices,
                quarantine: [],
                counted: ["2018Q1": "1", "2018Q2": "2", "2018Q3": "3", "2018Q4": "4"]
            )
        }
    }

    @Test("an office of which two branches came is named as one whose copy was noticed")
    func copySeen() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            var feed = offices.chengdu.feed(.reports)
            try await link.deliver(try feed.report("1", period: "2018Q1"))
            func chengdu() async throws -> OfficeSummary? {
                try await node.client.offices(by: .unnamed).first { $0.id == "510100" }
            }
            #expect(try await chengdu()?.copySeenAt == nil)
            #expect(try await node.client.status(by: .unnamed).alarms.isEmpty)
            var branch = feed
            try await link.deliver(
                try feed.report("2", period: "2018Q2"),
                try branch.report("3", period: "2018Q3")
            )
            #expect(try await chengdu()?.copySeenAt != nil)
            let status = try await node.client.status(by: .unnamed)
            #expect(status.alarms.map(\.kind) == [StandingAlarm.copySeenKind])
            #expect(status.alarms.map(\.office) == ["510100"])
            let verdict = NodeVerdict(status)
            #expect(verdict.cause == .attention)
            #expect(verdict.sentence.english.contains("a copy seems to run: 510100"))
            #expect(verdict.sentence.chinese.contains("疑有副本在运行：510100"))
            let attention = OfficeQuery(state: OfficeQuery.attention)
            let offices = try await node.client.offices(attention, PageRequest(), by: .unnamed)
                .items
            #expect(offices.map(\.id).contains("510100"))
            try await link.close()
        }
    }

    @Test("a stamp that does not rise")
    func stampNotRising() async throws {
        try await RunningNode.attacked { node, offices in
            var feed = offices.chengdu.feed(.reports)
            let stamp = Stamp(milliseconds: SystemTime.milliseconds())
            let opening = try feed.report("1", period: "2018Q1", stamp: stamp)
            let second = try feed.report(
                "1000000",
                period: "2018Q2",
                title: ReportSample.hostileTitle,
                stamp: stamp
            )
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            let answer = try await link.deliver(opening, second)
            #expect(
                answer.refusals == [.init(feed: feed.id, number: 2, reason: "stamp-not-rising")]
            )
            try await node.provesUnharmed(
                offices,
                quarantine: [.stampNotRising],
                counted: ["2018Q1": "1"]
            )
        }
    }

    @Test(
        "a stamp in the future holds its feed back and is not refused",
        arguments: [
            Stamp(milliseconds: SystemTime.milliseconds() + 3_600_000),
            Stamp(raw: UInt64(Int64.max)),
        ]
    )
    func held(_ stamp: Stamp) async throws {
        try await RunningNode.attacked { node, offices in
            var feed = offices.chengdu.feed(.reports)
            let opening = try feed.report("1", period: "2018Q1")
            let future = try feed.report(
                "1000000",
                period: "2018Q2",
                title: ReportSample.hostileTitle,
                stamp: stamp
            )
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            let answer = try await link.deliver(opening, future)
            #expect(answer.refusals.isEmpty)
            #expect(answer.positions.map(\.head) == [feed.head])
            #expect(try await node.client.status(by: .unnamed).held == 1)
            let shown = try await node.client.feeds(PageRequest(), by: .unnamed).items
            #expect(shown.map(\.state) == ["held"])
            #expect(shown.map(\.applied) == [1])
            try await node.provesUnharmed(offices, quarantine: [], counted: ["2018Q1": "1"])
        }
    }

    @Test("numbers at the end of their range")
    func greatestNumbers() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            var feed = offices.chengdu.feed(.reports)
            let opening = try feed.report("1", period: "2018Q1")
            let last = try SignedChange(
                feed.change(number: UInt64(Int64.max), Change.payload([])),
                signer: offices.chengdu.signer
            )
            let answer = try await link.deliver(last, opening, last)
            #expect(answer.refusals.isEmpty)
            #expect(answer.positions.map(\.head.number) == [1])
            // One more than the greatest number that can be written down.
            let beyond = feed.change(number: UInt64(Int64.max) + 1, Change.payload([]))
            try await link.deliver(try SignedChange(beyond, signer: offices.chengdu.signer))
            try await link.send(.changes(ChangeBatch(number: .max, changes: [opening])))
            try await link.wait(for: "an answer to the greatest batch") { log in
                for case .acknowledgement(let answer) in log.frames where answer.number == .max {
                    return true
                }
                return nil
            }
            // The greatest incarnation is that of the feeds in the proof.
            try await node.provesUnharmed(
                offices,
                quarantine: [.malformedChange],
                counted: ["2018Q1": "1"]
            )
        }
    }

    @Test("claims about heads at the end of their range")
    func greatestHeads() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.connect(
                to: node.linkPort,
                as: offices.chengdu.tls()
            )
            try await link.send(.hello(.sample(offices.chengdu)))
            let head = FeedHead(number: UInt64(Int64.max), digest: .nothing)
            let positions = (0..<4).map { index in
                FeedPosition(feed: offices.chengdu.feed(.reports, index).id, head: head)
            }
            try await link.send(.reconcile(.everything(positions)))
            let shown = try await node.eventually("the link's state") { client in
                try await client.links(by: .unnamed).first {
                    $0.peer == "510100" && $0.state == "behind"
                }
            }
            #expect(shown.receiveBehind == LinkSummary.behindMax)
            try await node.provesUnharmed(offices, quarantine: [])
        }
    }
}
