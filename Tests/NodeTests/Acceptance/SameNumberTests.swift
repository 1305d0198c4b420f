import Admin
import OfficeWork
import SyncProtocol
import Testing

@testable import Node

/// A province uses a document number that headquarters has used for it.
@Suite("One document number at two levels", .serialized, .timeLimit(.minutes(10)))
struct SameNumberTests {
    private static let number = "科协发学字〔2015〕60号"
    private static let fromAbove = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    private static let society = "510000-S01"

    /// Headquarters' roster names the province, and its directive asks the province for a reply.
    private static func deliver(
        from national: NodeIdentity,
        to sichuan: NodeIdentity,
        over link: HostileLink
    ) async throws {
        var roster = national.feed(.roster)
        let entry = try OfficeContent(
            validating: "510000",
            name: "四川省科协",
            nameEnglish: nil,
            level: "provincial",
            hostedBy: nil
        )
        try await link.deliver(try roster.next([entry.intent(roster: national.path)]))
        let content = try DirectiveContent(
            validating: Self.fromAbove,
            number: Self.number,
            title: "总部的通知",
            body: "请报送。",
            urgency: "normal",
            issuedOn: "2015-07-17",
            replyBy: "2015-10-31",
            recipients: ["\(sichuan.path)"],
            carriesOut: nil
        )
        var directives = national.feed(.directives)
        try await link.deliver(try directives.next([content.intent(issuer: national.path)]))
    }

    @Test("The issuer is warned, what awaits an answer is meant, and else people choose")
    func sameNumber() async throws {
        try await RunningNode.attacked { node, offices in
            let client = node.client
            let link = try await HostileLink.open(offices.national, to: node.linkPort)
            try await Self.deliver(from: offices.national, to: offices.sichuan, over: link)
            _ = try await node.eventually("the directive from above") { client in
                try await client.directives(PageRequest(), by: .unnamed).items.first
            }
            _ = try await client.host(
                HostedOfficeDraft(office: Self.society, name: "四川省力学学会", level: "society"),
                by: Headquarters.caller
            )
            let own = Headquarters.directive(number: Self.number, recipients: [Self.society])
            let warnings = try await client.issue(own, by: Headquarters.caller).warnings ?? []
            #expect(warnings.count == 1)
            #expect(warnings.allSatisfy { $0.messageEnglish.contains("(100000)") })

            // The province's own answer is for headquarters, the society's for the province.
            let mine = ReplyDraft(directive: Self.number, text: "已办。")
            #expect(
                try await client.reply(mine, by: Headquarters.caller).ids == [Self.fromAbove]
            )
            #expect(try await client.directive(Self.number, by: .unnamed).summary.id == own.id)
            let receipt = ReceiptDraft(directive: Self.number, office: Self.society)
            #expect(try await client.sign(receipt, by: Headquarters.caller).ids == [own.id])
            let theirs = ReplyDraft(directive: Self.number, office: Self.society, text: "已办。")
            #expect(try await client.reply(theirs, by: Headquarters.caller).ids == [own.id])

            let error = try await Headquarters.refusal {
                try await client.directive(Self.number, by: .unnamed)
            }
            #expect(error.code == .conflict && error.rule == "one-directive")
            for part in ["(100000)", "(510000)", own.id, Self.fromAbove] {
                #expect(error.messageChinese.contains(part) && error.messageEnglish.contains(part))
            }
            #expect(error.hintEnglish?.contains("the id") == true)
            try await link.close()
        }
    }
}
