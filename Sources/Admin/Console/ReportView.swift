/// One report with its figures and its way up.
struct ReportView {
    struct Figure {
        let name: String
        let code: String
        let period: String
        let unit: String
        let value: String
        /// What holds now, and since when; nil while the figure stands.
        let corrected: String?
        let correctedAt: MomentView?
        let correctedBy: String?
        /// What an earlier report had said.
        let earlier: String?
        let earlierAt: MomentView?
        let earlierPath: String
    }

    struct Step {
        let name: String
        let id: String
        let level: String
        let badge: BadgeView
        let at: MomentView?
    }

    let summary: ReportRow
    let text: String
    let hasText: Bool
    let directive: String?
    let directivePath: String
    let author: String
    let change: String
    let figures: [Figure]
    let hasFigures: Bool
    /// Figures that are not shown; nil when all are.
    let figuresMore: String?
    let steps: [Step]
    let files: [AttachmentView]
    let hasFiles: Bool

    init(_ detail: ReportDetail, now: Int64, _ language: ConsoleLanguage) {
        self.summary = ReportRow(detail.summary, now: now, language)
        self.text = detail.summary.text
        self.hasText = !detail.summary.text.isEmpty
        self.directive = detail.summary.directive
        self.directivePath = PagePath.directive(detail.summary.directive ?? "")
        self.author = detail.author
        self.change = detail.change
        let rest = detail.figures.count - Console.rowsMax
        self.figuresMore = rest > 0 ? Numerals.grouped(rest) : nil
        self.figures = detail.figures.prefix(Console.rowsMax).map { figure in
            Figure(
                name: language.name(
                    figure.name,
                    figure.nameEnglish.isEmpty ? nil : figure.nameEnglish
                ),
                code: figure.indicator,
                period: figure.period,
                unit: language.say(figure.unit, figure.unitEnglish),
                value: Numerals.grouped(figure.value),
                corrected: figure.correction.map { Numerals.grouped($0.value) },
                correctedAt: figure.correction.map { MomentView($0.at, now: now, language) },
                correctedBy: figure.correction?.user,
                earlier: figure.earlier.map { Numerals.grouped($0.value) },
                earlierAt: figure.earlier.map { MomentView($0.at, now: now, language) },
                earlierPath: "/reports/" + PercentEncoding.encode(figure.earlier?.report ?? "")
            )
        }
        self.hasFigures = !detail.figures.isEmpty
        self.steps = detail.way.map { step in
            Step(
                name: step.officeName,
                id: step.office,
                level: language.say(Words.level(step.level)),
                badge: BadgeView.reportStep(step.state, language),
                at: step.at.map { MomentView($0, now: now, language) }
            )
        }
        self.files = (detail.summary.attachments ?? []).map { AttachmentView($0) }
        self.hasFiles = !self.files.isEmpty
    }
}
