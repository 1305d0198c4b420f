import Admin
import Testing

@testable import Node

/// As people and programs use it, over HTTP, against a whole node.
@Suite("Directives over a node's API", .serialized, .timeLimit(.minutes(10)))
struct DirectiveAPITests {
    @Test("a directive is issued, delivered, signed for and answered")
    func directiveFromIssueToReply() async throws {
        try await Headquarters.run { node in
            let client = node.client
            let issued = try await client.issue(Headquarters.directive(), by: Headquarters.caller)
            #expect(!issued.repeated && issued.ids == ["0123456789abcdef0123456789abcdef"])
            #expect(issued.changes.count == 1)
            let delivered = try await node.eventually("the delivery") { client in
                try await client.trace("科协发学字〔2015〕60号", by: .unnamed).steps.first {
                    $0.office == Headquarters.society && $0.deliveredAt != nil
                }
            }
            #expect(delivered.addressed)
            let receipt = ReceiptDraft(
                directive: "科协发学字〔2015〕60号",
                office: Headquarters.society
            )
            #expect(try await !client.sign(receipt, by: Headquarters.caller).repeated)
            let again = try await client.sign(receipt, by: Caller(user: "王五"))
            #expect(again.repeated && again.firstBy == Headquarters.caller.user)
            let trace = try await client.trace(receipt.directive, by: .unnamed)
            #expect(again.firstAt == trace.steps.first { $0.signedBy != nil }?.signedAt)
            #expect(again.firstAt != nil)
            let reply = ReplyDraft(
                directive: issued.ids[0],
                office: Headquarters.society,
                text: "已按要求办理。"
            )
            _ = try await client.reply(reply, by: Headquarters.caller)
            let detail = try await client.directive(issued.ids[0], by: .unnamed)
            #expect(try await client.reply(reply, by: Caller(user: "王五")).repeated)
            #expect(detail.replies.map(\.text) == ["已按要求办理。"])
            #expect(detail.replies.map(\.user) == ["李四"])
            #expect(detail.summary.signed == 1 && detail.summary.replied == 1)
            let step = try await client.trace(issued.ids[0], by: .unnamed).steps.first
            #expect(step?.signedBy == "李四")
            #expect(step?.state == "replied")
            #expect(try await client.verify(by: .unnamed).problems.isEmpty)
        }
    }

    @Test("a write tells what is stored, not what was typed")
    func storedNumber() async throws {
        try await Headquarters.run { node in
            let typed = Headquarters.directive(number: "科协发学字（２０１５）60号")
            let issued = try await node.client.issue(typed, by: Headquarters.caller)
            #expect(issued.names == ["科协发学字〔2015〕60号"])
            let again = try await node.client.issue(typed, by: Headquarters.caller)
            #expect(again.repeated && again.names == issued.names)
            let reply = ReplyDraft(
                directive: "科协发学字(2015)60号",
                office: Headquarters.society,
                text: "已办。"
            )
            let answer = try await node.client.reply(reply, by: Headquarters.caller)
            #expect(answer.names == issued.names)
        }
    }

    @Test("a trace is paged, searched and narrowed to offices of which something is awaited")
    func pagedTrace() async throws {
        try await Headquarters.run { node in
            let client = node.client
            let names = ["甲", "乙", "丙"]
            for (index, name) in names.enumerated() {
                let draft = HostedOfficeDraft(
                    office: "100000-T\(index)",
                    name: "中国\(name)学会",
                    level: "society"
                )
                _ = try await client.host(draft, by: Headquarters.caller)
            }
            let issued = try await client.issue(
                Headquarters.directive(recipients: ["children"]),
                by: Headquarters.caller
            )
            let id = issued.ids[0]
            let reply = ReplyDraft(directive: id, office: "100000-T1", text: "已办。")
            _ = try await client.reply(reply, by: Headquarters.caller)
            let all = try await client.trace(id, by: .unnamed).steps.map(\.office)
            #expect(all.count == 4)
            let first = try await client.trace(
                id,
                TraceQuery(),
                PageRequest(limit: 1),
                by: .unnamed
            )
            #expect(first.steps.map(\.office) == Array(all[..<1]))
            let part = try await client.trace(
                id,
                TraceQuery(),
                PageRequest(after: first.next, limit: 2),
                by: .unnamed
            )
            #expect(part.steps.map(\.office) == Array(all[1...2]))
            #expect(part.next != nil && part.total == 4)
            let rest = try await client.trace(
                id,
                TraceQuery(),
                PageRequest(after: part.next),
                by: .unnamed
            )
            #expect(rest.steps.map(\.office) == Array(all[3...]) && rest.next == nil)
            let lagging = try await client.trace(id, TraceQuery(isLagging: true), by: .unnamed)
            #expect(lagging.steps.map(\.office) == all.filter { $0 != "100000-T1" })
            let unreplied = try await client.trace(id, TraceQuery(missing: .reply), by: .unnamed)
            #expect(unreplied.steps.map(\.office) == all.filter { $0 != "100000-T1" })
            let one = try await client.trace(id, TraceQuery(under: "100000-T2"), by: .unnamed)
            #expect(one.steps.map(\.office) == ["100000-T2"])
            #expect(one.lineage.map(\.office) == ["100000", "100000/100000-T2"])
            let unfolded = try await client.trace(id, TraceQuery(unfolds: true), by: .unnamed)
            #expect(unfolded.steps.map(\.office) == all)
            let found = try await client.trace(id, TraceQuery(search: "丙"), by: .unnamed)
            #expect(found.steps.map(\.office) == ["100000-T2"])
            let offices = try await client.offices(
                OfficeQuery(search: "-t"),
                PageRequest(after: "100000/100000-T0", limit: 1),
                by: .unnamed
            )
            #expect(offices.items.map(\.id) == ["100000-T1"])
            #expect(offices.total == 3 && offices.states["hosted"] == 4)
        }
    }

    @Test("a second reply rests on the first, and says what it replaces")
    func secondReply() async throws {
        try await Headquarters.run { node in
            let issued = try await node.client.issue(
                Headquarters.directive(),
                by: Headquarters.caller
            )
            let place = RecordPlace(
                kind: "reply",
                id: issued.ids[0],
                office: Headquarters.society
            )
            func reply(_ text: String, by user: String) async throws -> Acknowledgement {
                try await node.client.reply(
                    ReplyDraft(
                        directive: issued.ids[0],
                        office: Headquarters.society,
                        text: text,
                        revision: try? await node.client.record(place, by: .unnamed).revision
                    ),
                    by: Caller(user: user)
                )
            }
            #expect(try await reply("初稿", by: "李四").replaces == nil)
            let second = try await reply("定稿", by: "李四")
            #expect(second.replacedCount == 1)
            let replaced = try #require(second.replaces?.first)
            #expect(replaced.kind == "reply" && replaced.directive == issued.ids[0])
            #expect(replaced.values == ["初稿"] && replaced.new == "定稿")
            #expect(replaced.user == "李四" && replaced.office == Headquarters.society)
            let third = try await reply("再稿", by: "王五")
            #expect(third.replaces?.first?.values == ["定稿"])
            #expect(third.replaces?.first?.user == "李四")
        }
    }

    @Test("a directive that is issued again with its id is the same one")
    func repeatedDirective() async throws {
        try await Headquarters.run { node in
            let first = try await node.client.issue(
                Headquarters.directive(),
                by: Headquarters.caller
            )
            let again = try await node.client.issue(
                Headquarters.directive(),
                by: Headquarters.caller
            )
            #expect(again.repeated && again.ids == first.ids)
            #expect(again.storeVersion >= first.storeVersion)
            let other = try await Headquarters.refusal {
                try await node.client.issue(
                    Headquarters.directive(title: "另一份通知"),
                    by: Headquarters.caller
                )
            }
            #expect(other.code == .conflict && other.field == "id")
            #expect(try await node.client.directives(PageRequest(), by: .unnamed).total == 1)
        }
    }

    @Test("two requests with one id at one time write one directive")
    func simultaneousDirectives() async throws {
        try await Headquarters.run { node in
            let draft = Headquarters.directive()
            let answers = try await withThrowingTaskGroup(of: Acknowledgement.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await node.client.issue(draft, by: Headquarters.caller) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.ids == [draft.id] })
            let detail = try await node.client.directive(draft.id, by: .unnamed)
            #expect(detail.summary.openConflicts == 0)
            #expect(try await node.client.directives(PageRequest(), by: .unnamed).total == 1)
        }
    }

    @Test("an office gives a document number once, however often a directive is sent")
    func usedNumber() async throws {
        try await Headquarters.run { node in
            let first = Headquarters.directive()
            _ = try await node.client.issue(first, by: Headquarters.caller)
            let second = Headquarters.directive(id: "ffffffffffffffffffffffffffffffff")
            let error = try await Headquarters.refusal {
                try await node.client.issue(second, by: Headquarters.caller)
            }
            #expect(error.code == .conflict && error.field == "number", "\(error)")
            #expect(error.messageEnglish.contains(first.id))
            #expect(error.messageChinese.contains(first.id))
            let again = try await node.client.issue(first, by: Headquarters.caller)
            #expect(again.repeated)
            #expect(try await node.client.directives(PageRequest(), by: .unnamed).total == 1)
        }
    }

    @Test("what is wrong with a directive is named by field and rule")
    func wrongDirectives() async throws {
        try await Headquarters.run { node in
            let cases: [(DirectiveDraft, String)] = [
                (Headquarters.directive(id: "xyz"), "id"),
                (Headquarters.directive(number: "60号"), "number"),
                (Headquarters.directive(number: "科协发学字〔2019〕60号"), "number"),
                (Headquarters.directive(title: ""), "title"),
                (Headquarters.directive(title: String(repeating: "长", count: 201)), "title"),
                (Headquarters.directive(urgency: "soon"), "urgency"),
                (Headquarters.directive(issuedOn: "2015-02-30"), "issuedOn"),
                (Headquarters.directive(replyBy: "2015-07-16"), "replyBy"),
                (Headquarters.directive(recipients: []), "recipients"),
                (Headquarters.directive(recipients: ["999999"]), "recipients[0]"),
                (
                    Headquarters.directive(recipients: [Headquarters.society, Headquarters.society]
                    ), "recipients[1]"
                ),
            ]
            for (draft, field) in cases {
                let error = try await Headquarters.refusal {
                    try await node.client.issue(draft, by: Headquarters.caller)
                }
                #expect(error.code == .invalid && error.field == field, "\(field): \(error)")
                #expect(error.rule != nil)
            }
            #expect(try await node.client.directives(PageRequest(), by: .unnamed).total == 0)
        }
    }

    @Test("a directive that nobody knows")
    func unknownDirective() async throws {
        try await Headquarters.run { node in
            for reference in [
                "科协发学字〔2015〕61号", "ffffffffffffffffffffffffffffffff", "60号", "../status",
            ] {
                let error = try await Headquarters.refusal {
                    try await node.client.directive(reference, by: .unnamed)
                }
                #expect(error.code == .notFound, "\(reference): \(error)")
            }
            let receipt = ReceiptDraft(directive: "科协发学字〔2015〕61号")
            let error = try await Headquarters.refusal {
                try await node.client.sign(receipt, by: Headquarters.caller)
            }
            #expect(error.code == .notFound && error.field == "directive")
        }
    }

    @Test("an office that a directive is not addressed to cannot sign for it")
    func notAddressed() async throws {
        try await Headquarters.run { node in
            _ = try await node.client.issue(Headquarters.directive(), by: Headquarters.caller)
            let receipt = ReceiptDraft(directive: "科协发学字〔2015〕60号")
            let error = try await Headquarters.refusal {
                try await node.client.sign(receipt, by: Headquarters.caller)
            }
            #expect(error.code == .forbidden && error.field == "directive")
        }
    }
}
