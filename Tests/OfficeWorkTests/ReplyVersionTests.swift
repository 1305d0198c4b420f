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
