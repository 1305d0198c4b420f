import Admin
import Testing

@testable import Node

/// What people write, as a whole node takes it in.
@Suite("Entries over a node's API", .serialized, .timeLimit(.minutes(10)))
struct EntrySpellingTests {
    @Test("An office is addressed and found by its name")
    func officeNames() async throws {
        try await Headquarters.run { node in
            let draft = Headquarters.directive(recipients: ["中国力学 学会"])
            let issued = try await node.client.issue(draft, by: Headquarters.caller)
            let detail = try await node.client.directive(issued.ids[0], by: .unnamed)
            #expect(detail.recipients == ["100000/100000-S01"])
            let report = Headquarters.report(office: "中国力学学会", value: "１２")
            _ = try await node.client.submit([report], by: Headquarters.caller)
            let page = try await node.client.reports(office: "中国力学学会", PageRequest(), by: .unnamed)
            #expect(page.items.map(\.office) == [Headquarters.society])
        }
    }

    @Test("A name that two offices have is asked about, one that none has is refused")
    func ambiguousNames() async throws {
        try await Headquarters.run { node in
            let namesake = HostedOfficeDraft(office: "100000-S02", name: "中国力学学会", level: "学会")
            _ = try await node.client.host(namesake, by: Headquarters.caller)
            let doubled = try await Headquarters.refusal {
                try await node.client.issue(
                    Headquarters.directive(recipients: ["中国力学学会"]),
                    by: Headquarters.caller
                )
            }
            #expect(doubled.field == "recipients[0]" && doubled.rule == "one-office")
            #expect(doubled.messageChinese.contains("100000/100000-S02"))
            let strange = try await Headquarters.refusal {
                try await node.client.issue(
                    Headquarters.directive(recipients: ["没有的学会"]),
                    by: Headquarters.caller
                )
            }
            #expect(strange.field == "recipients[0]")
        }
    }

    @Test(
        "A recipient that is none is named, and what there is beside it",
        arguments: [
            ("999999", "100000-S01 中国力学学会"), ("没有的学会", "100000-S01 中国力学学会"),
            ("level:foo", "provincial"), ("level:city", "100000-S01 中国力学学会"),
        ]
    )
    func unknownRecipient(_ recipient: String, _ choice: String) async throws {
        try await Headquarters.run { node in
            let error = try await Headquarters.refusal {
                try await node.client.issue(
                    Headquarters.directive(recipients: [Headquarters.society, recipient]),
                    by: Headquarters.caller
                )
            }
            #expect(error.field == "recipients[1]")
            for message in [error.messageChinese, error.messageEnglish] {
                #expect(message.contains("“\(recipient)”"), "\(message)")
                #expect(message.contains(choice), "\(message)")
            }
        }
    }

    @Test("Days and periods far ahead are refused, other spellings of near ones are taken")
    func dates() async throws {
        try await Headquarters.run { node in
            let late = try await Headquarters.refusal {
                try await node.client.issue(
                    Headquarters.directive(issuedOn: "9999-12-31", replyBy: nil),
                    by: Headquarters.caller
                )
            }
            #expect(late.field == "issuedOn" && late.rule == "too-far-ahead")
            for period in ["2199Q4", "2081Q2"] {
                let refused = try await Headquarters.refusal {
                    try await node.client.submit(
                        [Headquarters.report(period: period)],
                        by: Headquarters.caller
                    )
                }
                #expect(refused.field == "reports[0].period" && refused.rule == "too-far-ahead")
            }
            let draft = Headquarters.directive(issuedOn: "2015年7月17日", replyBy: "2015/10/31")
            let issued = try await node.client.issue(draft, by: Headquarters.caller)
            let summary = try await node.client.directive(issued.ids[0], by: .unnamed).summary
            #expect(summary.issuedOn == "2015-07-17" && summary.replyBy == "2015-10-31")
        }
    }

    @Test("The indicators are listed, and an unknown one is answered with the nearest")
    func indicators() async throws {
        try await Headquarters.run { node in
            let indicators = try await node.client.indicators(by: .unnamed)
            #expect(indicators.count == 15 && indicators.first?.code == "societies.participating")
            let refused = try await Headquarters.refusal {
                try await node.client.submit(
                    [Headquarters.report(indicator: "training.hold")],
                    by: Headquarters.caller
                )
            }
            #expect(refused.messageEnglish.contains("training.held"))
            let asked = try await Headquarters.refusal {
                try await node.client.reports(
                    ReportQuery(indicator: "fiscal"),
                    PageRequest(),
                    by: .unnamed
                )
            }
            #expect(asked.messageChinese.contains("funding.fiscal"))
        }
    }
}
