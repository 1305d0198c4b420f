import Admin
import Synchronization

/// An office whose answers the test decides; it keeps what it was asked.
final class StubOffice: OfficeAPI {
    struct Answers: Sendable {
        var status = Samples.status
        var offices: [OfficeSummary] = []
        var directives = Page<DirectiveSummary>(items: [], total: 0)
        var directive = Samples.directiveDetail
        var trace = Samples.trace
        var reports = Page<ReportSummary>(items: [], total: 0)
        var report = Samples.reportDetail
        /// One a call, in order; after the last one the call is refused.
        var dashboards: [Result<Dashboard, APIError>] = []
        var feeds = Page<FeedSummary>(items: [], total: 0)
        var links: [LinkSummary] = []
        var quarantine = Page<QuarantineItem>(items: [], total: 0)
        var verify = Samples.verify
        var unknownRecords = Page<UnknownRecord>(items: [], total: 0)
        var record = Samples.record
        var recordKinds = [Samples.recordKind]
        var recordList = RecordList(items: [], kindTotal: 0, next: nil)
        var history = RecordHistory(changes: [], isCut: false)
        var conflicts = Page<RecordConflict>(items: [], total: 0)
        var versionFloors: [VersionFloorSummary] = []
        var linkVerification = Samples.linkVerification("equal")
        var events = Page<NodeEvent>(items: [], total: 0)
        var audit = Page<AuditEntry>(items: [], total: 0)
        var auditReport = Samples.auditReport()
        /// What every write answers.
        var refusal: APIError?
        /// What a signature is answered instead of the usual.
        var signature: Acknowledgement?
        /// How what is written is called as it is stored.
        var names: [String]?
        /// The ids of a reorganisation.
        var reorganised = ["1/2/3=1/4/3"]
        /// How the backup ends.
        var backup = BackupProgress(
            revision: 2,
            folder: "/backup/a",
            state: .done,
            done: 524_288,
            startedAt: 0,
            summary: BackupSummary(
                bytes: 524_288,
                feeds: 6,
                changes: 40,
                records: 12,
                stateDigest: "5555",
                attachments: 1,
                damagedAttachments: []
            )
        )
        /// Reports that are accepted before `refusal` is given.
        var submissionsBeforeRefusal = 0
        /// More reports in one call are too long a body.
        var submittedReportsMax = Int.max
    }

    struct Asked: Sendable {
        var calls: [String] = []
        var users: [String] = []
        var directives: [DirectiveDraft] = []
        var receipts: [ReceiptDraft] = []
        var replies: [ReplyDraft] = []
        var reports: [[ReportDraft]] = []
        var invitations: [InvitationDraft] = []
        var names: [OfficeNamesDraft] = []
        var grants: [OfficePlacesDraft] = []
        var hosted: [HostedOfficeDraft] = []
        var reorganisations: [ReorganisationDraft] = []
        var backups: [BackupDraft] = []
        var settlements: [RecordFieldsDraft] = []
        var recordQueries: [RecordQuery] = []
        var recordDrafts: [RecordDraft] = []
        var amendments: [RecordFieldsDraft] = []
        var stepDrafts: [RecordStepDraft] = []
        var dashboardAfter: [Int64?] = []
    }

    private let answers: Answers
    private let state = Mutex(Asked())

    init(_ change: (inout Answers) -> Void = { _ in }) {
        var answers = Answers()
        change(&answers)
        self.answers = answers
    }

    var asked: Asked { self.state.withLock { $0 } }

    private func note(_ call: String, _ change: (inout Asked) -> Void = { _ in }) {
        self.state.withLock {
            $0.calls.append(call)
            change(&$0)
        }
    }

    private func written(_ ids: [String]) throws -> Acknowledgement {
        if let refusal = self.answers.refusal { throw refusal }
        let answer = Samples.acknowledgement(ids)
        return self.answers.names?.first.map(answer.naming) ?? answer
    }

    func status(by caller: Caller) async throws -> NodeStatus {
        self.note("status")
        return self.answers.status
    }

    func masthead(by caller: Caller) async throws -> Masthead {
        self.note("masthead")
        return Samples.masthead
    }

    func branch(
        _ query: BranchQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> OfficeBranch {
        self.note("branch")
        return Samples.branch
    }

    func indicators(by caller: Caller) async throws -> [IndicatorSummary] {
        self.note("indicators")
        return [Samples.indicator]
    }

    func storeVersion(
        after: Int64,
        timeoutSeconds: Int,
        by caller: Caller
    ) async throws -> StoreVersion {
        self.note("version \(after) \(timeoutSeconds)")
        return StoreVersion(storeVersion: after + 1)
    }

    func offices(
        _ query: OfficeQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> OfficeList {
        self.note("offices")
        return try OfficeList(self.answers.offices, query, page)
    }

    func directives(_ page: PageRequest, by caller: Caller) async throws -> Page<DirectiveSummary> {
        self.note("directives \(page.after ?? "-") \(page.limit)")
        return self.answers.directives
    }

    func directive(_ reference: String, by caller: Caller) async throws -> DirectiveDetail {
        self.note("directive \(reference)")
        return self.answers.directive
    }

    func replies(
        _ reference: String,
        _ query: ReplyQuery,
        by caller: Caller
    ) async throws -> ReplyPage {
        self.note("replies \(reference) \(query.after ?? "-") \(query.limit)")
        return ReplyPage(items: self.answers.directive.replies, total: 12)
    }

    func trace(
        _ reference: String,
        _ query: TraceQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> DirectiveTrace {
        let more = (query.isLagging ? " lagging" : "") + (query.search.map { " \($0)" } ?? "")
        self.note("trace \(reference)" + more)
        let whole = self.answers.trace
        return DirectiveTrace(
            directive: whole.directive,
            steps: whole.steps,
            total: whole.steps.count,
            joinedLater: whole.joinedLater,
            asOf: whole.asOf
        )
    }

    func issue(_ draft: DirectiveDraft, by caller: Caller) async throws -> Acknowledgement {
        self.note("issue") {
            $0.directives.append(draft)
            $0.users.append(caller.user ?? "-")
        }
        return try self.written([draft.id])
    }

    func open(_ reference: String, by caller: Caller) async throws -> Acknowledgement {
        self.note("open \(reference)")
        return try self.written([reference])
    }

    func sign(_ draft: ReceiptDraft, by caller: Caller) async throws -> Acknowledgement {
        self.note("sign") {
            $0.receipts.append(draft)
            $0.users.append(caller.user ?? "-")
        }
        if let signature = self.answers.signature { return signature }
        return try self.written(["receipt"])
    }

    func reply(_ draft: ReplyDraft, by caller: Caller) async throws -> Acknowledgement {
        self.note("reply") { $0.replies.append(draft) }
        return try self.written(["reply"])
    }

    func submit(_ drafts: [ReportDraft], by caller: Caller) async throws -> Acknowledgement {
        guard drafts.count <= self.answers.submittedReportsMax else {
            throw APIError(.malformed, chinese: "", english: "", rule: APIError.bodyLimitRule)
        }
        self.note("submit") { $0.reports.append(drafts) }
        if self.asked.reports.count <= self.answers.submissionsBeforeRefusal {
            return Samples.acknowledgement(drafts.map(\.id))
        }
        return try self.written(drafts.map(\.id))
    }

    func report(
        _ reference: String,
        office: String?,
        by caller: Caller
    ) async throws -> ReportDetail {
        self.note("report \(reference) \(office ?? "-")")
        return self.answers.report
    }

    func reports(
        _ query: ReportQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<ReportSummary> {
        let more = [query.period, query.indicator].compactMap { $0.map { " \($0)" } }.joined()
        self.note("reports \(query.office ?? "all")" + more)
        return self.answers.reports
    }

    func dashboard(_ query: DashboardQuery, by caller: Caller) async throws -> Dashboard {
        self.note("dashboard") { $0.dashboardAfter.append(query.after) }
        let index = self.asked.dashboardAfter.count - 1
        guard index < self.answers.dashboards.count else {
            throw APIError(.forbidden, chinese: "到此为止", english: "that is all")
        }
        return try self.answers.dashboards[index].get()
    }

    func feeds(_ page: PageRequest, by caller: Caller) async throws -> Page<FeedSummary> {
        self.note("feeds")
        return self.answers.feeds
    }

    func links(_ page: PageRequest, by caller: Caller) async throws -> Page<LinkSummary> {
        self.note("links")
        return Page(items: self.answers.links, total: self.answers.links.count)
    }

    func quarantine(_ page: PageRequest, by caller: Caller) async throws -> Page<QuarantineItem> {
        self.note("quarantine")
        return self.answers.quarantine
    }

    func verify(by caller: Caller) async throws -> VerifyReport {
        self.note("verify")
        return self.answers.verify
    }

    func verify(_ draft: LinkVerificationDraft, by caller: Caller) async throws -> LinkVerification
    {
        self.note("verify link \(draft.peer) \(draft.timeoutSeconds)")
        return self.answers.linkVerification
    }

    func record(_ place: RecordPlace, by caller: Caller) async throws -> RecordDetail {
        self.note("record \(place.kind) \(place.id) \(place.office ?? "-")")
        return self.answers.record
    }

    func history(_ place: RecordPlace, by caller: Caller) async throws -> RecordHistory {
        self.note("history \(place.kind) \(place.id) \(place.office ?? "-")")
        return self.answers.history
    }

    func conflicts(_ page: PageRequest, by caller: Caller) async throws -> Page<RecordConflict> {
        self.note("conflicts \(page.after ?? "-") \(page.limit)")
        return self.answers.conflicts
    }

    func recordKinds(by caller: Caller) async throws -> [RecordKindDetail] {
        self.note("recordKinds")
        return self.answers.recordKinds
    }

    func records(
        _ kind: String,
        _ query: RecordQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> RecordList {
        self.note("records \(kind)") { $0.recordQueries.append(query) }
        return self.answers.recordList
    }

    func create(
        _ kind: String,
        _ draft: RecordDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        self.note("create \(kind) \(caller.user ?? "-")") { $0.recordDrafts.append(draft) }
        return try self.written([draft.id ?? "drawn"])
    }

    func amend(
        _ place: RecordPlace,
        _ draft: RecordFieldsDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        self.note("amend \(place.kind) \(place.id) \(caller.user ?? "-")") {
            $0.amendments.append(draft)
        }
        return try self.written([place.id])
    }

    func advance(
        _ place: RecordPlace,
        _ draft: RecordStepDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        self.note("advance \(place.kind) \(place.id) \(caller.user ?? "-")") {
            $0.stepDrafts.append(draft)
        }
        return try self.written([place.id])
    }

    func settle(
        _ place: RecordPlace,
        _ draft: RecordFieldsDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        self.note("settle \(place.kind) \(place.id) \(place.office ?? "-") \(caller.user ?? "-")") {
            $0.settlements.append(draft)
        }
        return try self.written([place.id])
    }

    func unknownRecords(_ page: PageRequest, by caller: Caller) async throws -> Page<UnknownRecord>
    {
        self.note("unknownRecords")
        return self.answers.unknownRecords
    }

    func versionFloors(by caller: Caller) async throws -> [VersionFloorSummary] {
        self.note("versionFloors")
        return self.answers.versionFloors
    }

    func setFloor(_ draft: VersionFloorDraft, by caller: Caller) async throws -> Acknowledgement {
        self.note("setFloor \(draft.kind) \(draft.version)")
        return try self.written([draft.kind])
    }

    func invite(_ draft: InvitationDraft, by caller: Caller) async throws -> Invitation {
        self.note("invite") { $0.invitations.append(draft) }
        return Invitation(token: "token", office: draft.office, expiresAt: Samples.now)
    }

    func host(_ draft: HostedOfficeDraft, by caller: Caller) async throws -> Acknowledgement {
        self.note("host") { $0.hosted.append(draft) }
        return try self.written([draft.office])
    }

    func startBackup(
        _ draft: BackupDraft,
        by caller: Caller
    ) async throws -> BackupProgress {
        self.note("startBackup") { $0.backups.append(draft) }
        return BackupProgress(revision: 1, folder: draft.folder, state: .copying, startedAt: 0)
    }

    func backup(
        after: Int64?,
        timeoutSeconds: Int,
        by caller: Caller
    ) async throws -> BackupProgress {
        self.note("backup") { _ in }
        return self.answers.backup
    }

    func rename(_ draft: OfficeNamesDraft, by caller: Caller) async throws -> Acknowledgement {
        self.note("rename") { $0.names.append(draft) }
        return try self.written([draft.office])
    }

    func grant(_ draft: OfficePlacesDraft, by caller: Caller) async throws -> Acknowledgement {
        self.note("grant") { $0.grants.append(draft) }
        return try self.written([draft.office])
    }

    func reorganise(
        _ draft: ReorganisationDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        self.note("reorganise") { $0.reorganisations.append(draft) }
        return try self.written(self.answers.reorganised)
    }

    func audit(
        _ query: AuditQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<AuditEntry> {
        self.note("audit \(query.user ?? "-") \(page.after ?? "-") \(page.limit)")
        if let refusal = self.answers.refusal { throw refusal }
        return self.answers.audit
    }

    func verifyAudit(by caller: Caller) async throws -> AuditReport {
        self.note("verifyAudit")
        return self.answers.auditReport
    }

    func events(_ page: PageRequest, by caller: Caller) async throws -> Page<NodeEvent> {
        self.note("events")
        return self.answers.events
    }
}
