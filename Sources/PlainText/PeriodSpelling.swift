/// Years, half-years, quarters and months as people write them, in the one spelling that programs read.
package enum PeriodSpelling {
    private static let lengthMax = 32
    private static let ordinals: [Character] = ["一", "二", "三", "四"]

    /// `2018年`, `2018h1`, `2018年上半年`, `2018q2`, `2018年2季度`, `2018年第二季度`, `2018年6月` and `2018/6` give
    /// `2018`, `2018H1`, `2018Q2` and `2018-06`.
    package static func canonical(_ text: String) throws(SpellingFault) -> String {
        // Programs hand in thousands of reports at once, in the one spelling: they need no patterns.
        if Self.isCanonical(text.utf8) { return text }
        let scalars = FoldedText.scalars(text)
        guard !scalars.isEmpty, scalars.count <= Self.lengthMax else { throw .shape }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        let line = String(view)
        guard let match = line.prefixMatch(of: /([0-9]{4})(年度?)?/),
            let part = Self.part(line[match.range.upperBound...], afterYearWord: match.2 != nil)
        else {
            throw .of(scalars) {
                "0123456789HhQq-/.年度第一二三四季上下半月".unicodeScalars.contains($0)
            }
        }
        return match.1 + part
    }

    private static func isCanonical(_ text: String.UTF8View) -> Bool {
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        let part = text.dropFirst(4)
        guard text.count >= 4, text.prefix(4).allSatisfy(isDigit) else { return false }
        return switch (part.first, part.count) {
        case (nil, _): true
        case (UInt8(ascii: "H"), 2): "12".utf8.contains(part.dropFirst().first ?? 0)
        case (UInt8(ascii: "Q"), 2): "1234".utf8.contains(part.dropFirst().first ?? 0)
        case (UInt8(ascii: "-"), 3): part.dropFirst().allSatisfy(isDigit)
        default: false
        }
    }

    /// What stands behind the year: empty for the year itself, nil when it is nothing that is known.
    private static func part(_ text: Substring, afterYearWord: Bool) -> String? {
        if text.isEmpty { return "" }
        if let match = text.wholeMatch(of: /-?(?:[Hh]([12])|[Qq]([1-4]))/) {
            return match.1.map { "H\($0)" } ?? match.2.map { "Q\($0)" }
        }
        if let match = text.wholeMatch(of: /([上下])半年度?/) {
            return match.1 == "上" ? "H1" : "H2"
        }
        if let match = text.wholeMatch(of: /第?([一二三四1-4])季度?/) {
            let ordinal = match.1.first.flatMap { Self.ordinals.firstIndex(of: $0) }
            return "Q" + (ordinal.map { String($0 + 1) } ?? String(match.1))
        }
        let month =
            afterYearWord
            ? text.wholeMatch(of: /([0-9]{1,2})月份?/)
            : text.wholeMatch(of: /[-\/.]([0-9]{1,2})/)
        guard let digits = month?.1 else { return nil }
        return "-" + (digits.utf8.count == 1 ? "0" + digits : digits)
    }
}
