import SyncProtocol
import Testing

@Suite("What of a record was shown")
struct RevisionTests {
    private static func origin(_ change: UInt64) -> OperationOrigin {
        OperationOrigin(
            change: ChangeID(high: 5, low: change),
            stamp: Stamp(milliseconds: Int64(change)),
            author: AuthorID(high: change, low: 0),
            incarnation: 1
        )
    }

    private static func state(_ writes: [[RecordEdit.Field]]) -> RecordState {
        var state = RecordState()
        for (index, fields) in writes.enumerated() {
            state.apply(fields, from: Self.origin(UInt64(index + 1)), firstIndex: 0)
        }
        return state
    }

    private static let first: [RecordEdit.Field] = [
        RecordEdit.Field(1, .choice(.text("a"), superseding: [])),
        RecordEdit.Field(2, .register(.text("b"))), RecordEdit.Field(3, .add(.text("c"))),
        RecordEdit.Field(4, .stage(reopening: 0, step: 1)), RecordEdit.Field(5, .counter(total: 2)),
    ]

    @Test("Everything that stood there was shown, and comes back from its text")
    func text() throws {
        let state = Self.state([Self.first])
        let revision = Revision(of: state)
        #expect(Revision(text: revision.text) == revision)
        for number in state.fieldNumbers { #expect(revision.hasShown(number, of: state)) }
        #expect(revision.hasShown(99, of: state))
        // A change is named once, however many fields it wrote.
        #expect(revision.text.utf8.count < 112)
    }

    @Test("A field that somebody wrote since is unseen, the others are not")
    func unseen() {
        let shown = Revision(of: Self.state([Self.first]))
        let later: [[RecordEdit.Field]] = [
            [RecordEdit.Field(1, .choice(.text("z"), superseding: []))],
            [RecordEdit.Field(2, .register(.text("z")))], [RecordEdit.Field(3, .add(.text("z")))],
            [RecordEdit.Field(4, .stage(reopening: 0, step: 2))],
            [RecordEdit.Field(5, .counter(total: 9))],
            [RecordEdit.Field(7, .choice(.text("z"), superseding: []))],
        ]
        for fields in later {
            let state = Self.state([Self.first, fields])
            for number in state.fieldNumbers {
                #expect(shown.hasShown(number, of: state) == (number != fields[0].number))
            }
        }
    }

    @Test("What was shown and is replaced since is not missed")
    func replaced() {
        let both = Self.state([
            Self.first, [RecordEdit.Field(1, .choice(.text("z"), superseding: []))],
        ])
        let shown = Revision(of: both)
        let one = Self.state([
            Self.first,
            [
                RecordEdit.Field(
                    1,
                    .choice(
                        .text("z"),
                        superseding: [Dot(change: ChangeID(high: 5, low: 1), index: 0)]
                    )
                )
            ],
        ])
        #expect(shown.hasShown(1, of: one))
    }

    @Test(
        "A text that is none is refused",
        arguments: ["", "8", "zz", "80", "8280", "828080ff", "82818001", "8280818301"]
    )
    func malformed(text: String) {
        #expect(Revision(text: text) == nil)
    }

    @Test("Damaged texts are never taken for another revision than they say")
    func damaged() throws {
        let revision = Revision(of: Self.state([Self.first]))
        let bytes = revision.encoded()
        for place in bytes.indices {
            for bit in 0..<8 {
                var altered = bytes
                altered[place] ^= 1 << bit
                let read = try? Revision(decoding: altered)
                #expect(read != revision)
                if let read {
                    #expect(read.encoded() == altered || Revision(text: read.text) == read)
                }
            }
        }
    }
}
