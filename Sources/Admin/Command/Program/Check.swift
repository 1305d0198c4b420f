import Admin
import PlainText

/// What can be seen to be wrong with an option before it is sent.
enum Check {
    private static let identifierDigits = 32

    /// A day in one of the spellings of ``DateSpelling``.
    static func date(_ text: String, option: String) throws(UsageFailure) -> String {
        guard let date = try? DateSpelling.canonical(text), ChinaTime.isDate(date) else {
            throw UsageFailure(
                "\(option) 要写成 YYYY-MM-DD 的日期，不能是“\(text)”",
                "\(option) is a date like 2018-05-03, not “\(text)”"
            )
        }
        return date
    }

    /// A year, half-year, quarter or month, in one of the spellings of ``PeriodSpelling``.
    static func period(_ entry: String) throws(UsageFailure) -> String {
        let text = (try? PeriodSpelling.canonical(entry)) ?? ""
        let isYear = text.wholeMatch(of: /[0-9]{4}/) != nil
        let isPart = text.wholeMatch(of: /[0-9]{4}(H[12]|Q[1-4])/) != nil
        let isMonth = text.wholeMatch(of: /[0-9]{4}-(0[1-9]|1[0-2])/) != nil
        guard isYear || isPart || isMonth else {
            throw UsageFailure(
                "--period 要写成 2018、2018H1、2018Q2 或 2018-06，不能是“\(entry)”",
                "--period is like 2018, 2018H1, 2018Q2 or 2018-06, not “\(entry)”"
            )
        }
        return text
    }

    /// Upper case is taken as lower case, so that both name one record.
    ///
    /// - Parameter name: what is being entered.
    static func identifier(
        _ text: String,
        _ name: Phrase = Phrase(same: "--id")
    ) throws(UsageFailure) -> String {
        let isIdentifier =
            text.utf8.count == Self.identifierDigits
            && text.allSatisfy { $0.isASCII && $0.isHexDigit }
        guard isIdentifier else {
            throw UsageFailure(
                "\(name.chinese) 要有 32 位十六进制数字",
                "\(name.english) takes 32 hexadecimal digits"
            )
        }
        return text.lowercased()
    }

    /// A word in which something can be seen.
    static func filled(
        _ text: String,
        _ chinese: String,
        _ english: String
    ) throws(UsageFailure) -> String {
        guard !PlainText.isBlank(text) else {
            throw UsageFailure("\(chinese)不能为空", "\(english) cannot be empty")
        }
        return text
    }

    static func directive(_ reference: String) throws(UsageFailure) -> String {
        try Self.filled(reference, "文号", "the directive")
    }

    /// The single recipients of a text with blanks. A name may hold blanks itself.
    private static func words(_ text: String) -> [String] {
        let words = text.split(whereSeparator: \.isWhitespace).map(String.init)
        let areIDs = words.allSatisfy { word in
            ["all", "children"].contains(word) || word.hasPrefix("level:")
                || word.allSatisfy(\.isASCII) && word.contains(where: \.isNumber)
        }
        return words.count > 1 && areIDs ? words : [text]
    }

    /// Ids or names, separated by commas of whatever width, ids by blanks too, or given in several options.
    static func offices(_ texts: [String], option: String) throws(UsageFailure) -> [String] {
        let ids = texts.flatMap {
            $0.split(omittingEmptySubsequences: false) { ",，、;；".contains($0) }
        }.flatMap { Self.words(PlainText.trimmed($0)) }
        guard !ids.isEmpty, ids.allSatisfy({ !$0.isEmpty }) else {
            throw UsageFailure(
                "\(option) 要写单位编号，多个用逗号分开，如 510000,510100",
                "\(option) takes ids of offices with commas between, like 510000,510100"
            )
        }
        if let id = ids.first(where: Self.isSeveralCodes) {
            throw UsageFailure(
                "\(option) 的“\(id)”中有空格；多个单位编号用逗号分开，如 510000,510100",
                "\(option) has a space in “\(id)”; write commas between ids, like 510000,510100"
            )
        }
        return ids
    }

    /// Codes with spaces between them: an office's name may have spaces, but its words are no codes.
    private static func isSeveralCodes(_ text: String) -> Bool {
        let words = text.split(whereSeparator: \.isWhitespace)
        return words.count > 1
            && words.allSatisfy { $0.wholeMatch(of: /[0-9A-Za-z-]*[0-9][0-9A-Za-z-]*/) != nil }
    }

    /// A level by its code or a word that people use for it.
    static func level(_ text: String, of allowed: [LevelWord]) throws(UsageFailure) -> String {
        guard let level = LevelWord.meant(by: text), allowed.contains(level) else {
            throw UsageFailure(
                "--level 只能是 \(LevelWord.names(of: allowed))，不能是“\(text)”",
                "--level is one of \(LevelWord.codes(of: allowed, separator: "|")), not “\(text)”"
            )
        }
        return level.code
    }
}
