import Admin

/// What can be seen to be wrong with an option before it is sent.
enum Check {
    private static let identifierDigits = 32

    static func date(_ text: String, option: String) throws(UsageFailure) -> String {
        guard ChinaTime.isDate(text) else {
            throw UsageFailure(
                "\(option) 要写成 YYYY-MM-DD 的日期，不能是“\(text)”",
                "\(option) is a date like 2018-05-03, not “\(text)”"
            )
        }
        return text
    }

    /// A year, half-year, quarter or month.
    static func period(_ text: String) throws(UsageFailure) -> String {
        let isYear = text.wholeMatch(of: /[0-9]{4}/) != nil
        let isPart = text.wholeMatch(of: /[0-9]{4}(H[12]|Q[1-4])/) != nil
        let isMonth = text.wholeMatch(of: /[0-9]{4}-(0[1-9]|1[0-2])/) != nil
        guard isYear || isPart || isMonth else {
            throw UsageFailure(
                "--period 要写成 2018、2018H1、2018Q2 或 2018-06，不能是“\(text)”",
                "--period is like 2018, 2018H1, 2018Q2 or 2018-06, not “\(text)”"
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

    /// A word that must not be empty.
    static func filled(
        _ text: String,
        _ chinese: String,
        _ english: String
    ) throws(UsageFailure) -> String {
        guard text.contains(where: { !$0.isWhitespace }) else {
            throw UsageFailure("\(chinese)不能为空", "\(english) cannot be empty")
        }
        return text
    }

    static func directive(_ reference: String) throws(UsageFailure) -> String {
        try Self.filled(reference, "文号", "the directive")
    }

    /// Ids, separated by commas or given in several options.
    static func offices(_ texts: [String], option: String) throws(UsageFailure) -> [String] {
        let ids = texts.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
            .map { $0.filter { !$0.isWhitespace } }
        guard !ids.isEmpty, ids.allSatisfy({ !$0.isEmpty }) else {
            throw UsageFailure(
                "\(option) 要写单位编号，多个用逗号分开，如 510000,510100",
                "\(option) takes ids of offices with commas between, like 510000,510100"
            )
        }
        return ids
    }

    static func level(_ text: String, of allowed: [String]) throws(UsageFailure) -> String {
        guard allowed.contains(text) else {
            let words = allowed.joined(separator: "|")
            throw UsageFailure(
                "--level 只能是 \(words)，不能是“\(text)”",
                "--level is one of \(words), not “\(text)”"
            )
        }
        return text
    }
}
