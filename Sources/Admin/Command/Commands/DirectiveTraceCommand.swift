import Admin
import ArgumentParser

struct DirectiveTraceCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "trace",
            abstract: HelpLanguage.say(
                "追踪一份文件。",
                "Shows where a directive is and who has not got it."
            ),
            discussion: """
                EXAMPLES
                  cast-admin directive trace 科协发学字〔2015〕60号
                  cast-admin directive trace 科协发学字〔2015〕60号 --branches
                  cast-admin directive trace 科协发学字〔2015〕60号 --below 510000 --missing unsigned
                  cast-admin directive trace 科协发学字〔2015〕60号 --search 成都 --limit 20 --json
                """
        )
    }

    @OptionGroup var global: GlobalOptions
    @OptionGroup var page: PageOptions
    @OptionGroup var chosen: SubtreeOptions

    @Argument(help: .said("文号或编号。", "文号 or id.", valueName: "directive"))
    var reference: String

    @Flag(help: .said("只列尚未办结的单位。", "Only offices of which something is still awaited."))
    var lagging = false

    @Option(
        help: .said(
            "只列未送达、未签收、未回复或逾期的单位。",
            "Only offices that it has not reached, that have not signed or replied, or are overdue.",
            valueName: "undelivered|unsigned|unreplied|overdue"
        )
    )
    var missing: String?

    @Flag(
        help: .said(
            "逐个列出直属下级，并汇总各自下级的进度。",
            "One line for each office directly below, with what has come of it further down."
        )
    )
    var branches = false

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let reference = try Check.directive(self.reference)
        let request = try self.page.request()
        let query = TraceQuery(
            isLagging: self.lagging,
            search: try self.chosen.checkedSearch,
            missing: try self.missing.map { try Self.missing($0) },
            under: try self.chosen.checkedBelow,
            unfolds: self.branches
        )
        guard query.isEverything || !self.branches else {
            throw UsageFailure(
                "--branches 汇总全部单位，不能与 --lagging、--search、--missing 同用",
                "--branches sums up all offices: it cannot be used with --lagging, --search or --missing"
            )
        }
        let trace = try await context.withOffice(self.global) {
            try await $0.trace(reference, query, request, by: self.global.caller())
        }
        try screen.show(trace) { Self.text(trace, query, on: screen) }
        return .success
    }

    private static func missing(_ text: String) throws(UsageFailure) -> TraceQuery.Missing {
        guard let missing = TraceQuery.Missing(rawValue: text) else {
            let words = TraceQuery.Missing.allCases.map(\.rawValue).joined(separator: "|")
            throw UsageFailure(
                "--missing 只能是 \(words)，不能是“\(text)”",
                "--missing is one of \(words), not “\(text)”"
            )
        }
        return missing
    }

    private static func text(
        _ trace: DirectiveTrace,
        _ query: TraceQuery,
        on screen: Screen
    ) -> String {
        var fields = DirectiveShowCommand.head(trace.directive, on: screen)
        fields.add("截至", "As of", ChinaTime.zoned(trace.asOf))
        let head = fields.rendered(in: screen.language) + "\n"
        guard !trace.steps.isEmpty else {
            let nothing =
                query.isEverything
                ? Phrase("还没有任何单位的消息。", "No news from any office yet.")
                : Phrase("没有符合条件的单位。", "No office meets these conditions.")
            return head + screen.say(nothing) + "\n"
        }
        let table = Table(
            [
                .text("单位", "Office"), .text("级别", "Level"), .text("状态", "State"),
                .text("送达（北京时间）", "Delivered (China)"), .text("已阅", "Opened"),
                .text("签收", "Signed"),
                .text("签收人", "Signed by", columnsMax: 20), .text("回复", "Replied"),
                query.unfolds
                    ? .text("下级：送达/签收/回复/应办", "Below: arrived/signed/replied/of")
                    : .text("已到", "Got as far as"),
            ],
            rows: trace.steps.map { Self.row($0, query, on: screen) }
        )
        let more = trace.next.map {
            screen.say(
                "共 \(trace.total)，还有：加 --after \($0) 查看",
                "\(trace.total) in all; there are more: add --after \($0)"
            ) + "\n"
        }
        return head + table.rendered(in: screen.language) + (more ?? "")
            + Self.later(trace, on: screen)
    }

    private static func later(_ trace: DirectiveTrace, on screen: Screen) -> String {
        guard !trace.joinedLater.isEmpty else { return "" }
        let names = trace.joinedLater.map { "\($0.officeName) (\($0.office))" }
        let rest = trace.directive.joinedLater - names.count
        let more = rest > 0 ? screen.say(" 等，另有 \(rest) 个", ", and \(rest) more") : ""
        let text = screen.say(
            "后加入：\(names.joined(separator: "、"))\(more)",
            "Joined later: \(names.joined(separator: ", "))\(more)"
        )
        return "\n" + SafeText.line(text) + "\n"
    }

    /// When an office came to a step. Of offices further down folds tell what they have done and when
    /// they did the last of it; all before that was done by then.
    private static func time(
        _ at: Int64?,
        of word: String,
        in step: TraceStep,
        on screen: Screen
    ) -> String {
        guard at == nil, let knownAt = step.knownAt, step.reached.contains(word) else {
            guard at == nil, step.comingUp else { return ChinaTime.text(at) }
            return screen.say("仍在上报中", "still coming up")
        }
        let time = ChinaTime.text(knownAt)
        // Who stores a directive has verified it: the two are one moment.
        let last = step.reached.last { $0 != "verified" }
        let isExact = step.basis == .fold && last == word
        return isExact ? time : screen.say("不晚于 \(time)", "no later than \(time)")
    }

    private static func below(_ counts: TraceCounts?) -> String {
        counts.map { "\($0.received)/\($0.signed)/\($0.replied)/\($0.recipients)" } ?? "—"
    }

    private static func row(
        _ step: TraceStep,
        _ query: TraceQuery,
        on screen: Screen
    ) -> [String] {
        let odds = step.replyConflict ? screen.say("（回复待定）", " (replies to settle)") : ""
        let state = screen.say(Words.trace(step.state)) + odds
        return [
            "\(step.officeName) (\(step.office))",
            screen.say(Words.level(step.level)),
            step.addressed ? state : state + screen.say("（转递）", " (relay)"),
            Self.time(step.deliveredAt, of: "received", in: step, on: screen),
            Self.time(step.openedAt, of: "opened", in: step, on: screen),
            Self.time(step.signedAt, of: "signed", in: step, on: screen),
            step.signedBy ?? "—",
            Self.time(step.repliedAt, of: "answered", in: step, on: screen),
            query.unfolds ? Self.below(step.below) : step.lastHopReached ?? "—",
        ]
    }
}
