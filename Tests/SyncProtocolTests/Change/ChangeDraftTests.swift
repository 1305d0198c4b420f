import Testing

@testable import SyncProtocol

@Suite("Gathering what a user writes into changes")
struct ChangeDraftTests {
    private let sample: SampleTree
    private let space: SpaceID

    init() throws {
        self.sample = try SampleTree()
        self.space = SpaceID(.reports, of: self.sample.city.path)
    }

    private func intent(_ key: UInt8, _ value: Value) throws -> RecordIntent {
        RecordIntent(
            space: self.space,
            record: try #require(RecordID(kind: 1, key: [key])),
            fields: [FieldIntent(1, .choose(value))]
        )
    }

    private func add(_ intent: RecordIntent, to draft: inout ChangeDraft) {
        draft.add(intent, to: RecordState(), by: self.sample.city.author, incarnation: 9)
    }

    @Test("A second write to a record opens the next change")
    func secondWrite() throws {
        var draft = ChangeDraft(space: self.space, user: "李强")
        #expect(draft.isEmpty)
        let first = try self.intent(1, .integer(1))
        #expect(draft.hasRoom(for: first.record))
        self.add(first, to: &draft)
        #expect(!draft.isEmpty)
        #expect(!draft.hasRoom(for: first.record))
        #expect(draft.hasRoom(for: try self.intent(2, .integer(1)).record))
    }

    @Test("A draft is full when it reaches the size at which the next change begins")
    func size() throws {
        var draft = ChangeDraft(space: self.space, user: nil)
        let piece = Value.bytes(Array(repeating: 1, count: 32 * 1024))
        var count: UInt8 = 0
        while draft.hasRoom(for: try self.intent(count, piece).record) {
            self.add(try self.intent(count, piece), to: &draft)
            count += 1
            try #require(count < 20, "the draft should fill up")
        }
        // Seven pieces with their heads are below the target, eight are above.
        #expect(count == 8)
        let payload = Change.payload(draft.edits)
        #expect(payload.count >= ChangeLimits.payloadByteCountTarget)
        #expect(payload.count < ChangeLimits.bodyByteCountMax)
    }

    @Test("A draft takes no more records than a change may touch")
    func recordCount() throws {
        var draft = ChangeDraft(space: self.space, user: nil)
        let record = { (number: Int) in
            RecordID(kind: 1, key: [UInt8(number >> 8), UInt8(number & 0xFF)])
        }
        for number in 0..<ChangeLimits.recordsMax {
            let intent = RecordIntent(
                space: self.space,
                record: try #require(record(number)),
                fields: []
            )
            guard draft.hasRoom(for: intent.record) else { break }
            self.add(intent, to: &draft)
        }
        #expect(draft.edits.count == ChangeLimits.recordsMax)
        #expect(!draft.hasRoom(for: try #require(record(60_000))))
    }

    @Test("What is drafted can be signed, verified and applied, opening and later change alike")
    func whole() throws {
        let city = self.sample.city
        let feed = FeedID(space: self.space, author: city.author, incarnation: 9)
        var state = RecordState()
        var head: FeedHead?
        for number in UInt64(1)...3 {
            let act = ActID(high: 1, low: number)
            var draft = ChangeDraft(space: self.space, user: "李强", act: act)
            let intent = try self.intent(1, .integer(Int64(number)))
            draft.add(intent, to: state, by: city.author, incarnation: 9)
            let change = draft.change(
                feed: feed,
                after: head,
                stamp: Stamp(milliseconds: Int64(number)),
                chain: city.chain
            )
            #expect(change.number == number)
            #expect((change.opening != nil) == (number == 1))
            #expect(change.act == act)
            let signed = try SignedChange(change, signer: city.signer)
            let verified = try self.sample.verified(signed, by: city)
            for edit in verified.edits {
                state.apply(edit.fields, from: change.origin(id: verified.id), firstIndex: 0)
            }
            head = verified.head
        }
        #expect(state.choices(1).map(\.value) == [.integer(3)])
    }
}
