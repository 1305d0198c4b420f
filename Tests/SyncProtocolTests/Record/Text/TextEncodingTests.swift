import Testing

@testable import SyncProtocol

@Suite("Texts as they are stored")
struct TextEncodingTests {
    private static let origin = OperationOrigin(
        change: ChangeID(high: 0, low: 5),
        stamp: Stamp(raw: 9),
        author: AuthorID(high: 0, low: 1),
        incarnation: 0
    )

    private static func record(_ operations: [FieldOperation]) -> RecordState {
        var state = RecordState()
        let fields = operations.map { RecordEdit.Field(1, $0) }
        state.apply(fields, from: Self.origin, firstIndex: 0)
        return state
    }

    @Test("What is left of an insertion is kept even where it is not normalised any more")
    func notNormalised() throws {
        let dot = Dot(change: Self.origin.change, index: 0)
        let erased = try #require(TextSpan(dot, 1..<2))
        let state = Self.record([.insert("ex\u{301}", at: .start), .erase([erased])])
        let read = try RecordState(decoding: state.encoded())
        #expect(read == state)
        #expect(read.text(1)?.text.unicodeScalars.map(\.value) == [0x65, 0x301])
    }

    @Test("What has not come yet is kept by its name: what hangs on it, and what was erased of it")
    func waiting() throws {
        let other = Dot(change: ChangeID(high: 7, low: 0), index: 2)
        let erased = try #require(TextSpan(other, 4..<6))
        let state = Self.record([
            .insert("后", at: .after(TextElement(other, 3))), .erase([erased]),
        ])
        #expect(try RecordState(decoding: state.encoded()) == state)
        #expect(state.text(1)?.content.pending == [erased])
    }

    @Test("It names insertions by their places, so that what was typed costs little")
    func short() {
        var writer = TextWriter(1)
        for length in 1...100 { _ = writer.write(String(repeating: "字", count: length)) }
        let record = RecordState(
            slots: [RecordState.Slot(number: 1, state: .text(writer.state))]
        )
        // Change id, stamp and first index; its place and index; the anchor; nothing erased; one letter.
        #expect(record.encoded().count <= 100 * (17 + 1 + 1 + 3 + 5 + 1 + 4) + 16)
    }

    @Test(
        "What is not the one form of a text is refused",
        arguments: [
            // Runs out of order; an anchor on a run that is not there; nothing lives and nothing was erased;
            // erased parts that touch; bytes that are no UTF-8; an empty list of what waits.
            "8a 0001 80 80 4161 0000 80 80 4162", "85 0000 8301 00f5 80 4161", "85 0000 80 80 40",
            "85 0000 80 84 00010101 4161", "85 0000 80 80 41ff", "86 0000 80 80 4161 80",
        ]
    )
    func refused(text: String) {
        let origins = "83 50 00000000000000000000000000000005 09 00"
        let bytes = hex("84 \(origins) 01 07 \(text)")
        let error = refusal { () throws(CBORError) in _ = try RecordState(decoding: bytes) }
        #expect(error != nil, "\(text)")
    }

    @Test("The form that the refused ones are close to is read")
    func read() throws {
        let origins = "83 50 00000000000000000000000000000005 09 00"
        let text = "8a 0000 80 80 4161 0001 8300 00f5 82 0001 4162"
        let state = try RecordState(decoding: hex("84 \(origins) 01 07 \(text)"))
        #expect(state.text(1)?.text == "ab")
    }
}
