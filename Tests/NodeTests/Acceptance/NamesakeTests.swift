import Admin
import OfficeWork
import SyncProtocol
import Testing

@testable import Node
@testable import Store

/// Offices that a child's roster names as others are named, and what is said of directives for them.
@Suite("Offices of one id", .serialized, .timeLimit(.minutes(10)))
struct NamesakeTests {
    private static func entry(_ id: String, of office: NodeIdentity) throws -> RecordIntent {
        try OfficeContent(
            validating: id,
            name: "\(id)科协",
            nameEnglish: nil,
            level: "county",
            hostedBy: nil
        )
        .intent(roster: office.path)
    }

    /// Chengdu's roster names offices below Chengdu, and all of them are known at the node.
    private static func deliver(
        _ ids: [String],
        from chengdu: NodeIdentity,
        over link: HostileLink,
        to node: RunningNode
    ) async throws {
        var roster = chengdu.feed(.roster)
        try await link.deliver(try roster.next(ids.map { try Self.entry($0, of: chengdu) }))
        let last = try #require(ids.last)
        _ = try await node.eventually("the roster") { client in
            try await client.offices(by: .unnamed).first {
                $0.path.last == last && $0.path.count == 4
            }
        }
    }

    private static func directive(to recipient: String) -> DirectiveDraft {
        Headquarters.directive(replyBy: nil, recipients: [recipient])
    }

    @Test("A directive for an id that several offices have asks for the whole path")
    func ambiguousRecipient() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            _ = try await node.client.invite(
                InvitationDraft(office: "510700", name: "绵阳市科协", level: "city", validHours: 1),
                by: Headquarters.caller
            )
            try await Self.deliver(
                ["510700", "510104"],
                from: offices.chengdu,
                over: link,
                to: node
            )
            let error = try await Headquarters.refusal {
                try await node.client.issue(Self.directive(to: "510700"), by: Headquarters.caller)
            }
            #expect(error.code == .conflict && error.field == "recipients[0]")
            let draft = Self.directive(to: "100000/510000/510700")
            _ = try await node.client.issue(draft, by: Headquarters.caller)
            let steps = try await node.client.trace(draft.id, by: .unnamed).steps
            #expect(steps.map(\.office) == ["510700"] && steps.map(\.addressed) == [true])
            try await link.close()
        }
    }

    @Test("Codes that differ only by case are named apart, and none is taken for the other")
    func caseTwins() async throws {
        try await RunningNode.attacked { node, offices in
            let client = node.client
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            let ids = ["510104-A", "510104-a", "510105-B"]
            try await Self.deliver(ids, from: offices.chengdu, over: link, to: node)
            let parent = "100000/510000/510100"
            func twins(_ id: String) async throws -> [String]? {
                try await client.offices(by: .unnamed).first { $0.id == id }?.caseTwins
            }
            #expect(try await twins("510104-A") == ["\(parent)/510104-a"])
            #expect(try await twins("510104-a") == ["\(parent)/510104-A"])
            #expect(try await twins("510105-B") == nil)
            func office(_ text: String) async throws -> String {
                try await client.dashboard(DashboardQuery(office: text), by: .unnamed).office
            }
            #expect(try await office("\(parent)/510104-a") == "510104-a")
            #expect(try await office("510105-b") == "510105-B")
            #expect(try await office("\(parent)/510105-b") == "510105-B")
            for text in ["510104-A", "510104-a"] {
                let read = try await Headquarters.refusal { try await office(text) }
                let written = try await Headquarters.refusal {
                    try await client.issue(Self.directive(to: text), by: Headquarters.caller)
                }
                for error in [read, written] {
                    #expect(error.code == .conflict && error.rule == "one-office")
                    for id in ["510104-A", "510104-a"] {
                        #expect(error.messageEnglish.contains("\(parent)/\(id)"))
                        #expect(error.messageChinese.contains("\(parent)/\(id)"))
                    }
                }
            }
            let draft = Self.directive(to: "\(parent)/510104-a")
            _ = try await client.issue(draft, by: Headquarters.caller)
            #expect(
                try await client.directive(draft.id, by: .unnamed).recipients == [
                    "\(parent)/510104-a"
                ]
            )
            try await link.close()
        }
    }

    @Test("A path in another case that may mean two offices is asked about")
    func ambiguousPath() throws {
        func row(_ text: String) -> OfficeRow {
            OfficeRow(
                path: path(text),
                level: .county,
                name: nil,
                nameEnglish: nil,
                hostedBy: nil,
                listing: .none,
                granted: nil,
                places: nil,
                placesUsed: 0,
                feeds: 0,
                changes: 0,
                lastHeardAt: nil
            )
        }
        let roster = Roster(
            own: path("1"),
            offices: [row("1"), row("1/Ab"), row("1/aB")]
        )
        #expect(try roster.find("1/Ab", field: "office") == path("1/Ab"))
        let error = #expect(throws: APIError.self) { try roster.find("1/AB", field: "office") }
        #expect(error?.rule == "one-office")
        #expect(throws: APIError.self) { try roster.find("ab", field: "office") }
        #expect(throws: AddressFault.self) { try AddressBook(roster).recipients(["1/ab"]) }
    }

    @Test("No office is below itself, whatever a roster says")
    func ownAncestor() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            let ids = ["100000", "510000", "510100", "510104"]
            try await Self.deliver(ids, from: offices.chengdu, over: link, to: node)
            let below = try await node.client.offices(by: .unnamed).filter { $0.path.count == 4 }
            #expect(below.map(\.id) == ["510104"])
            #expect(try await node.client.verify(by: .unnamed).problems.isEmpty)
            try await link.close()
        }
    }

    @Test("A reply by a second path does not make the office between one that has the directive")
    func replyPastTheProvince() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            try await Self.deliver(["510104"], from: offices.chengdu, over: link, to: node)
            let draft = Self.directive(to: "all")
            _ = try await node.client.issue(draft, by: Headquarters.caller)
            let county = try offices.chengdu.child("510104")
            let reply = try ReplyContent(
                validating: "经第二路",
                directive: try #require(DirectiveID(hex: draft.id)),
                issuer: offices.sichuan.path
            )
            var feed = county.feed(.reports)
            let intent = reply.intent(by: county.path, at: SystemTime.milliseconds(), user: "user")
            try await link.deliver(try feed.next([intent]))
            let steps = try await node.eventually("the reply") { client in
                let steps = try await client.trace(draft.id, by: .unnamed).steps
                return steps.contains { $0.state == "replied" } ? steps : nil
            }
            let city = try #require(steps.first { $0.office == "510100" })
            // Its parent's roster has not come, so nobody knows that it is there.
            #expect(city.state == "issued")
            #expect(city.reached.isEmpty)
            #expect(!city.addressed)
            // Its receipts are on their way through offices between.
            #expect(steps.filter(\.comingUp).map(\.office) == ["510104"])
            let summary = try await node.client.directive(draft.id, by: .unnamed).summary
            // Whoever answers has received and opened it.
            #expect(summary.replied == 1 && summary.received == 1 && summary.opened == 1)
            #expect(summary.signed == 0)
            try await link.close()
        }
    }
}
