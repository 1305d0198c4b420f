import OfficeWork
import SyncProtocol
import Testing

@Suite("Replies that were written apart")
struct ReplyVersionTests {
    private let id = DirectiveID(high: 1, low: 2)

    private func intent(_ text: String, at: Int64, user: String) throws -> RecordIntent {
        try ReplyContent(validating: text, directive: self.id, issuer: Sample.national)
            .intent(by: Sample.chengdu, at: at, user: user)
    }

    @Test("Both are kept, each with its own author, until one who has seen both replies once more")
    func settled() throws {
        var desks = [Desk(1), Desk(2)]
        let before = RecordState()
        let writes = try [
            desks[0].change(self.intent("已落实", at: 10, user: "张三"), seeing: before, at: 10),
            desks[1].change(self.intent("尚未落实", at: 20, user: "李四"), seeing: before, at: 20),
        ]
        for order in [[0, 1], [1, 0]] {
            var state = before
            for place in order {
                state.apply(writes[place].fields, from: writes[place].origin, firstIndex: 0)
            }
            let replies = Reply.all(key: self.id.bytes, state: state)
            #expect(replies.map(\.text) == ["尚未落实", "已落实"])
            #expect(replies.map(\.user) == ["李四", "张三"])
            #expect(replies.map(\.at) == [20, 10])
            #expect(Reply(key: self.id.bytes, state: state) == replies.first)
            desks[0].write(try self.intent("部分落实", at: 30, user: "张三"), to: &state, at: 30)
            let settled = Reply.all(key: self.id.bytes, state: state)
            #expect(settled.map(\.text) == ["部分落实"])
        }
    }

    @Test("A reply carries along what it takes the place of, and the oldest make way")
    func carried() throws {
        var desk = Desk(1)
        var other = Desk(2)
        var state = RecordState()
        desk.write(try self.intent("甲", at: 10, user: "张三"), to: &state, at: 10)
        let apart = other.change(
            try self.intent("乙", at: 20, user: "李四"),
            seeing: RecordState(),
            at: 20
        )
        state.apply(apart.fields, from: apart.origin, firstIndex: 0)
        #expect(FormerReply.all(in: state).isEmpty)
        func reply(_ text: String, at: Int64) throws {
            let content = try ReplyContent(
                validating: text,
                directive: self.id,
                issuer: Sample.national
            )
            let part = content.part(by: Sample.chengdu, at: at, user: "张三", after: state)
            let intent = try #require(part.intents.first)
            desk.write(intent, to: &state, at: at)
        }
        try reply("丙", at: 30)
        #expect(FormerReply.all(in: state).map(\.text) == ["乙", "甲"])
        #expect(FormerReply.all(in: state).map(\.user) == ["李四", "张三"])
        for turn in 4...9 { try reply("第\(turn)稿", at: Int64(turn) * 10) }
        let texts = FormerReply.all(in: state).map(\.text)
        #expect(texts == ["第8稿", "第7稿", "第6稿", "第5稿", "第4稿"])
        #expect(Reply.all(key: self.id.bytes, state: state).map(\.text) == ["第9稿"])
        #expect(!RecordCatalogue.standard.hasUnknown(RecordKind.reply.rawValue, state))
    }

    @Test("Two that say the same leave nothing to settle")
    func same() throws {
        var desks = [Desk(1), Desk(2)]
        var state = RecordState()
        let writes = try [
            desks[0].change(self.intent("已落实", at: 10, user: "张三"), seeing: state, at: 10),
            desks[1].change(self.intent("已落实", at: 20, user: "李四"), seeing: state, at: 20),
        ]
        for write in writes { state.apply(write.fields, from: write.origin, firstIndex: 0) }
        #expect(Reply.all(key: self.id.bytes, state: state).map(\.user) == ["李四"])
    }
}
