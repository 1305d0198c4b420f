import Admin
import OfficeWork
import Store
import SyncProtocol

// One report and what stands in it, as the API gives it out.

extension ReportSummary {
    init(
        _ row: ReportRow,
        _ snapshot: StoreSnapshot,
        _ roster: Roster,
        _ attachments: AttachmentService
    ) throws(StoreError) {
        let replaced = try snapshot.reports.replacedCount(of: row)
        self.init(
            id: row.report.id.description,
            office: row.office.office.text,
            officeName: roster.name(row.office),
            title: row.report.title,
            period: row.report.period.text,
            text: row.report.text,
            directive: row.report.directive,
            points: row.report.pointCount,
            replaced: replaced > 0 ? replaced : nil,
            submittedAt: row.report.submittedAt,
            user: row.report.user,
            saved: try SavedPlace.all(
                RecordKind.report.record(row.report.id.bytes),
                in: SpaceID(.reports, of: row.office),
                writtenAt: row.report.submittedAt,
                snapshot,
                roster
            ),
            attachments: attachments.summaries(row.report.attachments)
        )
    }
}

extension ReportFigure {
    init(_ entry: ReportContents.Entry) {
        let figure = entry.figure
        let words = IndicatorWords(number: figure.indicator)
        let correction = entry.standing.flatMap { standing in
            standing.value == figure.value
                ? nil
                : FigureCorrection(
                    value: words.text(standing.value),
                    at: standing.at,
                    user: entry.standingUser
                )
        }
        self.init(
            indicator: words.code,
            name: words.name,
            nameEnglish: words.nameEnglish,
            unit: words.unit,
            unitEnglish: words.unitEnglish,
            period: figure.period.text,
            value: words.text(figure.value),
            correction: correction,
            earlier: entry.earlier.map {
                EarlierFigure(
                    value: words.text($0.value),
                    report: $0.report.id.description,
                    at: $0.report.submittedAt,
                    user: $0.report.user
                )
            }
        )
    }
}

extension ReportStep {
    /// The office that reports and all above it: what each is known to have.
    static func way(
        of row: ReportRow,
        _ snapshot: StoreSnapshot,
        _ roster: Roster
    ) throws -> [ReportStep] {
        let saved = try snapshot.notes.saved(
            RecordKind.report.record(row.report.id.bytes),
            in: SpaceID(.reports, of: row.office)
        )
        return row.office.lineage.reversed().map { path in
            let confirmedAt = saved.first { $0.reader == path }?.at
            let (state, at): (String, Int64?) =
                if path == row.office {
                    ("written", row.report.submittedAt)
                } else if path == roster.own {
                    // When it came here is not kept; what is written here for a hosted office is here at once.
                    ("here", roster.isOwnOrHosted(row.office) ? row.report.submittedAt : nil)
                } else {
                    (confirmedAt == nil ? "unknown" : "saved", confirmedAt)
                }
            return ReportStep(
                office: path.office.text,
                officeName: roster.name(path),
                level: roster.level(path)?.rawValue ?? "",
                state: state,
                at: at
            )
        }
    }
}
