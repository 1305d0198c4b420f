import OfficeWork
import SyncProtocol
import Testing

@Suite struct ReportValidationTests {
    typealias Case = Refusal<Sample.ReportParts>

    private static func point(
        _ value: String,
        _ indicator: String = "societies.participating",
        period: String? = nil,
        unit: String? = nil
    ) -> PointDraft {
        PointDraft(indicator: indicator, period: period, value: value, unit: unit)
    }

    static let refusals: [Case] = [
        Case("id is no hexadecimal", "id", .identifierFormat) { $0.id = "x" },
        Case("title is missing", "title", .required) { $0.title = "" },
        Case("title bears a mark", "title", .classificationMark) { $0.title = "秘密：进展" },
        Case("period has no such quarter", "period", .periodFormat) { $0.period = "2018Q5" },
        Case("text is too long", "text", .length) {
            $0.text = String(repeating: "字", count: 20_001)
        },
        Case("text has far too many bytes", "text", .length) {
            $0.text = String(repeating: "a", count: 80_001)
        },
        Case("text has a null character", "text", .controlCharacter) { $0.text = "a\0" },
        Case("text bears a mark", "text", .classificationMark) { $0.text = "绝密★" },
        Case("directive cannot be read", "directive", .documentNumberFormat) {
            $0.directive = "13"
        },
        Case("no figures", "points", .count) { $0.points = [] },
        Case("257 figures", "points", .count) {
            $0.points = Array(repeating: Self.point("1"), count: 257)
        },
        Case("indicator is unknown", "points[1].indicator", .indicator) {
            $0.points.append(Self.point("1", "moon.landings"))
        },
        Case("a figure's period is wrong", "points[0].period", .periodFormat) {
            $0.points = [Self.point("1", period: "2018-13")]
        },
        Case("figure is no number", "points[0].value", .decimalFormat) {
            $0.points = [Self.point("1,00")]
        },
        Case("figure is empty", "points[0].value", .decimalFormat) { $0.points = [Self.point("")] },
        Case("figure is not finite", "points[0].value", .decimalFormat) {
            $0.points = [Self.point("1e9")]
        },
        Case("count has a fraction", "points[0].value", .fractionDigits) {
            $0.points = [Self.point("1.5")]
        },
        Case("money has three digits", "points[0].value", .fractionDigits) {
            $0.points = [Self.point("1.005", "funding.fiscal")]
        },
        Case("figure is negative", "points[0].value", .range) { $0.points = [Self.point("-1")] },
        Case("figure is beyond the limit", "points[0].value", .range) {
            $0.points = [Self.point("10000000000001")]
        },
        Case("figure has more digits than any number kept", "points[0].value", .range) {
            $0.points = [Self.point("99999999999999999999")]
        },
        Case("figure has a long fraction", "points[0].value", .fractionDigits) {
            $0.points = [Self.point("0.00000000000000000001")]
        },
        Case("figure has two points", "points[0].value", .decimalFormat) {
            $0.points = [Self.point("99999999999999999999.1.2")]
        },
        Case("money overflows when scaled", "points[0].value", .range) {
            $0.points = [Self.point("9223372036854775807", "funding.fiscal")]
        },
        Case("unit is another", "points[0].unit", .unit) {
            $0.points = [Self.point("1", "funding.fiscal", unit: "万元")]
        },
        Case("indicator twice for one period", "points[2].indicator", .duplicate) {
            $0.points = [
                Self.point("1"), Self.point("1", "briefs.issued"),
                Self.point("2", period: "2018Q2"),
            ]
        },
    ]

    @Test("A report that breaks a rule is refused by field and rule", arguments: Self.refusals)
    func refused(_ refusal: Case) {
        refusal.check { _ = try Sample.report(refusal.change) }
    }

    @Test("Trailing zeros, units by code or name and the limit itself are taken")
    func accepted() throws {
        let content = try Sample.report {
            $0.points = [
                Self.point("3.5000", "funding.fiscal", unit: "yuan"),
                Self.point("100000000000", "funding.other", unit: "元"),
                Self.point("10000000000000"),
                Self.point("0", "briefs.issued"),
            ]
        }
        #expect(content.points.map(\.indicator.number) == [1, 8, 9, 11])
        #expect(content.points[1].value.description == "3.5")
    }

    @Test("A directive is named by its id in lower case or by its number in standard form")
    func reference() throws {
        let upper = "000102030405060708090A0B0C0D0E0F"
        #expect(try Sample.report { $0.directive = upper }.directive == Sample.id)
        let number = try Sample.report { $0.directive = "成科协发[2018]13号" }.directive
        #expect(number == "成科协发〔2018〕13号")
        #expect(try Sample.report { $0.directive = "" }.directive == nil)
    }

    @Test("A reply needs text and no mark")
    func reply() throws {
        let directive = DirectiveID(high: 1, low: 2)
        let table: [(String, ValidationRule)] = [
            ("", .required), (" \n ", .required), ("秘密★", .classificationMark),
            ("\u{7}", .controlCharacter),
            (String(repeating: "字", count: 20_001), .length),
        ]
        for (text, rule) in table {
            let error = #expect(throws: ValidationError.self) {
                _ = try ReplyContent(
                    validating: text,
                    directive: directive,
                    issuer: Sample.national
                )
            }
            #expect(error?.field == "text")
            #expect(error?.rule == rule.rawValue)
        }
    }

    @Test("A user's name is one line of 1 to 64 characters")
    func user() throws {
        #expect(try UserName.validated(" 王芳 ") == "王芳")
        let table: [(String, ValidationRule)] = [
            ("", .required), ("a\nb", .controlCharacter),
            (String(repeating: "a", count: 65), .length),
        ]
        for (text, rule) in table {
            let error = #expect(throws: ValidationError.self) { _ = try UserName.validated(text) }
            #expect(error?.rule == rule.rawValue)
        }
    }
}
