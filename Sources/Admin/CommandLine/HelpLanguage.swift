/// The language in which help is drawn up.
///
/// The argument parser asks the commands for their texts while it reads a command line or draws help, and has no place
/// for a language: so it is handed over with the task. Whoever runs a command line sets it before the words are read.
package enum HelpLanguage {
    @TaskLocal package static var current = Language.en

    package static func say(_ chinese: String, _ english: String) -> String {
        Phrase(chinese, english).said(in: Self.current)
    }

    /// What the argument parser adds by itself, in the language.
    package static func said(_ help: String) -> String {
        guard self.current == .zh else { return help }
        return help.split(separator: "\n", omittingEmptySubsequences: false)
            .map { Self.chinese(String($0)) }.joined(separator: "\n")
    }

    private static let headings: [(english: String, chinese: String)] = [
        ("OVERVIEW: ", "概述："), ("USAGE: ", "用法："), ("ARGUMENTS:", "参数："), ("OPTIONS:", "选项："),
        ("SUBCOMMANDS:", "子命令："), ("EXAMPLES", "示例"),
    ]
    private static let phrases: [(english: String, chinese: String)] = [
        ("Show the version.", "显示版本。"), ("Show help information.", "显示帮助。"),
        ("<subcommand>", "<子命令>"), ("[<options>]", "[<选项>]"),
        (" (default)", "（默认）"), (" (default: ", "（默认："), ("(default: ", "（默认："),
    ]

    private static func chinese(_ line: String) -> String {
        if let match = line.wholeMatch(of: /\s+See '(.+) <subcommand>' for detailed help\./) {
            return "  详见 \(match.1) <子命令>"
        }
        var line = line
        if let heading = Self.headings.first(where: { line.hasPrefix($0.english) }) {
            line = heading.chinese + line.dropFirst(heading.english.count)
        }
        for (english, chinese) in Self.phrases {
            guard let range = line.firstRange(of: english) else { continue }
            line.replaceSubrange(range, with: chinese)
            if chinese.hasSuffix("："), let end = line.lastIndex(of: ")") {
                line.replaceSubrange(end...end, with: "）")
            }
        }
        return line
    }
}
