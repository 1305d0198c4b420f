package import SyncProtocol

/// Finds the figures that came with a report, in the feed in which it was written.
///
/// A report does not hold its figures: they are records of their own, so that a later report can
/// correct them. But both are written in one go, the report first and then a record of figures for each
/// period (``ReportContent/intents(by:at:user:)``). Since a change holds each record once, figures may lie in a
/// later change than their report; what others write at the same time may come between.
package struct ReportedFigures: Hashable, Sendable {
    private let report: RecordID
    private let count: Int
    /// Who wrote the report, once it has been found.
    private var writer: Writer?
    private var isOver = false
    /// In the order in which they were written: ascending by period and indicator.
    package private(set) var found: [ReportedFigure] = []

    private struct Writer: Hashable {
        let user: String?
        let act: ActID?
    }

    package init(of report: Report) {
        self.report = RecordKind.report.record(report.id.bytes)
        self.count = report.pointCount
    }

    /// Whether all are found, or none can come any more.
    package var isComplete: Bool { self.isOver || self.found.count >= self.count }

    /// Reads the next change of the feed; the first one MUST be that which wrote the report.
    package mutating func read(_ change: Change, id: ChangeID) throws(CBORError) {
        let writer = Writer(user: change.user, act: change.act)
        guard self.writer == nil || self.writer == writer else { return }
        for edit in try change.edits() {
            if edit.record == self.report {
                self.writer = writer
            } else if self.writer != nil, !self.isComplete {
                self.read(edit, of: id)
            }
        }
    }

    private mutating func read(_ edit: RecordEdit, of change: ChangeID) {
        switch RecordKind(rawValue: edit.record.kind) {
        // The next report of the same call.
        case .report: self.isOver = true
        case .figures:
            guard let period = Figures.period(key: edit.record.key) else { return }
            for field in edit.fields {
                guard case .choice(let value, _) = field.operation,
                    let scaled = Figures.scaled(value, indicator: field.number)
                else { continue }
                self.found.append(
                    ReportedFigure(
                        period: period,
                        indicator: field.number,
                        value: scaled,
                        change: change
                    )
                )
            }
        default: return
        }
    }
}
