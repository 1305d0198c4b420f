import Testing

@testable import SyncProtocol

@Suite("The CBOR profile: what is written and read")
struct CBORProfileTests {
    @Test(
        "Unsigned integers of RFC 8949, appendix A",
        arguments: [
            (0, "00"), (1, "01"), (10, "0a"), (23, "17"), (24, "1818"), (25, "1819"),
            (100, "1864"), (255, "18ff"), (256, "190100"), (1000, "1903e8"), (65_535, "19ffff"),
            (65_536, "1a00010000"), (1_000_000, "1a000f4240"), (0xFFFF_FFFF, "1affffffff"),
            (0x1_0000_0000, "1b0000000100000000"), (1_000_000_000_000, "1b000000e8d4a51000"),
            (18_446_744_073_709_551_615, "1bffffffffffffffff"),
        ] as [(UInt64, String)]
    )
    func unsigned(value: UInt64, encoding: String) throws {
        var encoder = CBOREncoder()
        encoder.unsigned(value)
        #expect(encoder.bytes == hex(encoding))
        var decoder = CBORDecoder(hex(encoding))
        #expect(try decoder.unsigned() == value)
        #expect(decoder.isAtEnd)
    }

    @Test(
        "Negative integers of RFC 8949, appendix A",
        arguments: [
            (-1, "20"), (-10, "29"), (-24, "37"), (-25, "3818"), (-100, "3863"), (-256, "38ff"),
            (-257, "390100"), (-1000, "3903e7"), (-65_537, "3a00010000"),
            (.min, "3b7fffffffffffffff"), (.max, "1b7fffffffffffffff"),
        ] as [(Int64, String)]
    )
    func negative(value: Int64, encoding: String) throws {
        var encoder = CBOREncoder()
        encoder.integer(value)
        #expect(encoder.bytes == hex(encoding))
        var decoder = CBORDecoder(hex(encoding))
        #expect(try decoder.integer() == value)
    }

    @Test(
        "Integers beyond 64 bits with sign are out of range",
        arguments: ["1b8000000000000000", "3b8000000000000000"]
    )
    func integerRange(encoding: String) {
        let error = refusal { () throws(CBORError) in
            var decoder = CBORDecoder(hex(encoding))
            _ = try decoder.integer()
        }
        #expect(error == CBORError(.valueOutOfRange, at: 0))
    }

    @Test(
        "Texts of RFC 8949, appendix A",
        arguments: [
            ("", "60"), ("a", "6161"), ("IETF", "6449455446"), ("\"\\", "62225c"),
            ("\u{FC}", "62c3bc"), ("\u{6C34}", "63e6b0b4"), ("\u{10151}", "64f0908591"),
        ]
    )
    func text(value: String, encoding: String) throws {
        var encoder = CBOREncoder()
        encoder.text(value)
        #expect(encoder.bytes == hex(encoding))
        var decoder = CBORDecoder(hex(encoding))
        #expect(try decoder.text() == value)
    }

    @Test("Byte strings, booleans and null of RFC 8949, appendix A")
    func simple() throws {
        var encoder = CBOREncoder()
        encoder.array(count: 5)
        encoder.byteString([])
        encoder.byteString([1, 2, 3, 4])
        encoder.bool(false)
        encoder.bool(true)
        encoder.null()
        #expect(encoder.bytes == hex("85 40 4401020304 f4 f5 f6"))
        var decoder = CBORDecoder(encoder.bytes)
        #expect(try decoder.array() == 5)
        #expect(try decoder.byteString() == [])
        #expect(try decoder.byteString() == [1, 2, 3, 4])
        #expect(try decoder.bool() == false)
        let isNull = decoder.nullIfPresent()
        #expect(!isNull)
        #expect(try decoder.bool() == true)
        let isNullAtEnd = decoder.nullIfPresent()
        #expect(isNullAtEnd)
        try decoder.finish()
    }

    @Test(
        "Arrays, maps with unsigned keys and tags of RFC 8949, appendix A, are read past",
        arguments: [
            "80", "83010203", "8301820203820405",
            "98190102030405060708090a0b0c0d0e0f101112131415161718181819", "a0", "a201020304",
            "c11a514b67b0", "d74401020304", "d818456449455446",
        ]
    )
    func containers(encoding: String) {
        #expect(refusal(of: hex(encoding)) == nil)
    }

    @Test("A map gives its keys in order and skips those that nobody knows")
    func fields() throws {
        var decoder = CBORDecoder(hex("a3 01 0a 05 82f5a1016161 18ff 20"))
        var seen: [UInt64] = []
        try decoder.fields { key, value throws(CBORError) in
            seen.append(key)
            guard key != 5 else { return false }
            _ = try value.integer()
            return true
        }
        try decoder.finish()
        #expect(seen == [1, 5, 255])
    }

    @Test("Bytes behind the item are refused with their place")
    func trailing() {
        #expect(refusal(of: hex("83010203 00")) == CBORError(.trailingBytes, at: 4))
    }
}
