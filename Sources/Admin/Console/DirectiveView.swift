/// One directive with its text, and its trace and replies page by page.
struct DirectiveView {
    /// How many of the recipients have come to a stage.
    struct Progress {
        let words: String
        let count: String
        let all: String
        /// For the bar: plain digits.
        let value: String
        let most: String
    }

    struct Step {
        let name: String
        let id: String
        let level: String
        let addressed: Bool
        let badge: BadgeView
        let deliveredAt: MomentView?
        let openedAt: MomentView?
        /// What goes with a state that only a fold tells.
        let known: String?
        let signedAt: MomentView?
        let signedBy: String?
        let repliedAt: MomentView?
        let isAtOdds: Bool
        /// Whether what is missing is still on its way.
        let comingUp: Bool
        let lastHop: String?
    }

    struct Reply {
        let name: String
        let user: String
        let at: MomentView
        let text: String
        let isAtOdds: Bool
        let saved: String
        let files: [AttachmentView]
        let hasFiles: Bool
        let earlier: [Earlier]
        let hasEarlier: Bool
    }

    /// What an office had replied before.
    struct Earlier {
        let user: String
        let at: MomentView
        let text: String
    }

    let summary: DirectiveRow
    let body: String
    let hasBody: Bool
    let files: [AttachmentView]
    let hasFiles: Bool
    let carriesOut: String?
    let carriesOutPath: String
    let progress: [Progress]
    let steps: [Step]
    let hasSteps: Bool
    /// What stands in the field of the trace's filter.
    let search: String
    let isLagging: Bool
    let isFiltered: Bool
    let path: String
    let stepsPaging: PagingView?
    let replies: [Reply]
    let hasReplies: Bool
    let repliesTotal: String
    /// The way to the newest replies, and to those that follow; nil where there are none.
    let repliesFirst: String?
    let repliesNext: String?
    let hasRepliesWays: Bool
    /// Reports that name it.
    let reports: [ReportRow]
    let hasReports: Bool
    let reportsTotal: String
    /// Offices that came later; nil when there are none.
    let joinedLater: String?
    let asOf: MomentView

    init(
        detail: DirectiveDetail,
        trace: DirectiveTrace,
        _ query: TraceQuery,
        after: String?,
        repliesAfter: String?,
        now: Int64,
        language: ConsoleLanguage
    ) {
        self.summary = DirectiveRow(trace.directive, language)
        self.body = detail.body
        self.hasBody = !detail.body.isEmpty
        self.files = (detail.attachments ?? []).map { AttachmentView($0) }
        self.hasFiles = !self.files.isEmpty
        self.carriesOut = detail.carriesOut
        self.carriesOutPath = PagePath.directive(detail.carriesOut ?? "")
        self.steps = trace.steps.map { step in
            Step(
                name: step.officeName,
                id: step.office,
                level: language.say(Words.level(step.level)),
                addressed: step.addressed,
                badge: BadgeView.step(step.state, language),
                deliveredAt: step.deliveredAt.map { MomentView($0, now: now, language) },
                openedAt: step.openedAt.map { MomentView($0, now: now, language) },
                known: Self.known(step, language),
                signedAt: step.signedAt.map { MomentView($0, now: now, language) },
                signedBy: step.signedBy,
                repliedAt: step.repliedAt.map { MomentView($0, now: now, language) },
                isAtOdds: step.replyConflict,
                comingUp: step.comingUp,
                lastHop: step.lastHopReached
            )
        }
        self.progress = Self.progress(trace.directive, language)
        self.hasSteps = !trace.steps.isEmpty
        self.search = query.search ?? ""
        self.isLagging = query.isLagging
        self.isFiltered = !query.isEverything
        self.path = PagePath.directive(detail.summary.id)
        self.stepsPaging = PagingView(
            PagingView.List(
                path: PagePath.trace(of: detail.summary.id, query),
                fragment: "#trace"
            ),
            after: after,
            next: trace.next,
            total: trace.total,
            language: language
        )
        let path = self.path
        self.repliesTotal = Numerals.grouped(detail.repliesTotal)
        self.repliesFirst = repliesAfter.map { _ in path + "#replies" }
        self.repliesNext = detail.repliesNext.map {
            PagePath.adding([("replies", $0)], to: path) + "#replies"
        }
        self.hasRepliesWays = repliesAfter != nil || detail.repliesNext != nil
        self.replies = detail.replies.map { reply in
            Reply(
                name: reply.officeName,
                user: reply.user,
                at: MomentView(reply.at, now: now, language),
                text: reply.text,
                isAtOdds: reply.conflicting,
                saved: reply.saved.map(\.officeName).joined(separator: " / "),
                files: (reply.attachments ?? []).map { AttachmentView($0) },
                hasFiles: reply.attachments?.isEmpty == false,
                earlier: (reply.earlier ?? []).map {
                    Earlier(
                        user: $0.user,
                        at: MomentView($0.at, now: now, language),
                        text: $0.text
                    )
                },
                hasEarlier: reply.earlier?.isEmpty == false
            )
        }
        self.hasReplies = detail.repliesTotal > 0
        self.reports = detail.reports.map { ReportRow($0, now: now, language) }
        self.hasReports = !detail.reports.isEmpty
        self.reportsTotal = Numerals.grouped(detail.reportsTotal)
        self.joinedLater = Self.joinedLater(trace, language)
        self.asOf = MomentView(trace.asOf, now: now, language)
    }

    private static func progress(
        _ directive: DirectiveSummary,
        _ language: ConsoleLanguage
    ) -> [Progress] {
        [
            (language.say("送达", "Received"), directive.received),
            (language.say("已阅", "Opened"), directive.opened),
            (language.say("签收", "Signed"), directive.signed),
            (language.say("回复", "Replied"), directive.replied),
        ]
        .map { words, count in
            Progress(
                words: words,
                count: Numerals.grouped(count),
                all: Numerals.grouped(directive.recipients),
                value: String(count),
                most: String(max(1, directive.recipients))
            )
        }
    }

    private static func joinedLater(
        _ trace: DirectiveTrace,
        _ language: ConsoleLanguage
    ) -> String? {
        guard !trace.joinedLater.isEmpty else { return nil }
        let names = trace.joinedLater.map { "\($0.officeName) \($0.office)" }
        let rest = trace.directive.joinedLater - names.count
        let more = rest > 0 ? language.say(" 等，另有 \(rest) 个", ", and \(rest) more") : ""
        return names.joined(separator: language.say("、", ", ")) + more
    }

    private static func known(_ step: TraceStep, _ language: ConsoleLanguage) -> String? {
        guard let at = step.knownAt else { return nil }
        let furthest =
            switch step.reached.last {
            case "answered": language.say("已回复", "replied")
            case "signed": language.say("已签收", "signed")
            case "opened": language.say("已阅", "opened")
            default: language.say("已送达", "delivered")
            }
        let time = "\(furthest) \(ChinaTime.minute(at))"
        return switch step.basis {
        case .record, .unknown: nil
        case .fold: language.say("汇总：\(time)", "by fold: \(time)")
        case .atLeast:
            language.say("汇总：至少如此，不晚于其时：\(time)", "by fold: at least this by then: \(time)")
        }
    }
}
