import Admin
import OfficeWork
import PlainText
import Store
import SyncProtocol

/// Directives as they are read here, and how this office issues one.
struct DirectiveService: Sendable {
    /// Reports that answer a directive, of which so many are shown with it.
    static let answeringReportsMax = 100
    /// Offices that came later, of which so many are named.
    static let joinedLaterMax = 200

    let context: OfficeContext
    let attachments: AttachmentService

    func directives(_ page: PageRequest) async throws -> Page<DirectiveSummary> {
        let book = self.context.followers.standings
        return try await self.context.read { snapshot, roster in
            let now = SystemTime.milliseconds()
            return try Page(try snapshot.directives.page(try page.range(of: .documents))) {
                try DirectiveProgress($0, snapshot, roster, book, now: now).summary
            }
        }
    }

    func directive(_ reference: String) async throws -> DirectiveDetail {
        let (book, attachments) = (self.context.followers.standings, self.attachments)
        return try await self.context.read { snapshot, roster in
            let row = try DirectiveLookup(snapshot, roster).find(reference)
            let progress = try DirectiveProgress(
                row,
                snapshot,
                roster,
                book,
                now: SystemTime.milliseconds()
            )
            let replies = try ReplyPage(to: row, ReplyQuery(), snapshot, roster, attachments)
            let reports = try snapshot.reports.page(
                answering: row.directive,
                StoreRange(limit: Self.answeringReportsMax)
            )
            return DirectiveDetail(
                summary: progress.summary,
                body: row.directive.body,
                recipients: row.directive.recipients.map(\.text),
                carriesOut: row.directive.carriesOut,
                awaitsOpening: try Self.awaitsOpening(row, snapshot, roster),
                replies: replies.items,
                repliesTotal: replies.total,
                repliesNext: replies.next,
                reports: try reports.rows.map {
                    try ReportSummary($0, snapshot, roster, attachments)
                },
                reportsTotal: reports.total,
                attachments: attachments.summaries(row.directive.attachments)
            )
        }
    }

    private static func awaitsOpening(
        _ row: IssuedDirective,
        _ snapshot: StoreSnapshot,
        _ roster: Roster
    ) throws(StoreError) -> Bool {
        guard row.addressing(roster.own, roster) == .addressed else { return false }
        return try !snapshot.directives.receipts(of: row.directive.id).contains {
            $0.office == roster.own && $0.openedAt != nil
        }
    }

    func trace(
        _ reference: String,
        _ query: TraceQuery,
        _ page: PageRequest
    ) async throws -> DirectiveTrace {
        let (own, book) = (self.context.office, self.context.followers.standings)
        return try await self.context.read { snapshot, roster in
            let now = SystemTime.milliseconds()
            let progress = try DirectiveProgress(
                try DirectiveLookup(snapshot, roster).find(reference),
                snapshot,
                roster,
                book,
                now: now
            )
            let under = try query.under.map { try roster.find($0, field: "under") }
            let steps =
                try query.unfolds
                ? progress.branches(of: under, page) : progress.steps(query, under: under, page)
            return DirectiveTrace(
                directive: progress.summary,
                steps: steps.items,
                total: steps.total,
                next: steps.next,
                joinedLater: progress.joinedLater(limit: Self.joinedLaterMax),
                lineage: (under?.lineage ?? []).filter { own.contains($0) }.map {
                    OfficeName(office: "\($0)", officeName: roster.name($0))
                },
                asOf: now
            )
        }
    }

    func issue(_ draft: DirectiveDraft, by caller: Caller) async throws -> Acknowledgement {
        let files = try await self.attachments.drafts(draft.attachments)
        let recipients = try await self.recipients(draft.recipients)
        let today = CivilDate(milliseconds: SystemTime.milliseconds())
        let content = try APIError.validated { () throws(ValidationError) in
            let content = try DirectiveContent(
                validating: draft.id,
                number: draft.number,
                title: draft.title,
                body: draft.body,
                urgency: draft.urgency,
                issuedOn: draft.issuedOn,
                replyBy: draft.replyBy,
                recipients: recipients,
                carriesOut: draft.carriesOut,
                attachments: files
            )
            try content.checkDates(today: today)
            return content
        }
        let (fixed, warnings) = try await self.context.read { snapshot, roster in
            (
                try Self.fixed(content, roster),
                try DirectiveLookup(snapshot, roster).numberUsedAbove(content.number)
            )
        }
        let act = LocalAct(
            AuditNote(.directiveIssued, content.number),
            user: try caller.person,
            isUrgent: content.urgency == .urgent,
            parts: [fixed.part(issuer: self.context.office)]
        )
        return try await self.context.acknowledged([content.id.description], act)
            .naming(content.number)
            .warning(warnings)
    }

    /// Names of offices as the paths that they stand for.
    private func recipients(_ texts: [String]) async throws -> [String] {
        guard texts.count <= ValidationLimits.recipientsMax else { return texts }
        return try await self.context.read { _, roster in
            do throws(AddressFault) {
                return try AddressBook(roster).recipients(texts)
            } catch {
                throw APIError(error, roster)
            }
        }
    }

    /// A directive addressed to places instead of codes, as the roster stands now.
    private static func fixed(
        _ content: DirectiveContent,
        _ roster: Roster
    ) throws(APIError) -> DirectiveContent {
        do throws(AddressFault) {
            return content.addressed(to: try AddressBook(roster).fixed(content.recipients))
        } catch {
            throw APIError(error, roster)
        }
    }
}
