import Admin
import ArgumentParser
import PlainText

struct AuditVerifyCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify",
            abstract: HelpLanguage.say(
                "核验审计日志是否完整、未被改动。",
                "Checks that no row of the audit log is missing or was altered."
            ),
            discussion: HelpLanguage.say(
                """
                每一行的摘要都覆盖前一行。有缺失或被改的行时退出码为 1。末行摘要可另行抄存，日后据以核对。

                EXAMPLES
                  cast-admin audit verify
                  cast-admin audit verify --json
                """,
                """
                Each row's hash covers the row before it. The exit code is 1 when rows are missing or were
                altered. Note the last row's hash down elsewhere: it proves later that all up to it stayed.

                EXAMPLES
                  cast-admin audit verify
                  cast-admin audit verify --json
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let report = try await context.withOffice(self.global) {
            try await $0.verifyAudit(by: self.global.caller())
        }
        try screen.show(report) { Self.text(report, on: screen) }
        return report.holds ? .success : .problemsFound
    }

    private static func text(_ report: AuditReport, on screen: Screen) -> String {
        var fields = Fields()
        fields.add(
            "已核验",
            "Checked",
            Phrase("\(report.rows) 行", EnglishCount.text(report.rows, "row"))
        )
        if let first = report.firstAt { fields.add("自", "From", ChinaTime.zoned(first)) }
        if let last = report.lastAt { fields.add("至", "To", ChinaTime.zoned(last)) }
        fields.add("末行", "Last row", String(report.last))
        fields.add("末行摘要", "Its hash", report.hash)
        var text = fields.rendered(in: screen.language)
        if report.namedCount > 0 {
            let numbers = Self.numbers(report.named, of: report.namedCount)
            text +=
                screen.say(
                    "日志已自行记明缺失或被改的行：\(numbers.chinese)。",
                    "Rows that the log itself names as missing or altered: \(numbers.english)."
                ) + "\n"
        }
        return text + Self.verdict(report, on: screen) + "\n"
    }

    private static func verdict(_ report: AuditReport, on screen: Screen) -> String {
        guard report.holds else {
            let broken = Self.numbers(report.broken, of: report.brokenCount)
            return screen.say(
                "审计日志已断：缺失或被改的行：\(broken.chinese)。",
                "The audit log is broken: rows missing or altered: \(broken.english)."
            )
        }
        guard report.namedCount == 0 else {
            return screen.say("除此之外，审计日志首尾相接，没有改动。", "But for these the audit log is whole.")
        }
        return screen.say("审计日志首尾相接，没有改动。", "The audit log is whole from first to last.")
    }

    private static func numbers(_ shown: [RowRange], of count: Int) -> Phrase {
        let names = shown.map { $0.first == $0.last ? "\($0.first)" : "\($0.first)–\($0.last)" }
        let (chinese, english) = (names.joined(separator: "、"), names.joined(separator: ", "))
        guard count > shown.count else { return Phrase(chinese, english) }
        let told = shown.reduce(0) { $0 &+ Int($1.last &- $1.first) &+ 1 }
        return Phrase(
            chinese + (told < count ? " 等" : "") + "（共 \(count) 行）",
            english + (told < count ? " and others" : "") + " (\(count) in all)"
        )
    }
}
