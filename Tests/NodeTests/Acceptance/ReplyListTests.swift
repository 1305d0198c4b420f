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
        by user: String = "李四"
    ) async throws {
        _ = try await node.client.reply(
            ReplyDraft(directive: Headquarters.directive().id, office: office, text: text),
            by: Caller(user: user)
        )
    }

    @Test("what an office had replied before is listed with its reply, newest first, and bounded")
    func earlier() async throws {
        try await Headquarters.run { node in
            let draft = Headquarters.directive()
            _ = try await node.client.issue(draft, by: Headquarters.caller)
            func shown() async throws -> ReplySummary? {
                try await node.client.directive(draft.id).replies.first
            }
            try await Self.reply(node, "初稿", by: "李四")
            #expect(try await shown()?.earlier == nil)
            try await Self.reply(node, "二稿", by: "王五")
            try await Self.reply(node, "定稿", by: "李四")
            let third = try #require(try await shown())
            #expect(third.text == "定稿" && !third.conflicting)
            #expect(third.earlier?.map(\.text) == ["二稿", "初稿"])
            #expect(third.earlier?.map(\.user) == ["王五", "李四"])
            #expect(third.earlier?.allSatisfy { $0.at <= third.at } == true)
            // The same again is no further reply.
            try await Self.reply(node, "定稿", by: "王五")
            #expect(try await shown() == third)
            for number in 4...9 { try await Self.reply(node, "第\(number)稿") }
            #expect(
                try await shown()?.earlier?.map(\.text)
                    == ["第8稿", "第7稿", "第6稿", "第5稿", "第4稿"]
            )
            #expect(try await node.client.verify().problems.isEmpty)
        }
    }

    @Test("replies of one office at one time all stand in its list")
    func atOnce() async throws {
        try await Headquarters.run { node in
            let draft = Headquarters.directive()
            _ = try await node.client.issue(draft, by: Headquarters.caller)
            let texts = ["甲", "乙", "丙"]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for text in texts { group.addTask { try await Self.reply(node, text) } }
                try await group.waitForAll()
            }
            let reply = try #require(try await node.client.directive(draft.id).replies.first)
            let found = [reply.text] + (reply.earlier ?? []).map(\.text)
            #expect(found.sorted() == texts.sorted())
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
            let first = try await node.client.replies(draft.id, ReplyQuery(limit: 2))
            #expect(first.items.map(\.office) == [ids[2], ids[1]] && first.total == 3)
            let key = try #require(first.next)
            try await Self.reply(node, "已办。")
            let rest = try await node.client.replies(draft.id, ReplyQuery(after: key, limit: 2))
            #expect(rest.items.map(\.office) == [ids[0]])
            #expect(rest.total == 4 && rest.next == nil)
            let detail = try await node.client.directive(draft.id)
            #expect(detail.replies.count == 4 && detail.repliesTotal == 4)
            #expect(detail.repliesNext == nil)
            for text in ["x", "1", "1:", ":100000"] {
                let error = try await Headquarters.refusal {
                    try await node.client.replies(draft.id, ReplyQuery(after: text))
                }
                #expect(error.code == .malformed && error.field == "after")
            }
        }
    }
}
