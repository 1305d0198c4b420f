package import OfficeWork
package import SyncProtocol

/// What one report said when it was written, and what has become of its figures.
package struct ReportContents: Sendable, Hashable {
    package struct Entry: Sendable, Hashable {
        package let figure: ReportedFigure
        /// What holds now for the same indicator, period and office.
        package let standing: StandingFigure?
        /// Who wrote that; nil when other figures of the period were written after it.
        package let standingUser: String?
        /// What an earlier report of the office and the period had said; nil when none said something else.
        package let earlier: EarlierFigure?
    }

    /// A figure of an earlier report that this one took the place of.
    package struct EarlierFigure: Sendable, Hashable {
        /// In units of the indicator's last digit.
        package let value: Int64
        package let report: Report
    }

    /// The change that wrote the report.
    package let change: ChangeID
    /// Whose key signed it.
    package let author: AuthorID
    /// Ascending by period and indicator.
    package let entries: [Entry]
}
