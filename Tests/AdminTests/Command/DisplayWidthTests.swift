import Admin
import Testing

@testable import AdminCommand

@Suite("Columns of a terminal")
struct DisplayWidthTests {
    @Test(
        "wide characters take two columns",
        arguments: [
            ("", 0), ("abc", 3), ("中国科协", 8), ("科协发学字〔2015〕60号", 22), ("ａ，", 4),
            ("e\u{301}", 1), ("한국", 4), ("ｶﾅ", 2), ("😀", 2), ("🇨🇳", 2), ("❤️", 2), ("👨‍👩‍👧", 2),
            ("𠀀", 2), ("—…“”", 4), ("\u{200B}", 0), ("é", 1), ("あ゙", 2),
        ]
    )
    func columns(text: String, expected: Int) {
        #expect(DisplayWidth.columns(of: text) == expected)
    }

    @Test("the table of wide ranges is in order and without overlap")
    func ranges() {
        for (first, second) in zip(DisplayWidth.wideRanges, DisplayWidth.wideRanges.dropFirst()) {
            #expect(first.upperBound < second.lowerBound)
        }
    }

    @Test("a cut text is marked and fits")
    func clip() {
        #expect(DisplayWidth.clip("中国科协", columnsMax: 8) == "中国科协")
        #expect(DisplayWidth.clip("中国科协", columnsMax: 7) == "中国科…")
        #expect(DisplayWidth.clip("中国科协", columnsMax: 6) == "中国…")
        #expect(DisplayWidth.clip("abcdef", columnsMax: 4) == "abc…")
    }
}
