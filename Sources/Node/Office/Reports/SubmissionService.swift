import Admin
import OfficeWork
import PlainText
import Store
import SyncProtocol

/// Takes in the reports of this office and of those that it hosts.
struct SubmissionService: Sendable {
    /// The greatest number of reports in one call.
    static let reportsMax = 5_000

    let context: OfficeContext
    let attachments: AttachmentService

    func submit(_ drafts: [ReportDraft], by caller: Caller) async throws -> Acknowledgement {
        let person = try caller.person
        guard (1...Self.reportsMax).contains(drafts.count) else {
            throw APIError(
                .invalid,
                chinese: "一次应提交 1 到 \(Self.reportsMax) 份报告",
                english: "one call takes 1 to \(Self.reportsMax) reports",
                rule: "report-count"
            )
        }
        var contents: [ReportContent] = []
        contents.reserveCapacity(drafts.count)
        let today = CivilDate(milliseconds: SystemTime.milliseconds())
        for (index, draft) in drafts.enumerated() {
            let files = try await self.attachments.drafts(draft.attachments)
            contents.append(try Self.content(draft, files, at: index, today: today))
        }
        let ids = contents.map(\.id.description)
        let reports = try await self.reports(drafts, contents)
        let (now, suite) = (SystemTime.milliseconds(), self.context.identity.context.suite)
        let parts = reports.map { report in
            report.content.part(
                by: report.office,
                at: now,
                user: person,
                suite: suite
            )
        }
        let own = self.context.office
        let note = AuditNote(
            .reportSubmitted,
            eachOf: reports.map { report in
                AuditNote.subject(report.content.period.text, of: report.office, own: own)
            }
        )
        let act = LocalAct(note, user: person, parts: parts)
        let answer = try await self.context.acknowledged(ids, act)
        return answer.repeated ? answer : answer.warning(try await self.overlaps(reports))
    }

    private struct ReportKey: Hashable {
        let office: OfficePath
        let id: ReportID
    }

    private typealias OfficeReport = (office: OfficePath, content: ReportContent)

    /// Whose the reports are, none of them twice, and which directives they answer.
    private func reports(
        _ drafts: [ReportDraft],
        _ contents: [ReportContent]
    ) async throws -> [OfficeReport] {
        try await self.context.read { snapshot, roster in
            var reports: [OfficeReport] = []
            reports.reserveCapacity(contents.count)
            var keys = Set<ReportKey>()
            for (index, content) in contents.enumerated() {
                let text = drafts[index].office
                let isRepeat = index > 0 && drafts[index - 1].office == text
                let path =
                    try isRepeat
                    ? reports[index - 1].office
                    : roster.writable(text, field: "reports[\(index)].office")
                guard keys.insert(ReportKey(office: path, id: content.id)).inserted else {
                    throw ReportFault.doubledID("reports[\(index)].id")
                }
                reports.append((path, try Self.answering(content, path, snapshot, roster)))
            }
            return reports
        }
    }

    /// A report with the directive that its office means by a number; of several those that ask it. One that is
    /// not known here stays as it was written.
    private static func answering(
        _ content: ReportContent,
        _ office: OfficePath,
        _ snapshot: StoreSnapshot,
        _ roster: Roster
    ) throws -> ReportContent {
        guard let reference = content.directive, DirectiveID(hex: reference) == nil else {
            return content
        }
        let lookup = DirectiveLookup(snapshot, roster)
        do {
            let row = try lookup.find(reference, answeredBy: office)
            return content.answering(row.directive.id)
        } catch let error as APIError where error.code == .notFound {
            return content
        }
    }

    private func overlaps(_ reports: [OfficeReport]) async throws -> [Warning] {
        try await self.context.read { snapshot, roster in
            try OverlapWarnings(snapshot, roster).of(reports)
        }
    }

    private static func content(
        _ draft: ReportDraft,
        _ files: [AttachmentDraft],
        at index: Int,
        today: CivilDate
    ) throws(APIError) -> ReportContent {
        do throws(ValidationError) {
            let content = try ReportContent(
                validating: draft.id,
                title: draft.title,
                period: draft.period,
                text: draft.text,
                directive: draft.directive,
                points: draft.points.map {
                    PointDraft(
                        indicator: $0.indicator,
                        period: $0.period,
                        value: $0.value,
                        unit: $0.unit
                    )
                },
                attachments: files
            )
            try content.checkPeriods(today: today)
            return content
        } catch {
            throw APIError(error.within("reports[\(index)]"))
        }
    }
}
