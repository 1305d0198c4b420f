/// What the argument parser finds wrong, in one line and in the reader's language.
package enum UsageMessage {
    package static func phrase(_ message: String) -> Phrase {
        let english = Self.firstLine(message)
        return Phrase(Self.chinese(english), english)
    }

    private static func firstLine(_ message: String) -> String {
        let line = message.split(separator: "\n").first.map(String.init) ?? message
        let text = line.hasSuffix(".") ? String(line.dropLast()) : line
        // The parser says no more of an option that takes a number; of one that takes words it lists them.
        let isNumber = text.wholeMatch(of: /The value '.*' is invalid for '--[^']+'/) != nil
        return isNumber ? text + Self.wholeNumber.english : text
    }

    private static let wholeNumber = Phrase("，应为整数", ", it must be a whole number")

    /// Messages that are not known stay in English: better than none.
    private static func chinese(_ english: String) -> String {
        if let match = english.wholeMatch(of: /Unknown option '(.+?)'(\. Did you mean '(.+)'\?)?/) {
            let guess = match.3.map { "，是不是 \($0)" } ?? ""
            return "没有选项 \(match.1)\(guess)"
        }
        if let match = english.wholeMatch(of: /Missing value for '(.+)'/) {
            return "选项 \(match.1) 缺少值"
        }
        if let match = english.wholeMatch(of: /Missing expected argument '(.+)'/) {
            return "缺少 \(match.1)"
        }
        if let match = english.wholeMatch(of: /The option '(.+?)' does not take any value.*/) {
            return "选项 \(match.1) 不带值"
        }
        if let match = english.wholeMatch(of: /Unexpected argument '(.+)'/) {
            return "多余的参数“\(match.1)”"
        }
        if let match = english.wholeMatch(of: /([0-9]+) unexpected arguments: '(.+)'/) {
            let words = match.2.replacing("', '", with: "”、“")
            return "多余的 \(match.1) 个参数：“\(words)”"
        }
        if let match = english.wholeMatch(of: /The value '(.*)' is invalid for '(.+?)'(.*)/) {
            let expected =
                match.3.hasSuffix(Self.wholeNumber.english) ? Self.wholeNumber.chinese : ""
            return "\(match.2) 的值“\(match.1)”不对\(expected)"
        }
        if let match = english.wholeMatch(of: /Invalid option: (.+)/) {
            return "选项 \(match.1) 写得不对"
        }
        if let match = english.wholeMatch(
            of: /Can't generate completion scripts for '(.*)'/
        ) {
            return "不能为“\(match.1)”生成补全脚本，可用 zsh、bash、fish"
        }
        if english.hasPrefix("Can't autodetect a supported shell") {
            return "看不出是哪种 shell，请用 --generate-completion-script=zsh、bash 或 fish"
        }
        return english
    }
}
