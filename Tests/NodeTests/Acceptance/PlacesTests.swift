import Admin
import OfficeWork
import SyncProtocol
import Testing

@testable import Node

@Suite("Places of a branch over a node's API", .serialized, .timeLimit(.minutes(10)))
struct PlacesTests {
    private static func grant(
        _ places: Int64?,
        to office: String,
        at node: RunningNode
    ) async throws -> Acknowledgement {
        try await node.client.grant(
            OfficePlacesDraft(office: office, places: places),
            by: Headquarters.caller
        )
    }

    @Test("what has no place is held, shown and alarmed, and taken up once there are places")
    func flood() async throws {
        try await RunningNode.attacked { node, offices in
            func chengdu() async throws -> OfficeSummary? {
                try await node.client.offices(by: .unnamed).first { $0.id == "510100" }
            }
            _ = try await node.client.host(
                HostedOfficeDraft(office: "510100", name: "成都市科协", level: "society"),
                by: Headquarters.caller
            )
            #expect(try await chengdu()?.places == BranchPlaces.ofCounty)
            #expect(try await !Self.grant(2, to: "510100", at: node).repeated)
            #expect(try await Self.grant(2, to: "510100", at: node).repeated)
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            var feed = offices.chengdu.feed(.roster)
            for number in 1...3 {
                let entry = try OfficeContent(
                    validating: "X\(number)",
                    name: "虚设单位",
                    nameEnglish: nil,
                    level: "county",
                    hostedBy: nil
                )
                let answer = try await link.deliver(
                    try feed.next([entry.intent(roster: feed.id.space.owner)])
                )
                #expect(answer.refusals.isEmpty)
            }
            #expect(try await chengdu()?.placesUsed == 2)
            #expect(try await chengdu()?.places == 2)
            let status = try await node.client.status(by: .unnamed)
            #expect(status.held == 1 && status.quarantined == 0)
            let alarm = try #require(status.alarms.first { $0.kind == "branch-full" })
            #expect(alarm.office == "510100")
            #expect(alarm.messageEnglish.contains("2 of 2 places"))
            #expect(alarm.messageEnglish.contains("cast-admin office places 510100"))
            #expect(alarm.messageChinese.contains("1 个变更暂存待验"))
            let events = try await node.client.events(PageRequest(), by: .unnamed).items
            #expect(events.count { $0.kind == "branch-full" } == 1)
            _ = try await Self.grant(3, to: "510100", at: node)
            _ = try await node.eventually("the third office") { _ in
                try await chengdu().flatMap { $0.placesUsed == 3 ? $0 : nil }
            }
            let after = try await node.client.status(by: .unnamed).alarms.map(\.kind)
            #expect(after == ["branch-full"])
            _ = try await Self.grant(nil, to: "510100", at: node)
            #expect(try await node.client.status(by: .unnamed).alarms.isEmpty)
            #expect(try await chengdu()?.places == BranchPlaces.ofCounty)
            try await link.close()
        }
    }

    @Test("only children of the office are granted places, and only so many as there may be")
    func refusals() async throws {
        try await Headquarters.run { node in
            for (office, places, code, rule) in [
                ("100000", 5, APIError.Code.forbidden, "own-roster"),
                ("nowhere", 5, .notFound, "known-office"),
                (Headquarters.society, -1, .invalid, "range"),
                (Headquarters.society, 1_000_001, .invalid, "range"),
            ] as [(String, Int64, APIError.Code, String)] {
                let error = try await Headquarters.refusal {
                    try await Self.grant(places, to: office, at: node)
                }
                #expect(error.code == code && error.rule == rule, "\(office): \(error)")
            }
            // It alone is national: whoever else were would have no bound either.
            let second = try await Headquarters.refusal {
                try await node.client.host(
                    HostedOfficeDraft(office: "110000", name: "北京市科协", level: "national"),
                    by: Headquarters.caller
                )
            }
            #expect(second.code == .invalid && second.field == "level")
            // Nobody bounds headquarters.
            let own = try await node.client.offices(by: .unnamed).first { $0.isSelf }
            #expect(own?.places == nil)
        }
    }

    @Test("who finds no place is told how many there are, and who grants more")
    func full() throws {
        let office = try #require(OfficePath(text: "100000/510000/510100"))
        let full = FullBranch(office: office, used: 500, places: 500)
        let error = APIError(ActConflict(part: 0, .branchFull(full)))
        #expect(error.code == .conflict && error.rule == "branch-full")
        #expect(error.messageEnglish.contains("at most 500 offices"))
        #expect(error.hintEnglish?.contains("at the node of 100000/510000") == true)
        #expect(error.hintChinese?.contains("cast-admin office places 510100") == true)
    }
}
