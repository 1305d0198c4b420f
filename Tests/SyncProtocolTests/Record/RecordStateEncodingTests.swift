import Testing

@testable import SyncProtocol

@Suite("The stored form of records")
struct RecordStateEncodingTests {
    @Test("What is stored is read back as it was", arguments: UInt64(0)..<40)
    func roundTrip(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let script = MergeScript(random: &random, authors: 4, changesPerAuthor: 5)
        // A part only, so that dots wait for changes that have not come.
        let part = script.changes.filter { _ in random.chance(70) }
        let state = script.state(part)
        let again = try RecordState(decoding: state.encoded())
        #expect(again == state)
        #expect(again.encoded() == state.encoded())
    }

    @Test(
        "A state goes on after it was stored as if it had stayed in memory",
        arguments: UInt64(50)..<70
    )
    func goesOn(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let script = MergeScript(random: &random, authors: 4, changesPerAuthor: 5)
        let order = script.changes.shuffled(using: &random)
        var state = RecordState()
        for change in order {
            state.apply(change.fields, from: change.origin, firstIndex: 0)
            state = try RecordState(decoding: state.encoded())
        }
        #expect(state == script.state(script.changes))
    }

    @Test("An empty record is one byte")
    func empty() throws {
        #expect(RecordState().encoded() == [0x80])
        #expect(try RecordState(decoding: [0x80]) == RecordState())
    }

    @Test("The deepest value that a change may carry can be stored")
    func deepValue() throws {
        let depth = CBORDecoder.depthMax - 2
        let value = (0..<depth).reduce(Value.integer(1)) { inner, _ in .list([inner]) }
        let record = try #require(RecordID(kind: 1, key: [1]))
        let edit = { (value: Value) in
            RecordEdit(record: record, fields: [RecordEdit.Field(1, .register(value))])
        }
        #expect(refusal { () throws(CBORError) in _ = try Self.read(edit(value)) } == nil)
        let deeper = refusal { () throws(CBORError) in _ = try Self.read(edit(.list([value]))) }
        #expect(deeper?.reason == .tooDeep)
        var state = RecordState()
        let origin = OperationOrigin(
            change: ChangeID(high: 1, low: 1),
            stamp: .zero,
            author: AuthorID(high: 1, low: 1),
            incarnation: 0
        )
        state.apply(edit(value).fields, from: origin, firstIndex: 0)
        #expect(try RecordState(decoding: state.encoded()) == state)
    }

    /// Reads an edit as it stands in a payload.
    private static func read(_ edit: RecordEdit) throws(CBORError) {
        var decoder = CBORDecoder(Change.payload([edit]))
        try decoder.elements { (element) throws(CBORError) in _ = try RecordEdit(from: &element) }
    }

    @Test(
        "Damaged stored bytes are refused",
        arguments: [
            // A register of five elements, a stage of three, a slot of two.
            "81 83 01 01 85 01 50 00000000000000000000000000000001 00 05 00",
            "81 83 01 06 83 00 01 00", "81 82 01 06",
            // Slots out of order; one slot twice.
            "82 83 02 06 82 00 01 83 01 06 82 00 01", "82 83 01 06 82 00 01 83 01 06 82 00 01",
            // A type that does not exist.
            "81 83 01 05 80",
            // A choice of three parts.
            "81 83 01 02 83 80 80 80",
        ]
    )
    func damaged(encoding: String) {
        #expect(
            refusal { () throws(CBORError) in _ = try RecordState(decoding: hex(encoding)) } != nil
        )
    }
}
