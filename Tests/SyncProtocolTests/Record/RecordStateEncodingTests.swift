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

    /// One change, which the state names once.
    private static let origin = "83 50 00000000000000000000000000000001 00 05"

    @Test("A change is named once, however many of its operations stand in the record")
    func namedOnce() throws {
        let bytes = hex("8A \(Self.origin) 01 01 83 00 00 05 02 02 83 00 01 06 02 06 82 00 01")
        let state = try RecordState(decoding: bytes)
        #expect(state.register(1) == .integer(5))
        let entry = try #require(state.choices(2).first)
        #expect(entry.dot == Dot(change: ChangeID(high: 0, low: 1), index: 6))
        #expect(entry.value == .integer(6) && state.stage(2) == StageState(reopening: 0, step: 1))
        #expect(state.encoded() == bytes)
    }

    @Test("Operations of several changes are told apart, whatever their indices and stamps")
    func several() throws {
        var state = RecordState()
        for number in [UInt64(9), 3, 7, 1] {
            for (index, stamp) in [(UInt32(4), Stamp(raw: number)), (2, .zero)] {
                let origin = OperationOrigin(
                    change: ChangeID(high: 1, low: number),
                    stamp: stamp,
                    author: AuthorID(high: 1, low: number),
                    incarnation: 0
                )
                let edit = FieldOperation.add(.integer(Int64(number)))
                state.apply([RecordEdit.Field(1, edit)], from: origin, firstIndex: index)
            }
        }
        let again = try RecordState(decoding: state.encoded())
        #expect(again == state && again.additions(1).count == 8)
    }

    @Test(
        "Damaged stored bytes are refused",
        arguments: [
            // A register of four elements, a stage of three, a slot of two.
            "84 \(origin) 01 01 84 00 00 05 00", "84 80 01 06 83 00 01 00", "83 80 01 06",
            // Slots out of order; one slot twice.
            "87 80 02 06 82 00 01 01 06 82 00 01", "87 80 01 06 82 00 01 01 06 82 00 01",
            // A type that does not exist.
            "84 80 01 05 80",
            // A choice of two parts; one for which nothing waits, though it says so.
            "84 80 01 02 82 00 00", "84 80 01 02 81 80",
            // No slots behind the changes.
            "81 80",
            // A change that is not named, one that is named for nothing, one whose first operation is not here.
            "84 80 01 01 83 00 00 05", "84 \(origin) 01 06 82 00 01",
            "84 \(origin) 01 01 83 00 01 05",
            // A change named twice, and an index beyond all.
            "84 86 50 00000000000000000000000000000001 00 05 50 00000000000000000000000000000001 00"
                + "06 01 02 86 00 00 05 01 00 06",
            "87 \(origin) 01 01 83 00 00 05 02 01 83 00 1A FFFFFFFF 05",
        ]
    )
    func damaged(encoding: String) {
        #expect(
            refusal { () throws(CBORError) in _ = try RecordState(decoding: hex(encoding)) } != nil
        )
    }
}
