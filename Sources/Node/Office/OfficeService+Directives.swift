import Admin
import OfficeWork
import Store
import SyncProtocol

extension OfficeService {
    /// Reports that answer a directive, of which so many are shown with it.
    static let answeringReportsMax = 100
    /// Offices that came later, of which so many are named.
    static let joinedLaterMax = 200

    func directives(_ page: PageRequest) async throws -> Page<DirectiveSummary> {
        let (own, book) = (self.office, self.followers.standings)
        return try await self.read { snapshot in
            let roster = try Roster(snapshot, own: own)
            let now = SystemTime.milliseconds()
            return try Page(try snapshot.directives(try page.range(of: .directives))) {
                try DirectiveProgress($0, snapshot, roster, book, now: now).summary
            }
        }
    }

    func directive(_ reference: String) async throws -> DirectiveDetail {
        let (own, book, attachments) = (self.office, self.followers.standings, self.attachments)
        await self.noteOpening(of: reference)
        return try await self.read { snapshot in
            let roster = try Roster(snapshot, own: own)
            let row = try DirectiveLookup(snapshot, roster).find(reference)
            let progress = try DirectiveProgress(
                row,
                snapshot,
                roster,
                book,
                now: SystemTime.milliseconds()
            )
            let replies = try Self.replies(
                to: row,
                ReplyQuery(),
                snapshot,
                roster,
                attachments
            )
            let reports = try snapshot.reports(
                answering: row.directive,
                StoreRange(limit: Self.answeringReportsMax)
            )
            return DirectiveDetail(
                summary: progress.summary,
                body: row.directive.body,
                recipients: row.directive.recipients.map(\.text),
                carriesOut: row.directive.carriesOut,
                replies: replies.items,
                repliesTotal: replies.total,
                repliesNext: replies.next,
                reports: try reports.rows.map {
                    try Self.summary($0, snapshot, roster, attachments)
                },
                reportsTotal: reports.total,
                attachments: attachments.summaries(row.directive.attachments)
            )
        }
    }

    func trace(
        _ reference: String,
        _ query: TraceQuery,
        _ page: PageRequest
    ) async throws -> DirectiveTrace {
        let (own, book) = (self.office, self.followers.standings)
        return try await self.read { snapshot in
            let now = SystemTime.milliseconds()
            let roster = try Roster(snapshot, own: own)
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
        let content = try Self.validated { () throws(ValidationError) in
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
        let own = self.office
        let (fixed, warnings) = try await self.read { snapshot in
            let roster = try Roster(snapshot, own: own)
            return (
                try Self.fixed(content, roster),
                try DirectiveLookup(snapshot, roster).numberUsedAbove(content.number)
            )
        }
        let act = LocalAct(
            user: caller.user,
            isUrgent: content.urgency == .urgent,
            parts: [fixed.part(issuer: own)]
        )
        return try await self.acknowledged([content.id.description], act)
            .naming(content.number)
            .warning(warnings)
    }

    /// Names of offices as the paths that they stand for.
    private func recipients(_ texts: [String]) async throws -> [String] {
        let own = self.office
        guard texts.count <= ValidationLimits.recipientsMax else { return texts }
        return try await self.read { try Roster($0, own: own).recipients(texts) }
    }

    func sign(_ draft: ReceiptDraft, by caller: Caller) async throws -> Acknowledgement {
        let target = try await self.target(of: draft.directive, office: draft.office)
        let ids = [target.directive.id.description]
        let now = SystemTime.milliseconds()
        let delivery = Receipt.delivery(
            of: target.directive.id,
            issuer: target.issuer,
            to: target.office,
            at: now
        )
        let signing = Receipt.signing(
            of: target.directive.id,
            issuer: target.issuer,
            by: target.office,
            at: now,
            user: caller.user
        )
        let act = LocalAct(user: caller.user, parts: [delivery, signing])
        let answer = try await self.acknowledged(ids, act).naming(target.directive.number)
        guard answer.repeated, let first = try await self.signature(target) else { return answer }
        return answer.first(at: first.at, by: first.user)
    }

    /// Who has signed, and when.
    private func signature(_ target: Target) async throws -> (at: Int64, user: String?)? {
        try await self.read { snapshot in
            let receipt = try snapshot.receipts(of: target.directive.id).first {
                $0.office == target.office
            }
            return receipt?.signedAt.map { ($0, receipt?.signedBy) }
        }
    }

    func reply(_ draft: ReplyDraft, by caller: Caller) async throws -> Acknowledgement {
        let target = try await self.target(of: draft.directive, office: draft.office)
        let files = try await self.attachments.drafts(draft.attachments)
        let content = try Self.validated { () throws(ValidationError) in
            try ReplyContent(
                validating: draft.text,
                directive: target.directive.id,
                issuer: target.issuer,
                attachments: files
            )
        }
        return try await self.write(content, by: target.office, caller)
            .naming(target.directive.number)
    }

    // MARK: Parts

    /// What is signed for or replied to, and by whom.
    private struct Target: Sendable {
        let directive: Directive
        let issuer: OfficePath
        let office: OfficePath
    }

    private func target(of reference: String, office: String?) async throws -> Target {
        let own = self.office
        return try await self.read { snapshot in
            let roster = try Roster(snapshot, own: own)
            let path = try roster.writable(office)
            let row = try DirectiveLookup(snapshot, roster).find(reference, answeredBy: path)
            try Self.checkAddressed(path, by: row, roster)
            return Target(directive: row.directive, issuer: row.issuer, office: path)
        }
    }
}
