import Testing

@testable import SyncProtocol

@Suite("Edits as they travel")
struct RecordEditTests {
    private static let dot = Dot(change: ChangeID(high: 1, low: 2), index: 3)
    private static let dotHex = "82 50 00000000000000010000000000000002 03"
    private static let anchorHex = "84 50 00000000000000010000000000000002 03 01"
    private static let spanHex = "84 50 00000000000000010000000000000002 03"
    private static let spans = [1..<3, 4..<5].compactMap { TextSpan(dot, $0) }

    @Test(
        "Each operation has one spelling",
        arguments: [
            (.register(.text("a")), "83 05 01 6161"),
            (.choice(.integer(1), superseding: []), "84 05 02 01 80"),
            (.choice(.bool(true), superseding: [dot]), "84 05 02 f5 81 \(dotHex)"),
            (.counter(total: -5), "83 05 03 24"),
            (.add(.bytes([7])), "83 05 04 4107"),
            (.remove([dot]), "83 05 05 81 \(dotHex)"),
            (.stage(reopening: 1, step: 2), "84 05 06 01 02"),
            (.insert("a", at: .start), "84 05 07 80 6161"),
            (.insert("省", at: .after(TextElement(dot, 1))), "84 05 07 \(anchorHex) f5 63e79c81"),
            (.insert("a", at: .before(TextElement(dot, 1))), "84 05 07 \(anchorHex) f4 6161"),
            (.erase([]), "83 05 08 80"),
            (.erase(spans), "83 05 08 82 \(spanHex) 01 02 \(spanHex) 04 01"),
            (.unknown(opcode: 77, encoded: [0x81, 0x01]), "83 05 184d 8101"),
        ] as [(FieldOperation, String)]
    )
    func operations(operation: FieldOperation, encoding: String) throws {
        let record = try #require(RecordID(kind: 1, key: [0xFF]))
        let edit = RecordEdit(record: record, fields: [RecordEdit.Field(5, operation)])
        let bytes = hex("83 01 41ff 81 \(encoding)")
        #expect(edit.encoded() == bytes)
        #expect(try RecordEdit(decoding: bytes) == edit)
        #expect(edit.encodedByteCount == bytes.count)
    }

    @Test(
        "What is not an edit is refused",
        arguments: [
            ("82 01 41ff", .unexpectedType), ("83 01 40 80", .valueOutOfRange),
            ("83 1a00010000 41ff 80", .valueOutOfRange), ("83 01 60 80", .unexpectedType),
            // Too few and too many arguments of known operations.
            ("83 01 41ff 81 82 05 01", .unexpectedType),
            ("83 01 41ff 81 84 05 01 01 01", .valueOutOfRange),
            ("83 01 41ff 81 83 05 02 01", .valueOutOfRange),
            ("83 01 41ff 81 83 05 06 01", .valueOutOfRange),
            // An operation of a later version has one argument.
            ("83 01 41ff 81 84 05 09 01 01", .valueOutOfRange),
            // Nothing is inserted; an anchor of another shape; no element is erased, or one twice, or spans
            // that touch, or beyond what can be counted.
            ("83 01 41ff 81 84 05 07 80 60", .valueOutOfRange),
            ("83 01 41ff 81 84 05 07 8100 6161", .unexpectedType),
            ("83 01 41ff 81 84 05 07 01 6161", .unexpectedType),
            ("83 01 41ff 81 83 05 08 81 \(spanHex) 01 00", .valueOutOfRange),
            ("83 01 41ff 81 83 05 08 82 \(spanHex) 01 02 \(spanHex) 02 02", .setNotAscending),
            ("83 01 41ff 81 83 05 08 82 \(spanHex) 01 02 \(spanHex) 03 01", .setNotAscending),
            ("83 01 41ff 81 83 05 08 81 \(spanHex) 01 1affffffff", .valueOutOfRange),
            ("83 01 41ff 81 85 05 01 01 01 01", .tooLong),
            // Dots out of order and twice.
            ("83 01 41ff 81 83 05 05 82 \(dotHex) \(dotHex)", .setNotAscending),
            (
                "83 01 41ff 81 83 05 05 82 \(dotHex) 82 50 00000000000000010000000000000002 02",
                .setNotAscending
            ),
            // A map and null are no values.
            ("83 01 41ff 81 83 05 01 a0", .unexpectedType),
            ("83 01 41ff 81 83 05 01 f6", .unexpectedType),
            // A tag other than 4, a decimal with a trailing zero.
            ("83 01 41ff 81 83 05 01 c100", .unsupportedItem),
            ("83 01 41ff 81 83 05 01 c482200a", .valueOutOfRange),
        ] as [(String, CBORError.Reason)]
    )
    func refused(encoding: String, reason: CBORError.Reason) {
        let error = refusal { () throws(CBORError) in _ = try RecordEdit(decoding: hex(encoding)) }
        #expect(error?.reason == reason)
    }

    @Test("Dots are written in ascending order whatever order they are given in")
    func dotsAscend() throws {
        let other = Dot(change: ChangeID(high: 0, low: 9), index: 0)
        let record = try #require(RecordID(kind: 1, key: [1]))
        let given = RecordEdit(
            record: record,
            fields: [RecordEdit.Field(1, .remove([Self.dot, other]))]
        )
        let sorted = RecordEdit(
            record: record,
            fields: [RecordEdit.Field(1, .remove([other, Self.dot]))]
        )
        #expect(given.encoded() == sorted.encoded())
    }

    @Test("A key has 1 to 64 bytes")
    func keys() {
        #expect(RecordID(kind: 1, key: []) == nil)
        #expect(RecordID(kind: 1, key: Array(repeating: 1, count: 64)) != nil)
        #expect(RecordID(kind: 1, key: Array(repeating: 1, count: 65)) == nil)
    }

    @Test("The limits of texts, byte strings, lists and dots hold")
    func limits() {
        let bytes = { (count: Int) in Value.bytes(Array(repeating: 0, count: count)).encoded() }
        #expect((try? Value(decoding: bytes(Value.byteCountMax))) != nil)
        let long = refusal { () throws(CBORError) in
            _ = try Value(decoding: bytes(Value.byteCountMax + 1))
        }
        #expect(long?.reason == .tooLong)
        let list = { (count: Int) in
            Value.list(Array(repeating: .integer(0), count: count)).encoded()
        }
        #expect((try? Value(decoding: list(Value.elementsMax))) != nil)
        let longList = refusal { () throws(CBORError) in
            _ = try Value(decoding: list(Value.elementsMax + 1))
        }
        #expect(longList?.reason == .tooLong)
    }
}
