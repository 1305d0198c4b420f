import Testing

@testable import SyncProtocol

@Suite("The CBOR profile: what is refused, why and where")
struct CBORRefusalTests {
    @Test(
        "Every form that is not canonical or not of the profile is refused with reason and offset",
        arguments: [
            // Longer heads than needed, for each kind and each length of head.
            ("1817", .notShortestForm, 0), ("1900ff", .notShortestForm, 0),
            ("1a0000ffff", .notShortestForm, 0), ("1b00000000ffffffff", .notShortestForm, 0),
            ("3817", .notShortestForm, 0), ("580161", .notShortestForm, 0),
            ("780161", .notShortestForm, 0), ("81980100", .notShortestForm, 1),
            ("b8010000", .notShortestForm, 0), ("d80400", .notShortestForm, 0),
            // Indefinite lengths.
            ("5f42010243030405ff", .indefiniteLength, 0), ("7f61610aff", .indefiniteLength, 0),
            ("9fff", .indefiniteLength, 0), ("bfff", .indefiniteLength, 0),
            ("82019fff", .indefiniteLength, 2),
            // Floating point: half, single, double, infinity, not a number.
            ("f90000", .floatingPoint, 0), ("fa47c35000", .floatingPoint, 0),
            ("fb3ff199999999999a", .floatingPoint, 0), ("f97c00", .floatingPoint, 0),
            ("a101f97e00", .floatingPoint, 2),
            // Simple values other than false, true and null; reserved heads; a lone break.
            ("f7", .unsupportedItem, 0), ("f0", .unsupportedItem, 0), ("f820", .unsupportedItem, 0),
            ("e0", .unsupportedItem, 0), ("1c", .unsupportedItem, 0), ("ff", .unsupportedItem, 0),
            ("3e", .unsupportedItem, 0), ("fc", .unsupportedItem, 0),
            // Maps: order, duplicates, keys that are not unsigned.
            ("a202000100", .keysNotAscending, 3), ("a201000100", .keysNotAscending, 3),
            ("a2181800170000", .keysNotAscending, 4), ("a1616100", .unexpectedType, 1),
            ("a12000", .unexpectedType, 1), ("a1410000", .unexpectedType, 1),
            // Texts.
            ("61ff", .invalidUTF8, 0), ("62c328", .invalidUTF8, 0), ("63eda080", .invalidUTF8, 0),
            ("62c080", .invalidUTF8, 0), ("64f4908080", .invalidUTF8, 0),
            ("a1016365cc81", .notNormalized, 2),
            // Nothing at all.
            ("", .truncated, 0), ("81", .truncated, 0), ("a101", .truncated, 0),
            ("c1", .truncated, 1),
        ] as [(String, CBORError.Reason, Int)]
    )
    func refused(encoding: String, reason: CBORError.Reason, offset: Int) {
        #expect(refusal(of: hex(encoding)) == CBORError(reason, at: offset))
    }

    @Test("Declared lengths beyond the bytes that are there allocate nothing", arguments: 2...6)
    func hugeLengths(major: UInt8) {
        for count in [1, 2, 4, 8] {
            let info = UInt8([1: 24, 2: 25, 4: 26, 8: 27][count] ?? 0)
            let bytes = [major << 5 | info] + Array(repeating: UInt8(0xFF), count: count)
            // A count that no array of this machine could have is beyond every limit.
            let reason = refusal(of: bytes)?.reason
            #expect(reason == .truncated || (count == 8 && reason == .tooLong))
        }
    }

    @Test("The counts that a caller gets never exceed what the bytes can hold")
    func countsAreBounded() throws {
        var decoder = CBORDecoder(hex("83 01 02 03"))
        #expect(try decoder.array() == 3)
        let short = refusal { () throws(CBORError) in
            var decoder = CBORDecoder(hex("84 01 02 03"))
            _ = try decoder.array()
        }
        #expect(short == CBORError(.truncated, at: 0))
        let map = refusal { () throws(CBORError) in
            var decoder = CBORDecoder(hex("a2 01 02 03"))
            _ = try decoder.map()
        }
        #expect(map == CBORError(.truncated, at: 0))
    }

    @Test("A limit of the caller is kept before the bytes are looked at")
    func callerLimits() {
        let text = refusal { () throws(CBORError) in
            var decoder = CBORDecoder(hex("63616263"))
            _ = try decoder.text(max: 2)
        }
        #expect(text == CBORError(.tooLong, at: 0))
        let bytes = refusal { () throws(CBORError) in
            var decoder = CBORDecoder(hex("5affffffff"))
            _ = try decoder.byteString(max: 2)
        }
        #expect(bytes == CBORError(.tooLong, at: 0))
        let array = refusal { () throws(CBORError) in
            var decoder = CBORDecoder(hex("83010203"))
            _ = try decoder.array(max: 2)
        }
        #expect(array == CBORError(.tooLong, at: 0))
    }

    @Test("Nesting ends at the limit and not one level later", arguments: ["81", "c6", "a100"])
    func nesting(head: String) {
        let heads = { (count: Int) in Array(repeatElement(hex(head), count: count).joined()) }
        #expect(refusal(of: heads(CBORDecoder.depthMax) + [0]) == nil)
        let error = refusal(of: heads(CBORDecoder.depthMax + 1) + [0])
        #expect(error?.reason == .tooDeep)
    }

    @Test("A hundred thousand nested arrays are an error and no crash")
    func deepNesting() {
        #expect(refusal(of: Array(repeating: 0x81, count: 100_000))?.reason == .tooDeep)
        let value = refusal { () throws(CBORError) in
            _ = try Value(decoding: Array(repeating: 0x81, count: 100_000))
        }
        #expect(value?.reason == .tooDeep)
    }

    @Test("A change cut off at any byte is refused")
    func truncation() throws {
        let tree = try SampleTree()
        let body = try tree.county.opening(tree.county.feed(.reports)).body
        for length in 0..<body.count {
            let cut = Array(body[..<length])
            #expect(refusal(of: cut)?.reason == .truncated, "cut at \(length)")
            let typed = refusal { () throws(CBORError) in _ = try Change(decoding: cut) }
            #expect(typed?.reason == .truncated, "cut at \(length)")
        }
    }

    @Test("One item is not taken for another")
    func types() {
        let readings: [(String, (inout CBORDecoder) throws(CBORError) -> Void)] = [
            ("20", { (decoder) throws(CBORError) in _ = try decoder.unsigned() }),
            ("60", { (decoder) throws(CBORError) in _ = try decoder.byteString() }),
            ("40", { (decoder) throws(CBORError) in _ = try decoder.text() }),
            ("a0", { (decoder) throws(CBORError) in _ = try decoder.array() }),
            ("80", { (decoder) throws(CBORError) in _ = try decoder.map() }),
            ("00", { (decoder) throws(CBORError) in _ = try decoder.tag() }),
            ("f6", { (decoder) throws(CBORError) in _ = try decoder.bool() }),
            ("f5", { (decoder) throws(CBORError) in _ = try decoder.integer() }),
        ]
        for (encoding, read) in readings {
            let error = refusal { () throws(CBORError) in
                var decoder = CBORDecoder(hex(encoding))
                try read(&decoder)
            }
            #expect(error == CBORError(.unexpectedType, at: 0), "\(encoding)")
        }
    }
}
