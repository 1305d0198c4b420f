import Admin
import ArgumentParser
import PlainText

struct VerifyStoreCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "store",
            abstract: HelpLanguage.say(
                "重新核验全部数据。",
                "Checks every hash, chain and signature again."
            ),
            discussion: HelpLanguage.say(
                """
                发现问题时退出码为 1。

                EXAMPLES
                  cast-admin verify store
                  cast-admin verify --json
                """,
                """
                The exit code is 1 when there are problems.

                EXAMPLES
                  cast-admin verify store
                  cast-admin verify --json
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let report = try await context.withOffice(self.global) {
            try await $0.verify(by: self.global.caller())
        }
        try screen.show(report) { Self.text(report, on: screen) }
        return Self.isSound(report) ? .success : .problemsFound
    }

    /// Derived state that differs from a fresh fold is a problem, listed or not.
    private static func isSound(_ report: VerifyReport) -> Bool {
        report.problems.isEmpty && report.stateDigest == report.rebuiltDigest
    }

    private static func text(_ report: VerifyReport, on screen: Screen) -> String {
        var fields = Fields()
        fields.add(
            "已核验",
            "Checked",
            Phrase(
                "\(report.feeds) 个源，\(report.changes) 条变更，\(report.records) 条记录，"
                    + "用时 \(report.seconds) 秒",
                [
                    EnglishCount.text(report.feeds, "feed"),
                    EnglishCount.text(report.changes, "change"),
                    EnglishCount.text(report.records, "record"),
                ].joined(separator: ", ") + " in \(report.seconds) s"
            )
        )
        fields.add("状态摘要", "State digest", report.stateDigest)
        fields.add("重算摘要", "Derived anew", report.rebuiltDigest)
        var text = fields.rendered(in: screen.language)
        if report.stateDigest != report.rebuiltDigest {
            text +=
                screen.say(
                    "状态与重算的不一致：请重建派生数据。",
                    "The state differs from the one derived anew: rebuild the derived data."
                ) + "\n"
        }
        for problem in report.problems {
            let words = screen.say(problem.messageChinese, problem.messageEnglish)
            text += "- " + SafeText.line(words) + "\n"
        }
        return text
            + (Self.isSound(report)
                ? screen.say("没有问题。", "No problems.")
                : screen.say(
                    "发现 \(max(1, report.problems.count)) 个问题。",
                    "Problems found: \(max(1, report.problems.count))."
                )) + "\n"
    }
}
