/// A report with its figures and its way up.
package struct ReportDetail: Codable, Sendable, Equatable {
    package let summary: ReportSummary
    /// Whose key signed it.
    package let author: String
    /// The change that wrote it.
    package let change: String
    /// The figures that came with it, by period and indicator.
    package let figures: [ReportFigure]
    /// The office that reports and all above it, from there up.
    package let way: [ReportStep]

    package init(
        summary: ReportSummary,
        author: String,
        change: String,
        figures: [ReportFigure],
        way: [ReportStep]
    ) {
        self.summary = summary
        self.author = author
        self.change = change
        self.figures = figures
        self.way = way
    }
}
