import Admin
import OfficeWork
import Store
import SyncProtocol

extension OfficeService {
    func reports(_ query: ReportQuery, _ page: PageRequest) async throws -> Page<ReportSummary> {
        let (own, attachments) = (self.office, self.attachments)
        return try await self.read { snapshot in
            let roster = try Roster(snapshot, own: own)
            let found = try snapshot.reports(
                of: try query.office.map { try roster.find($0, field: "office") },
                period: try query.period.map { try Self.period($0) },
                indicator: try query.indicator.map { try Self.indicator($0).number },
                try page.range(of: .reports)
            )
            return try Page(found) { try Self.summary($0, snapshot, roster, attachments) }
        }
    }

    func report(_ reference: String, office: String?) async throws -> ReportDetail {
        let (own, attachments) = (self.office, self.attachments)
        return try await self.read { snapshot in
            let roster = try Roster(snapshot, own: own)
            let row = try Self.find(
                reference,
                of: try office.map { try roster.find($0, field: "office") },
                snapshot
            )
            guard let contents = try snapshot.contents(of: row) else {
                throw APIError.unknownReport(reference)
            }
            return ReportDetail(
                summary: try Self.summary(row, snapshot, roster, attachments),
                author: contents.author.description,
                change: contents.change.description,
                figures: contents.entries.map { Self.figure($0) },
                way: try Self.way(of: row, snapshot, roster)
            )
        }
    }

    private static func find(
        _ reference: String,
        of office: OfficePath?,
        _ snapshot: StoreSnapshot
    ) throws -> ReportRow {
        guard let id = ReportID(hex: reference) else { throw APIError.unknownReport(reference) }
        let rows = try snapshot.reports(id: id).filter { office == nil || $0.office == office }
        guard let row = rows.first else { throw APIError.unknownReport(reference) }
        guard rows.count == 1 else {
            throw APIError.ambiguousReport(reference, offices: rows.map { "\($0.office)" })
        }
        return row
    }

    static func indicator(_ code: String) throws(APIError) -> Indicator {
        guard let indicator = Indicator.byCode(code) else { throw .unknownIndicator(code) }
        return indicator
    }

    static func summary(
        _ row: ReportRow,
        _ snapshot: StoreSnapshot,
        _ roster: Roster,
        _ attachments: AttachmentService
    ) throws -> ReportSummary {
        let replaced = try snapshot.replacedCount(of: row)
        return ReportSummary(
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

    private static func figure(_ entry: ReportContents.Entry) -> ReportFigure {
        let figure = entry.figure
        let indicator = Indicator.byNumber(figure.indicator)
        func text(_ value: Int64) -> String { indicator?.text(scaled: value) ?? String(value) }
        let correction = entry.standing.flatMap { standing in
            standing.value == figure.value
                ? nil
                : FigureCorrection(
                    value: text(standing.value),
                    at: standing.at,
                    user: entry.standingUser
                )
        }
        return ReportFigure(
            indicator: indicator?.code ?? "\(figure.indicator)",
            name: indicator?.nameChinese ?? "指标 \(figure.indicator)",
            nameEnglish: indicator?.nameEnglish ?? "indicator \(figure.indicator)",
            unit: indicator?.unitChinese ?? "",
            unitEnglish: indicator?.unit ?? "",
            period: figure.period.text,
            value: text(figure.value),
            correction: correction,
            earlier: entry.earlier.map {
                EarlierFigure(
                    value: text($0.value),
                    report: $0.report.id.description,
                    at: $0.report.submittedAt,
                    user: $0.report.user
                )
            }
        )
    }

    /// The office that reports and all above it: what each is known to have.
    private static func way(
        of row: ReportRow,
        _ snapshot: StoreSnapshot,
        _ roster: Roster
    ) throws -> [ReportStep] {
        let saved = try snapshot.saved(
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
