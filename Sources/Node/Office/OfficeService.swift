import Admin
import OfficeWork

/// What the node offers to people and programs, each method by the service of its subject.
struct OfficeService: OfficeAPI {
    let context: OfficeContext
    let offices: OfficeListService
    let roster: RosterService
    let neighbours: NeighbourService
    let status: StatusService
    let attachments: AttachmentService
    let backups: BackupService

    /// - Parameters:
    ///   - dataFolder: where the store lies.
    ///   - startedAt: UTC milliseconds.
    init(
        _ context: OfficeContext,
        access: LinkAccess,
        advertised: AdvertisedAddress,
        attachments: AttachmentService,
        backups: BackupRunner,
        dataFolder: String,
        startedAt: Int64
    ) {
        self.context = context
        self.offices = OfficeListService(context: context, access: access)
        self.roster = RosterService(context: context, advertised: advertised)
        self.neighbours = NeighbourService(context: context, access: access)
        self.status = StatusService(
            context: context,
            access: access,
            neighbours: self.neighbours,
            dataFolder: dataFolder,
            startedAt: startedAt
        )
        self.attachments = attachments
        self.backups = BackupService(context: context, runner: backups)
    }

    // MARK: Services that keep nothing of their own

    private var directives: DirectiveService {
        DirectiveService(context: self.context, attachments: self.attachments)
    }
    private var answers: AnswerService {
        AnswerService(context: self.context, attachments: self.attachments)
    }
    private var reports: ReportService {
        ReportService(context: self.context, attachments: self.attachments)
    }
    private var submissions: SubmissionService {
        SubmissionService(context: self.context, attachments: self.attachments)
    }
    private var dashboards: DashboardService { DashboardService(context: self.context) }
    private var reorganisations: ReorganisationService {
        ReorganisationService(context: self.context)
    }
    private var records: RecordService {
        RecordService(context: self.context, attachments: self.attachments)
    }
    private var recordEditor: RecordEditor {
        RecordEditor(context: self.context, attachments: self.attachments)
    }
    private var versions: VersionService { VersionService(context: self.context) }
    private var lists: StoreListService { StoreListService(context: self.context) }

    // MARK: The node

    func masthead(by caller: Caller) async throws -> Masthead { try await self.status.masthead() }

    func status(by caller: Caller) async throws -> NodeStatus { try await self.status.status() }

    func storeVersion(
        after: Int64,
        timeoutSeconds: Int,
        by caller: Caller
    ) async throws -> StoreVersion {
        try await self.status.storeVersion(after: after, timeoutSeconds: timeoutSeconds)
    }

    func verify(by caller: Caller) async throws -> VerifyReport { try await self.status.verify() }

    func links(_ page: PageRequest, by caller: Caller) async throws -> Page<LinkSummary> {
        try await self.neighbours.links(page)
    }

    func verify(_ draft: LinkVerificationDraft, by caller: Caller) async throws -> LinkVerification
    {
        try await self.neighbours.verify(draft)
    }

    func feeds(_ page: PageRequest, by caller: Caller) async throws -> Page<FeedSummary> {
        try await self.lists.feeds(page)
    }

    func quarantine(_ page: PageRequest, by caller: Caller) async throws -> Page<QuarantineItem> {
        try await self.lists.quarantine(page)
    }

    func unknownRecords(_ page: PageRequest, by caller: Caller) async throws -> Page<UnknownRecord>
    {
        try await self.lists.unknownRecords(page)
    }

    func events(_ page: PageRequest, by caller: Caller) async throws -> Page<NodeEvent> {
        try await self.lists.events(page)
    }

    func audit(
        _ query: AuditQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<AuditEntry> {
        try await self.lists.audit(query, page)
    }

    func verifyAudit(by caller: Caller) async throws -> AuditReport {
        try await self.lists.verifyAudit()
    }

    func startBackup(_ draft: BackupDraft, by caller: Caller) async throws -> BackupProgress {
        try await self.backups.startBackup(draft, by: caller)
    }

    func backup(
        after: Int64?,
        timeoutSeconds: Int,
        by caller: Caller
    ) async throws -> BackupProgress {
        try await self.backups.backup(after: after, timeoutSeconds: timeoutSeconds)
    }

    // MARK: Offices

    func offices(
        _ query: OfficeQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> OfficeList {
        try await self.offices.offices(query, page)
    }

    func branch(
        _ query: BranchQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> OfficeBranch {
        try await self.offices.branch(query, page)
    }

    func invite(_ draft: InvitationDraft, by caller: Caller) async throws -> Invitation {
        try await self.roster.invite(draft, by: caller)
    }

    func host(_ draft: HostedOfficeDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.roster.host(draft, by: caller)
    }

    func rename(_ draft: OfficeNamesDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.roster.rename(draft, by: caller)
    }

    func grant(_ draft: OfficePlacesDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.roster.grant(draft, by: caller)
    }

    func reorganise(
        _ draft: ReorganisationDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.reorganisations.reorganise(draft, by: caller)
    }

    func versionFloors(by caller: Caller) async throws -> [VersionFloorSummary] {
        try await self.versions.versionFloors()
    }

    func setFloor(_ draft: VersionFloorDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.versions.setFloor(draft, by: caller)
    }

    // MARK: Directives

    func directives(_ page: PageRequest, by caller: Caller) async throws -> Page<DirectiveSummary> {
        try await self.directives.directives(page)
    }

    func directive(_ reference: String, by caller: Caller) async throws -> DirectiveDetail {
        try await self.directives.directive(reference)
    }

    func open(_ reference: String, by caller: Caller) async throws -> Acknowledgement {
        try await self.answers.open(reference, by: caller)
    }

    func trace(
        _ reference: String,
        _ query: TraceQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> DirectiveTrace {
        try await self.directives.trace(reference, query, page)
    }

    func issue(_ draft: DirectiveDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.directives.issue(draft, by: caller)
    }

    func replies(
        _ reference: String,
        _ query: ReplyQuery,
        by caller: Caller
    ) async throws -> ReplyPage {
        try await self.answers.replies(reference, query)
    }

    func sign(_ draft: ReceiptDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.answers.sign(draft, by: caller)
    }

    func reply(_ draft: ReplyDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.answers.reply(draft, by: caller)
    }

    // MARK: Records of every kind

    func record(_ place: RecordPlace, by caller: Caller) async throws -> RecordDetail {
        try await self.records.record(place)
    }

    func history(_ place: RecordPlace, by caller: Caller) async throws -> RecordHistory {
        try await self.records.history(place)
    }

    func conflicts(_ page: PageRequest, by caller: Caller) async throws -> Page<RecordConflict> {
        try await self.records.conflicts(page)
    }

    func settle(
        _ place: RecordPlace,
        _ draft: RecordFieldsDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.recordEditor.settle(place, draft, by: caller)
    }

    func recordKinds(by caller: Caller) async throws -> [RecordKindDetail] { self.records.kinds() }

    func records(
        _ kind: String,
        _ query: RecordQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> RecordList {
        try await self.records.records(kind, query, page)
    }

    func create(
        _ kind: String,
        _ draft: RecordDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.recordEditor.create(kind, draft, by: caller)
    }

    func amend(
        _ place: RecordPlace,
        _ draft: RecordFieldsDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.recordEditor.amend(place, draft, by: caller)
    }

    func advance(
        _ place: RecordPlace,
        _ draft: RecordStepDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.recordEditor.advance(place, draft, by: caller)
    }

    // MARK: Reports

    func submit(_ drafts: [ReportDraft], by caller: Caller) async throws -> Acknowledgement {
        try await self.submissions.submit(drafts, by: caller)
    }

    func reports(
        _ query: ReportQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<ReportSummary> {
        try await self.reports.reports(query, page)
    }

    func report(
        _ reference: String,
        office: String?,
        by caller: Caller
    ) async throws -> ReportDetail {
        try await self.reports.report(reference, office: office)
    }

    func dashboard(_ query: DashboardQuery, by caller: Caller) async throws -> Dashboard {
        try await self.dashboards.dashboard(query)
    }

    func indicators(by caller: Caller) async throws -> [IndicatorSummary] {
        Indicator.all.map { IndicatorSummary($0) }
    }
}
