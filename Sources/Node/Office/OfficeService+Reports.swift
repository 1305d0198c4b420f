import Admin
import OfficeWork
import Store
import SyncProtocol

extension OfficeService {
    /// The greatest number of reports in one call.
    static let reportsMax = 5_000

    func submit(_ drafts: [ReportDraft], by caller: Caller) async throws -> Acknowledgement {
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
        for (index, draft) in drafts.enumerated() {
            let files = try await self.attachments.drafts(draft.attachments)
            contents.append(try Self.content(draft, files, at: index))
        }
        let ids = contents.map(\.id.description)
        let intents = try await self.intents(drafts, contents, by: caller)
        guard !intents.isEmpty else { return try await self.repeated(ids) }
        let isOneSpace = intents.allSatisfy { $0.space == intents[0].space }
        return try await self.acknowledged(
            ids,
            LocalAct(
                user: caller.user,
                act: isOneSpace ? nil : Self.freshAct(),
                intents: intents
            )
        )
    }

    private struct ReportKey: Hashable {
        let office: OfficePath
        let id: ReportID
    }

    /// What the reports write that is not written yet.
    private func intents(
        _ drafts: [ReportDraft],
        _ contents: [ReportContent],
        by caller: Caller
    ) async throws -> [RecordIntent] {
        let own = self.office
        return try await self.read { snapshot in
            let roster = try Roster(snapshot, own: own)
            let now = SystemTime.milliseconds()
            var intents: [RecordIntent] = []
            var keys = Set<ReportKey>()
            var lastOffice: (text: String?, path: OfficePath)?
            for (index, content) in contents.enumerated() {
                let text = drafts[index].office
                let isRepeat = lastOffice.map { $0.text == text } ?? false
                let path =
                    try isRepeat
                    ? lastOffice?.path ?? own
                    : roster.writable(text, field: "reports[\(index)].office")
                lastOffice = (text, path)
                guard keys.insert(ReportKey(office: path, id: content.id)).inserted else {
                    throw APIError.doubledID("reports[\(index)].id")
                }
                let written = content.intents(by: path, at: now, user: caller.user)
                let space = SpaceID(.reports, of: path)
                if let report = written.first,
                    let state = try snapshot.record(report.record, in: space)
                {
                    let known = Report(key: report.record.key, state: state)
                    guard known?.contentDigest == content.digest else {
                        throw APIError.usedID("reports[\(index)].id")
                    }
                    continue
                }
                intents += written
            }
            return intents
        }
    }

    private static func content(
        _ draft: ReportDraft,
        _ files: [AttachmentDraft],
        at index: Int
    ) throws(APIError) -> ReportContent {
        do throws(ValidationError) {
            return try ReportContent(
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
        } catch {
            throw APIError(error.within("reports[\(index)]"))
        }
    }
}
