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
        let delivered: TraceMoment
        let opened: TraceMoment
        let signed: TraceMoment
        let signedBy: String?
        let replied: TraceMoment
        let isAtOdds: Bool
        let lastHop: String?
        /// How far it has come below the office; nil when no office below it is addressed.
        let below: Below?
        /// Where its direct children are shown; nil when there is nothing to unfold.
        let unfoldPath: String?
    }

    /// Of the addressed offices below an office, how many have come to each stage.
    struct Below {
        let received: String
        let opened: String
        let signed: String
        let replied: String
        let overdue: String?

        init(_ counts: TraceCounts) {
            func part(_ count: Int) -> String {
                "\(Numerals.grouped(count))/\(Numerals.grouped(counts.recipients))"
            }
            self.received = part(counts.received)
            self.opened = part(counts.opened)
            self.signed = part(counts.signed)
            self.replied = part(counts.replied)
            self.overdue = counts.overdue > 0 ? Numerals.grouped(counts.overdue) : nil
        }
    }

    /// An office above those that are shown.
    struct Above {
        let name: String
        let path: String
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
        let files: [AttachmentView]
        let hasFiles: Bool
    }

    let summary: DirectiveRow
    /// Where it is recorded that somebody has opened it; nil when nothing is to be recorded.
    let openingPath: String?
    let body: String
    let hasBody: Bool
    let files: [AttachmentView]
    let hasFiles: Bool
    let carriesOut: String?
    let carriesOutPath: String
    let progress: [Progress]
    let steps: [Step]
    let hasSteps: Bool
    /// Whether some times are known only as bounds.
    let isSummedUp: Bool
    /// What stands in the field of the trace's filter.
    let search: String
    let isLagging: Bool
    let missing: [ChoiceView]
    /// The office whose branch is shown; nil for all.
    let under: String?
    /// It and the offices above it, the highest first.
    let lineage: [Above]
    let hasLineage: Bool
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
        self.openingPath =
            detail.awaitsOpening ? PagePath.opening(of: detail.summary.id) : nil
        self.body = detail.body
        self.hasBody = !detail.body.isEmpty
        self.files = (detail.attachments ?? []).map { AttachmentView($0) }
        self.hasFiles = !self.files.isEmpty
        self.carriesOut = detail.carriesOut
        self.carriesOutPath = PagePath.directive(detail.carriesOut ?? "")
        func moment(_ at: Int64?, _ stage: String, _ step: TraceStep) -> TraceMoment {
            TraceMoment(at, of: stage, in: step, now: now, language)
        }
        self.steps = trace.steps.map { step in
            Step(
                name: step.officeName,
                id: step.office,
                level: language.say(Words.level(step.level)),
                addressed: step.addressed,
                badge: BadgeView.step(step.state, language),
                delivered: moment(step.deliveredAt, "received", step),
                opened: moment(step.openedAt, "opened", step),
                signed: moment(step.signedAt, "signed", step),
                signedBy: step.signedBy,
                replied: moment(step.repliedAt, "answered", step),
                isAtOdds: step.replyConflict,
                lastHop: step.lastHopReached,
                below: step.below.map { Below($0) },
                unfoldPath: step.below.map { _ in
                    let place = Self.place(of: step, in: trace)
                    return PagePath.trace(of: detail.summary.id, TraceQuery(under: place))
                        + "#trace"
                }
            )
        }
        self.isSummedUp = self.steps.contains { step in
            [step.delivered, step.opened, step.signed, step.replied].contains { $0.latest != nil }
        }
        self.progress = Self.progress(trace.directive, language)
        self.hasSteps = !trace.steps.isEmpty
        self.search = query.search ?? ""
        self.isLagging = query.isLagging
        self.missing = Self.choices(query, language)
        self.under = query.under
        self.lineage = trace.lineage.map {
            Above(
                name: $0.officeName,
                path: PagePath.trace(of: detail.summary.id, TraceQuery(under: $0.office)) + "#trace"
            )
        }
        self.hasLineage = !trace.lineage.isEmpty
        self.isFiltered = !query.isEverything || query.under != nil
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
                        text: $0.text,
                        files: ($0.attachments ?? []).map { AttachmentView($0) },
                        hasFiles: $0.attachments?.isEmpty == false
                    )
                },
                hasEarlier: reply.earlier?.isEmpty == false
            )
        }
        self.hasReplies = detail.repliesTotal > 0
        self.reports = detail.reports.prefix(Console.rowsMax).map {
            ReportRow($0, now: now, language)
        }
        self.hasReports = !detail.reports.isEmpty
        self.reportsTotal = Numerals.grouped(detail.reportsTotal)
        self.joinedLater = Self.joinedLater(trace, language)
        self.asOf = MomentView(trace.asOf, now: now, language)
    }

    /// The path of an office whose branch can be unfolded: below the one that is, or below the node's own.
    private static func place(of step: TraceStep, in trace: DirectiveTrace) -> String {
        trace.lineage.last.map { "\($0.office)/\(step.office)" } ?? step.office
    }

    private static func choices(
        _ query: TraceQuery,
        _ language: ConsoleLanguage
    ) -> [ChoiceView] {
        TraceQuery.Missing.allCases.map { missing in
            ChoiceView(
                value: missing.rawValue,
                words: language.say(Words.missing(missing)),
                isCurrent: query.missing == missing
            )
        }
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
}
