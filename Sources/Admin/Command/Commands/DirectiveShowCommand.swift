import Admin
import ArgumentParser
import PlainText

struct DirectiveShowCommand: OfficeCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: HelpLanguage.say("查看一份文件。", "Shows one directive with its text and replies."),
            discussion: HelpLanguage.say(
                """
                首次查看发给本单位的文件即登记“已阅”。回复按时间从新到旧列出；多时分页，用 --after 看下一页。单位再次回复时，其此前的回复一并列出。

                EXAMPLES
                  cast-admin directive show 科协发学字〔2015〕60号
                  cast-admin directive show 0123456789abcdef0123456789abcdef --json
                """,
                """
                The first look at a directive that is addressed to this office records that it was \
                opened. Replies come newest first; of many, --after shows the next page. Where an office has \
                replied again, what it had replied before is listed with it.

                EXAMPLES
                  cast-admin directive show 科协发学字〔2015〕60号
                  cast-admin directive show 0123456789abcdef0123456789abcdef --json
                """
            )
        )
    }

    @OptionGroup var global: GlobalOptions

    @Argument(help: .said("文号或编号。", "文号 or id.", valueName: "directive"))
    var reference: String

    @Option(
        help: .said(
            "最多列出多少个单位的回复，1 到 1000。",
            "Show the replies of at most this many offices, 1 to 1000.",
            valueName: "n"
        )
    )
    var limit = PageRequest.limitDefault

    @Option(
        help: .said(
            "列出此后的回复；上一页会给出。",
            "Show the replies that follow; the page before says which.",
            valueName: "key"
        )
    )
    var after: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        let screen = context.screen(self.global)
        let reference = try Check.directive(self.reference)
        let query = try self.query()
        let caller = try self.global.caller()
        let detail = try await context.withOffice(self.global) { office in
            var detail = try await office.directive(reference, by: caller)
            // Whoever reads it here has opened it; reading goes on whatever becomes of that.
            if detail.awaitsOpening,
                (try? await office.open(detail.summary.id, by: caller)) != nil
            {
                detail = try await office.directive(detail.summary.id, by: caller)
            }
            guard query != ReplyQuery() else { return detail }
            return detail.with(
                try await office.replies(detail.summary.id, query, by: caller)
            )
        }
        try screen.show(detail) { Self.text(detail, on: screen) }
        return .success
    }

    private func query() throws(UsageFailure) -> ReplyQuery {
        guard (1...PageRequest.limitMax).contains(self.limit) else {
            throw PageOptions.wrongLimit
        }
        let after = try self.after.map { key throws(UsageFailure) in
            try Check.filled(key, " --after ", "--after")
        }
        return ReplyQuery(after: after, limit: self.limit)
    }

    /// What heads both this page and that of the trace.
    static func head(_ summary: DirectiveSummary, on screen: Screen) -> Fields {
        var fields = Fields()
        fields.add("文号", "Number", summary.number)
        fields.add("标题", "Title", summary.title)
        fields.add("编号", "Id", summary.id)
        fields.add("发文单位", "Issuer", "\(summary.issuerName) (\(summary.issuer))")
        fields.add("缓急", "Urgency", Urgency.phrase(summary.urgency))
        fields.add("成文日期", "Issued", summary.issuedOn)
        fields.add(
            "回复期限",
            "Reply by",
            summary.replyBy.map { Phrase(same: $0) } ?? Phrase("不要求回复", "no reply asked")
        )
        fields.add(
            "进度",
            "Progress",
            Phrase(
                "主送 \(summary.recipients)，送达 \(summary.received)，已阅 \(summary.opened)，签收 \(summary.signed)，"
                    + "回复 \(summary.replied)，逾期 \(summary.overdue)",
                "\(summary.recipients) addressed, \(summary.received) arrived, \(summary.opened) opened, "
                    + "\(summary.signed) signed, \(summary.replied) replied, "
                    + "\(summary.overdue) overdue"
            )
        )
        if summary.joinedLater > 0 {
            fields.add(
                "后加入",
                "Joined later",
                Phrase(
                    "\(summary.joinedLater) 个单位在印发后加入，不要求办理",
                    "\(EnglishCount.text(summary.joinedLater, "office")) came after it was issued; nothing is asked of \(summary.joinedLater == 1 ? "it" : "them")"
                )
            )
        }
        if !summary.saved.isEmpty {
            let places = summary.saved.map(\.officeName).joined(separator: " / ")
            fields.add("签收已存", "Signature saved at", Phrase(same: places))
        }
        if summary.openConflicts > 0 {
            fields.add(
                "待定",
                "To settle",
                Phrase(
                    "\(summary.openConflicts) 处有并存的值或回复，待人确认",
                    "\(EnglishCount.text(summary.openConflicts, "place")) where values or replies stand side by side"
                )
            )
        }
        return fields
    }

    private static func text(_ detail: DirectiveDetail, on screen: Screen) -> String {
        var fields = Self.head(detail.summary, on: screen)
        fields.add("主送", "To", detail.recipients.joined(separator: ", "))
        if let carriesOut = detail.carriesOut {
            fields.add("落实文件", "Carries out", carriesOut)
        }
        for file in detail.attachments ?? [] { fields.add("附件", "File", AttachmentText.text(file)) }
        var text = fields.rendered(in: screen.language)
        if !detail.body.isEmpty {
            text += "\n" + SafeText.paragraph(detail.body) + "\n"
        }
        return text + "\n" + Self.replies(detail, on: screen)
            + Self.reports(detail, on: screen)
    }

    private static func reports(_ detail: DirectiveDetail, on screen: Screen) -> String {
        guard !detail.reports.isEmpty else { return "" }
        let count = detail.reportsTotal
        let heading = screen.say("对应的进展报告（共 \(count)）", "Reports about it (\(count))")
        let lines = detail.reports.map { report in
            SafeText.line(
                "\(screen.say(ChinaTime.zoned(report.submittedAt)))  \(report.officeName) (\(report.office)), "
                    + "\(report.period), \(report.title), \(report.id)"
            ) + "\n"
        }
        return "\n" + heading + "\n" + lines.joined()
    }

    private static func isAtOdds(_ reply: ReplySummary, on screen: Screen) -> String {
        guard reply.conflicting else { return "" }
        return screen.say(
            "该单位有并存的回复，待定：由该单位用 record settle 裁定，写明以何为准。\n",
            "This office has replies side by side, to be settled: it says with record settle what holds.\n"
        )
    }

    private static func saved(_ reply: ReplySummary) -> Phrase {
        let places = reply.saved.map(\.officeName).joined(separator: " / ")
        return Phrase("已存：\(places)", "Saved at: \(places)")
    }

    private static func replies(_ detail: DirectiveDetail, on screen: Screen) -> String {
        guard detail.repliesTotal > 0 else {
            return screen.say("还没有回复。", "No replies yet.") + "\n"
        }
        let heading = screen.say(
            "回复（共 \(detail.repliesTotal) 个单位）",
            "Replies of \(EnglishCount.text(detail.repliesTotal, "office"))"
        )
        let texts = detail.replies.map { reply in
            let who = "\(reply.officeName) (\(reply.office)), \(reply.user)"
            return "\n" + SafeText.line("\(screen.say(ChinaTime.zoned(reply.at)))  \(who)") + "\n"
                + SafeText.paragraph(reply.text) + "\n" + Self.isAtOdds(reply, on: screen)
                + SafeText.line(screen.say(Self.saved(reply))) + "\n"
                + (reply.attachments ?? []).map { SafeText.line(AttachmentText.text($0)) + "\n" }
                .joined() + Self.earlier(reply, on: screen)
        }
        let more = detail.repliesNext.map { key in
            "\n" + screen.say("还有更多：加 --after \(key)", "There are more: add --after \(key)") + "\n"
        }
        return heading + "\n" + texts.joined() + (more ?? "")
    }

    private static func earlier(_ reply: ReplySummary, on screen: Screen) -> String {
        (reply.earlier ?? []).map { earlier in
            let when = "\(screen.say(ChinaTime.zoned(earlier.at))), \(earlier.user)"
            let head = screen.say("此前的回复（\(when)）：", "Before (\(when)):")
            let files = (earlier.attachments ?? []).map {
                SafeText.line("    \(AttachmentText.text($0))") + "\n"
            }
            return SafeText.line("  \(head) \(earlier.text)") + "\n" + files.joined()
        }.joined()
    }
}
