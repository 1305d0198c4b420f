import Admin
import OfficeWork
import SyncProtocol
import Testing

@testable import Node

/// Whom a directive asks, and what answers it, over HTTP against a whole node.
@Suite("What a directive asks", .serialized, .timeLimit(.minutes(10)))
struct DirectiveDutyTests {
    private static let later = "100000-S02"

    private static func host(_ node: RunningNode) async throws {
        _ = try await node.client.host(
            HostedOfficeDraft(office: Self.later, name: "中国物理学会", level: "society"),
            by: Headquarters.caller
        )
    }

    private static func report(
        _ digit: Character,
        office: String? = nil,
        value: String = "1",
        directive: String? = nil
    ) -> ReportDraft {
        ReportDraft(
            id: String(repeating: digit, count: 32),
            office: office,
            title: "进展",
            period: "2018H1",
            text: "",
            directive: directive,
            points: [DataPointDraft(indicator: "training.held", value: value)]
        )
    }

    @Test("An office that comes later is listed apart, and neither addressed nor overdue")
    func joinedLater() async throws {
        try await Headquarters.run { node in
            let draft = Headquarters.directive(recipients: ["all"])
            _ = try await node.client.issue(draft, by: Headquarters.caller)
            try await Self.host(node)
            let trace = try await node.client.trace(draft.id, by: .unnamed)
            #expect(trace.directive.recipients == 1 && trace.directive.overdue == 1)
            #expect(trace.directive.joinedLater == 1)
            #expect(trace.joinedLater.map(\.office) == [Self.later])
            #expect(trace.steps.map(\.office) == [Headquarters.society])
            let reply = ReplyDraft(directive: draft.id, office: Self.later, text: "已办理。")
            let error = try await Headquarters.refusal {
                try await node.client.reply(reply, by: Headquarters.caller)
            }
            #expect(error.code == .forbidden && error.messageChinese.contains("尚未加入"))
            // The next one is for both.
            let next = Headquarters.directive(
                id: "ffffffffffffffffffffffffffffffff",
                number: "科协发学字〔2015〕61号",
                recipients: ["all"]
            )
            _ = try await node.client.issue(next, by: Headquarters.caller)
            #expect(try await node.client.directive(next.id, by: .unnamed).summary.recipients == 2)
            // A new name makes nobody a new office.
            _ = try await node.client.directive(next.id, by: .unnamed)
            #expect(try await node.client.verify(by: .unnamed).problems.isEmpty)
        }
    }

    @Test("A code is understood when a directive is issued, and stands in it as a place")
    func fixed() async throws {
        try await Headquarters.run { node in
            let draft = Headquarters.directive()
            _ = try await node.client.issue(draft, by: Headquarters.caller)
            let recipients = try await node.client.directive(draft.id, by: .unnamed).recipients
            #expect(recipients == ["100000/\(Headquarters.society)"])
        }
    }

    @Test("A directive that would reach nobody is refused with the recipient's name")
    func nobody() async throws {
        try await Headquarters.run { node in
            for (recipients, field) in [
                (["level:city"], "recipients[0]"), (["all", "level:county"], "recipients[1]"),
                (["510000 510100"], "recipients[0]"),
            ] {
                let error = try await Headquarters.refusal {
                    try await node.client.issue(
                        Headquarters.directive(recipients: recipients),
                        by: Headquarters.caller
                    )
                }
                #expect(error.code == .invalid && error.field == field, "\(recipients)")
            }
            #expect(try await node.client.directives(PageRequest(), by: .unnamed).total == 0)
        }
    }

    @Test("A report about a directive answers it and is listed with it")
    func reportAnswers() async throws {
        try await Headquarters.run { node in
            let draft = Headquarters.directive()
            _ = try await node.client.issue(draft, by: Headquarters.caller)
            let report = Self.report("1", office: Headquarters.society, directive: draft.number)
            _ = try await node.client.submit([report], by: Headquarters.caller)
            let detail = try await node.client.directive(draft.id, by: .unnamed)
            #expect(detail.summary.replied == 1 && detail.summary.overdue == 0)
            #expect(detail.reports.map(\.id) == [report.id] && detail.reportsTotal == 1)
            // It is about this directive for good.
            #expect(detail.reports.map(\.directive) == [draft.id])
            let step = try await node.client.trace(draft.id, by: .unnamed).steps.first
            #expect(step?.state == "replied")
            #expect(step?.repliedAt == detail.reports.first?.submittedAt)
            let again = try await node.client.submit([report], by: Headquarters.caller)
            #expect(again.repeated)
            // It asks that society for the period, and nobody else.
            let coverage = try await node.client.dashboard(
                office: nil,
                period: "2018H1",
                after: nil,
                timeoutSeconds: 0,
                by: .unnamed
            ).coverage
            #expect(
                coverage.map(\.counts) == [Coverage(period: "2018H1", reported: 1, expected: 1)]
            )
        }
    }

    @Test("Who has been asked and has not reported is named")
    func missing() async throws {
        try await Headquarters.run { node in
            try await Self.host(node)
            let draft = Headquarters.directive(recipients: ["level:society"])
            _ = try await node.client.issue(draft, by: Headquarters.caller)
            let report = Self.report("1", office: Headquarters.society, directive: draft.id)
            _ = try await node.client.submit([report], by: Headquarters.caller)
            let coverage = try await node.client.dashboard(
                office: nil,
                period: "2018H1",
                after: nil,
                timeoutSeconds: 0,
                by: .unnamed
            ).coverage
            let missing = OfficeName(office: Self.later, officeName: "中国物理学会")
            #expect(
                coverage.map(\.counts) == [
                    Coverage(period: "2018H1", reported: 1, expected: 2, missing: [missing])
                ]
            )
        }
    }

    @Test("Reading here opens nothing in the name of an office that is hosted here")
    func opening() async throws {
        try await Headquarters.run { node in
            let draft = Headquarters.directive(replyBy: nil)
            _ = try await node.client.issue(draft, by: Headquarters.caller)
            _ = try await node.eventually("the delivery") { client in
                try await client.directive(draft.id, by: .unnamed).summary.received == 1
                    ? true : nil
            }
            #expect(try await !node.client.directive(draft.id, by: .unnamed).awaitsOpening)
            let refused = try await Headquarters.refusal {
                try await node.client.open(draft.id, by: .unnamed)
            }
            #expect(refused.code == .forbidden && refused.rule == "addressed")
            #expect(try await node.client.directive(draft.id, by: .unnamed).summary.opened == 0)
            let receipt = ReceiptDraft(directive: draft.id, office: Headquarters.society)
            _ = try await node.client.sign(receipt, by: Headquarters.caller)
            let summary = try await node.client.directive(draft.id, by: .unnamed).summary
            #expect(summary.opened == 1 && summary.signed == 1)
        }
    }

    @Test("An own figure that may hold those of offices below is asked about, in either order")
    func ownFigures() async throws {
        try await Headquarters.run { node in
            let society = Self.report("1", office: Headquarters.society, value: "1")
            let own = Self.report("2", value: "12")
            let first = try await node.client.submit([own], by: Headquarters.caller)
            #expect(first.warnings == nil)
            let second = try await node.client.submit([society], by: Headquarters.caller)
            let warning = try #require(second.warnings?.first)
            #expect(second.warnings?.count == 1)
            #expect(warning.messageChinese.contains("13") && warning.messageEnglish.contains("12"))
            let third = try await node.client.submit(
                [Self.report("3", value: "11")],
                by: Headquarters.caller
            )
            #expect(third.warnings?.count == 1)
        }
    }
}
