import Admin
import Testing

@testable import Node

/// Replies to one directive, over HTTP against a whole node.
@Suite("Lists of replies over a node's API", .serialized, .timeLimit(.minutes(10)))
struct ReplyListTests {
    private static func host(_ node: RunningNode, _ ids: [String]) async throws {
        for id in ids {
            _ = try await node.client.host(
                HostedOfficeDraft(office: id, name: "学会\(id)", level: "society"),
                by: Headquarters.caller
            )
        }
    }

    private static func reply(
        _ node: RunningNode,
        _ text: String,
        of office: String = Headquarters.society,
        by user: String = "李四",
        over revision: String? = nil
    ) async throws {
        _ = try await node.client.reply(
            ReplyDraft(
                directive: Headquarters.directive().id,
                office: office,
                text: text,
                revision: revision
            ),
            by: Caller(user: user)
        )
    }

    /// Replies by somebody who has looked at what the office has replied so far.
    private static func replyAnew(
        _ node: RunningNode,
        _ text: String,
        by user: String = "李四"
    ) async throws {
        let shown = try await node.client.record(Self.place, by: .unnamed)
        try await Self.reply(node, text, by: user, over: shown.revision)
    }

    private static var place: RecordPlace {
        RecordPlace(
            kind: "reply",
            id: Headquarters.directive().id,
            office: Headquarters.society
        )
    }

    @Test("what an office had replied before is listed with its reply, newest first, and bounded")
    func earlier() async throws {
        try await Headquarters.run { node in
            let draft = Headquarters.directive()
            _ = try await node.client.issue(draft, by: Headquarters.caller)
            func shown() async throws -> ReplySummary? {
                try await node.client.directive(draft.id, by: .unnamed).replies.first
            }
            try await Self.reply(node, "初稿", by: "李四")
            #expect(try await shown()?.earlier == nil)
            try await Self.replyAnew(node, "二稿", by: "王五")
            try await Self.replyAnew(node, "定稿", by: "李四")
            let third = try #require(try await shown())
            #expect(third.text == "定稿" && !third.conflicting)
            #expect(third.earlier?.map(\.text) == ["二稿", "初稿"])
            #expect(third.earlier?.map(\.user) == ["王五", "李四"])
            #expect(third.earlier?.allSatisfy { $0.at <= third.at } == true)
            // The same again is no further reply.
            try await Self.reply(node, "定稿", by: "王五")
            #expect(try await shown() == third)
            for number in 4...9 { try await Self.replyAnew(node, "第\(number)稿") }
            #expect(
                try await shown()?.earlier?.map(\.text)
                    == ["第8稿", "第7稿", "第6稿", "第5稿", "第4稿"]
            )
            #expect(try await node.client.verify(by: .unnamed).problems.isEmpty)
        }
    }

    @Test("of two who reply for one office the second is told what the first has said, and when")
    func changedMeanwhile() async throws {
        try await Headquarters.run { node in
            let draft = Headquarters.directive()
            _ = try await node.client.issue(draft, by: Headquarters.caller)
            try await Self.reply(node, "甲稿", by: "李四")
            let first = try await Headquarters.refusal {
                try await Self.reply(node, "乙稿", by: "王五")
            }
            #expect(first.code == .conflict && first.rule == "changed-meanwhile")
            for text in ["李四", "甲稿"] {
                #expect(first.messageChinese.contains(text) && first.messageEnglish.contains(text))
            }
            let shown = try await node.client.record(Self.place, by: .unnamed).revision
            try await Self.reply(node, "乙稿", by: "王五", over: shown)
            // Both had looked at the first reply; the second of them has not seen what the other has made of it.
            let second = try await Headquarters.refusal {
                try await Self.reply(node, "丙稿", by: "李四", over: shown)
            }
            #expect(second.rule == "changed-meanwhile")
            #expect(second.messageChinese.contains("王五") && second.messageChinese.contains("乙稿"))
            // An answer that was lost is asked for again.
            try await Self.reply(node, "乙稿", by: "王五", over: shown)
            let malformed = try await Headquarters.refusal {
                try await Self.reply(node, "丁稿", over: "zz")
            }
            #expect(malformed.code == .malformed && malformed.field == "revision")
            let history = try await node.client.history(Self.place, by: .unnamed).changes
            #expect(history.map(\.user) == ["王五", "李四"])
            let text = history[0].fields.first { $0.code == "text" }
            #expect(text?.value.text == "乙稿" && text?.before.map(\.text) == ["甲稿"])
        }
    }

    @Test("of replies of one office at one time one is written, and each other told of it")
    func atOnce() async throws {
        try await Headquarters.run { node in
            let draft = Headquarters.directive()
            _ = try await node.client.issue(draft, by: Headquarters.caller)
            let texts = ["甲", "乙", "丙"]
            let written = await withTaskGroup(of: Bool.self) { group in
                for text in texts {
                    group.addTask { (try? await Self.reply(node, text)) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(written == 1)
            let reply = try #require(
                try await node.client.directive(draft.id, by: .unnamed).replies.first
            )
            #expect(texts.contains(reply.text) && reply.earlier == nil && !reply.conflicting)
        }
    }

    @Test("the list is cut into pages by keys, and a new reply shifts none of them")
    func pages() async throws {
        try await Headquarters.run { node in
            let ids = (1...3).map { "100000-T\($0)" }
            try await Self.host(node, ids)
            let draft = Headquarters.directive(recipients: ["children"])
            _ = try await node.client.issue(draft, by: Headquarters.caller)
            for id in ids { try await Self.reply(node, "已办。", of: id) }
            let first = try await node.client.replies(draft.id, ReplyQuery(limit: 2), by: .unnamed)
            #expect(first.items.map(\.office) == [ids[2], ids[1]] && first.total == 3)
            let key = try #require(first.next)
            try await Self.reply(node, "已办。")
            let rest = try await node.client.replies(
                draft.id,
                ReplyQuery(after: key, limit: 2),
                by: .unnamed
            )
            #expect(rest.items.map(\.office) == [ids[0]])
            #expect(rest.total == 4 && rest.next == nil)
            let detail = try await node.client.directive(draft.id, by: .unnamed)
            #expect(detail.replies.count == 4 && detail.repliesTotal == 4)
            #expect(detail.repliesNext == nil)
            for text in ["x", "1", "1:", ":100000"] {
                let error = try await Headquarters.refusal {
                    try await node.client.replies(draft.id, ReplyQuery(after: text), by: .unnamed)
                }
                #expect(error.code == .malformed && error.field == "after")
            }
        }
    }
}
