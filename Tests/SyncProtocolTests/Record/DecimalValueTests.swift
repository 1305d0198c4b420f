import Testing

@testable import SyncProtocol

@Suite("Decimal numbers")
struct DecimalValueTests {
    @Test(
        "What is entered is read and shown in one spelling",
        arguments: [
            ("0", 0, 0, "0"), ("-0", 0, 0, "0"), ("0.00", 0, 0, "0"), ("007", 7, 0, "7"),
            ("12.5", 125, -1, "12.5"), ("12.500", 125, -1, "12.5"), ("-12.5", -125, -1, "-12.5"),
            ("-0.5", -5, -1, "-0.5"), ("0.000000001", 1, -9, "0.000000001"),
            ("100", 100, 0, "100"), ("100.0", 100, 0, "100"),
            ("9223372036854775807", .max, 0, "9223372036854775807"),
            ("-9223372036854775808", .min, 0, "-9223372036854775808"),
            ("-9223372036.854775808", .min, -9, "-9223372036.854775808"),
        ] as [(String, Int64, Int, String)]
    )
    func parse(text: String, significand: Int64, exponent: Int, shown: String) throws {
        let value = try #require(DecimalValue(text))
        #expect(value.significand == significand)
        #expect(value.exponent == exponent)
        #expect(value.description == shown)
        #expect(DecimalValue(shown) == value)
        #expect(try DecimalValue(decoding: value.encoded()) == value)
    }

    @Test(
        "What is no number is refused",
        arguments: [
            "", "-", ".", "1.", ".5", "+1", "--1", "1.2.3", "1e3", " 1", "1 ", "1,000", "0x1", "１２",
            "٣",
            "nan", "0.0000000001", "9223372036854775808", "92233720368547758.08.1", "1-", "−1",
            "1\u{301}",
        ]
    )
    func notANumber(text: String) {
        #expect(DecimalValue(text) == nil)
    }

    @Test(
        "A number in units of its smallest part",
        arguments: [
            ("12.34", 2, 1234), ("12.34", 4, 123_400), ("12.34", 1, nil), ("12", 0, 12),
            ("-0.5", 1, -5), ("0", 9, 0), ("9223372036854775807", 1, nil), ("-0.01", 2, -1),
            ("92233720368547758.07", 2, .max), ("1", -1, nil),
        ] as [(String, Int, Int64?)]
    )
    func scaled(text: String, digits: Int, expected: Int64?) throws {
        let value = try #require(DecimalValue(text))
        #expect(value.scaled(fractionDigits: digits) == expected)
    }

    @Test(
        "Decimal fractions have one encoding",
        arguments: [
            ("c4822001", nil), ("c482391000 01", .valueOutOfRange), ("c4822900", .valueOutOfRange),
            ("c482200a", .valueOutOfRange), ("c4820101", .valueOutOfRange),
            ("c4822000", .valueOutOfRange),
            ("c48100", .unsupportedItem), ("c58220 01", .unsupportedItem), ("c4820000", nil),
            ("c4822801", nil), ("c4822820", nil),
        ] as [(String, CBORError.Reason?)]
    )
    func encodings(encoding: String, reason: CBORError.Reason?) {
        let error = refusal { () throws(CBORError) in _ = try DecimalValue(decoding: hex(encoding))
        }
        #expect(error?.reason == reason)
    }

    @Test("An integer and a decimal that mean one number compare as decimals")
    func asDecimal() {
        #expect(Value.integer(5).decimal == DecimalValue("5"))
        #expect(DecimalValue("5.0").map(Value.decimal)?.decimal == DecimalValue("5"))
        #expect(Value.text("5").decimal == nil)
    }
}
