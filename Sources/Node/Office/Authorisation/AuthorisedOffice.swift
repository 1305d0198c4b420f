import Admin

/// The office as callers find it: of each method the gate says whether the caller may use it.
///
/// It is wrapped around the whole of the services, so that none of them asks who may do what, and the one way to them
/// is through the gate.
struct AuthorisedOffice: OfficeAPI {
    private let gate: OfficeGate<any OfficeAPI>

    init(_ gate: OfficeGate<any OfficeAPI>) {
        self.gate = gate
    }

    func masthead(by caller: Caller) async throws -> Masthead {
        try await self.gate.opened(for: .masthead, to: caller).masthead(by: caller)
    }

    func status(by caller: Caller) async throws -> NodeStatus {
        try await self.gate.opened(for: .status, to: caller).status(by: caller)
    }

    func storeVersion(
        after: Int64,
        timeoutSeconds: Int,
        by caller: Caller
    ) async throws -> StoreVersion {
        try await self.gate.opened(for: .storeVersion, to: caller).storeVersion(
            after: after,
            timeoutSeconds: timeoutSeconds,
            by: caller
        )
    }

    func offices(
        _ query: OfficeQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> OfficeList {
        try await self.gate.opened(for: .offices, to: caller).offices(query, page, by: caller)
    }

    func branch(
        _ query: BranchQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> OfficeBranch {
        try await self.gate.opened(for: .branch, to: caller).branch(query, page, by: caller)
    }

    func directives(_ page: PageRequest, by caller: Caller) async throws -> Page<DirectiveSummary> {
        try await self.gate.opened(for: .directives, to: caller).directives(page, by: caller)
    }

    func directive(_ reference: String, by caller: Caller) async throws -> DirectiveDetail {
        try await self.gate.opened(for: .directive, to: caller).directive(reference, by: caller)
    }

    func replies(
        _ reference: String,
        _ query: ReplyQuery,
        by caller: Caller
    ) async throws -> ReplyPage {
        try await self.gate.opened(for: .replies, to: caller).replies(reference, query, by: caller)
    }

    func trace(
        _ reference: String,
        _ query: TraceQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> DirectiveTrace {
        try await self.gate.opened(for: .trace, to: caller).trace(
            reference,
            query,
            page,
            by: caller
        )
    }

    func issue(_ draft: DirectiveDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.gate.opened(for: .issue, to: caller).issue(draft, by: caller)
    }

    func open(_ reference: String, by caller: Caller) async throws -> Acknowledgement {
        try await self.gate.opened(for: .open, to: caller).open(reference, by: caller)
    }

    func sign(_ draft: ReceiptDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.gate.opened(for: .sign, to: caller).sign(draft, by: caller)
    }

    func reply(_ draft: ReplyDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.gate.opened(for: .reply, to: caller).reply(draft, by: caller)
    }

    func submit(_ drafts: [ReportDraft], by caller: Caller) async throws -> Acknowledgement {
        try await self.gate.opened(for: .submit, to: caller).submit(drafts, by: caller)
    }

    func reports(
        _ query: ReportQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<ReportSummary> {
        try await self.gate.opened(for: .reports, to: caller).reports(query, page, by: caller)
    }

    func report(
        _ reference: String,
        office: String?,
        by caller: Caller
    ) async throws -> ReportDetail {
        try await self.gate.opened(for: .report, to: caller).report(
            reference,
            office: office,
            by: caller
        )
    }

    func dashboard(_ query: DashboardQuery, by caller: Caller) async throws -> Dashboard {
        try await self.gate.opened(for: .dashboard, to: caller).dashboard(query, by: caller)
    }

    func feeds(_ page: PageRequest, by caller: Caller) async throws -> Page<FeedSummary> {
        try await self.gate.opened(for: .feeds, to: caller).feeds(page, by: caller)
    }

    func links(_ page: PageRequest, by caller: Caller) async throws -> Page<LinkSummary> {
        try await self.gate.opened(for: .links, to: caller).links(page, by: caller)
    }

    func quarantine(_ page: PageRequest, by caller: Caller) async throws -> Page<QuarantineItem> {
        try await self.gate.opened(for: .quarantine, to: caller).quarantine(page, by: caller)
    }

    func unknownRecords(_ page: PageRequest, by caller: Caller) async throws -> Page<UnknownRecord>
    {
        try await self.gate.opened(for: .unknownRecords, to: caller).unknownRecords(
            page,
            by: caller
        )
    }

    func record(_ place: RecordPlace, by caller: Caller) async throws -> RecordDetail {
        try await self.gate.opened(for: .record, of: place.kind, to: caller).record(
            place,
            by: caller
        )
    }

    func history(_ place: RecordPlace, by caller: Caller) async throws -> RecordHistory {
        try await self.gate.opened(for: .history, of: place.kind, to: caller).history(
            place,
            by: caller
        )
    }

    func conflicts(_ page: PageRequest, by caller: Caller) async throws -> Page<RecordConflict> {
        try await self.gate.opened(for: .conflicts, to: caller).conflicts(page, by: caller)
    }

    func recordKinds(by caller: Caller) async throws -> [RecordKindDetail] {
        try await self.gate.opened(for: .recordKinds, to: caller).recordKinds(by: caller)
    }

    func records(
        _ kind: String,
        _ query: RecordQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> RecordList {
        try await self.gate.opened(for: .records, of: kind, to: caller)
            .records(kind, query, page, by: caller)
    }

    func create(
        _ kind: String,
        _ draft: RecordDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.gate.opened(for: .create, of: kind, to: caller)
            .create(kind, draft, by: caller)
    }

    func amend(
        _ place: RecordPlace,
        _ draft: RecordFieldsDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.gate.opened(for: .amend, of: place.kind, to: caller)
            .amend(place, draft, by: caller)
    }

    func advance(
        _ place: RecordPlace,
        _ draft: RecordStepDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.gate.opened(for: .advance, of: place.kind, to: caller)
            .advance(place, draft, by: caller)
    }

    func settle(
        _ place: RecordPlace,
        _ draft: RecordFieldsDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.gate.opened(for: .settle, of: place.kind, to: caller).settle(
            place,
            draft,
            by: caller
        )
    }

    func versionFloors(by caller: Caller) async throws -> [VersionFloorSummary] {
        try await self.gate.opened(for: .versionFloors, to: caller).versionFloors(by: caller)
    }

    func setFloor(_ draft: VersionFloorDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.gate.opened(for: .setFloor, to: caller).setFloor(draft, by: caller)
    }

    func verify(by caller: Caller) async throws -> VerifyReport {
        try await self.gate.opened(for: .verify, to: caller).verify(by: caller)
    }

    func verify(_ draft: LinkVerificationDraft, by caller: Caller) async throws -> LinkVerification
    {
        try await self.gate.opened(for: .verifyLink, to: caller).verify(draft, by: caller)
    }

    func invite(_ draft: InvitationDraft, by caller: Caller) async throws -> Invitation {
        try await self.gate.opened(for: .invite, to: caller).invite(draft, by: caller)
    }

    func host(_ draft: HostedOfficeDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.gate.opened(for: .host, to: caller).host(draft, by: caller)
    }

    func rename(_ draft: OfficeNamesDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.gate.opened(for: .rename, to: caller).rename(draft, by: caller)
    }

    func grant(_ draft: OfficePlacesDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.gate.opened(for: .grant, to: caller).grant(draft, by: caller)
    }

    func reorganise(_ draft: ReorganisationDraft, by caller: Caller) async throws -> Acknowledgement
    {
        try await self.gate.opened(for: .reorganise, to: caller).reorganise(draft, by: caller)
    }

    func startBackup(_ draft: BackupDraft, by caller: Caller) async throws -> BackupProgress {
        try await self.gate.opened(for: .startBackup, to: caller).startBackup(draft, by: caller)
    }

    func backup(
        after: Int64?,
        timeoutSeconds: Int,
        by caller: Caller
    ) async throws -> BackupProgress {
        try await self.gate.opened(for: .backup, to: caller).backup(
            after: after,
            timeoutSeconds: timeoutSeconds,
            by: caller
        )
    }

    func indicators(by caller: Caller) async throws -> [IndicatorSummary] {
        try await self.gate.opened(for: .indicators, to: caller).indicators(by: caller)
    }

    func events(_ page: PageRequest, by caller: Caller) async throws -> Page<NodeEvent> {
        try await self.gate.opened(for: .events, to: caller).events(page, by: caller)
    }

    func audit(
        _ query: AuditQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<AuditEntry> {
        try await self.gate.opened(for: .audit, to: caller).audit(query, page, by: caller)
    }

    func verifyAudit(by caller: Caller) async throws -> AuditReport {
        try await self.gate.opened(for: .verifyAudit, to: caller).verifyAudit(by: caller)
    }
}
