import Admin

extension OfficeMethod {
    /// The record that is asked for where a method is about one.
    static let place = RecordPlace(kind: "reply", id: APISamples.id)

    /// Calls the method that it stands for, with what any caller might say. What is done with files is no method of
    /// an office.
    func call(_ office: some OfficeAPI, by caller: Caller) async throws {
        let (page, id) = (PageRequest(), APISamples.id)
        switch self {
        case .masthead: _ = try await office.masthead(by: caller)
        case .status: _ = try await office.status(by: caller)
        case .storeVersion:
            _ = try await office.storeVersion(after: 0, timeoutSeconds: 0, by: caller)
        case .offices: _ = try await office.offices(OfficeQuery(), page, by: caller)
        case .branch: _ = try await office.branch(BranchQuery(), page, by: caller)
        case .directives: _ = try await office.directives(page, by: caller)
        case .directive: _ = try await office.directive(id, by: caller)
        case .replies: _ = try await office.replies(id, ReplyQuery(), by: caller)
        case .trace: _ = try await office.trace(id, TraceQuery(), page, by: caller)
        case .issue: _ = try await office.issue(APISamples.directiveDraft, by: caller)
        case .open: _ = try await office.open(id, by: caller)
        case .sign: _ = try await office.sign(ReceiptDraft(directive: id), by: caller)
        case .reply: _ = try await office.reply(ReplyDraft(directive: id, text: "好"), by: caller)
        case .submit: _ = try await office.submit([APISamples.reportDraft], by: caller)
        case .reports: _ = try await office.reports(ReportQuery(), page, by: caller)
        case .report: _ = try await office.report(id, office: nil, by: caller)
        case .dashboard: _ = try await office.dashboard(DashboardQuery(), by: caller)
        case .feeds: _ = try await office.feeds(page, by: caller)
        case .links: _ = try await office.links(page, by: caller)
        case .quarantine: _ = try await office.quarantine(page, by: caller)
        case .unknownRecords: _ = try await office.unknownRecords(page, by: caller)
        case .record: _ = try await office.record(Self.place, by: caller)
        case .history: _ = try await office.history(Self.place, by: caller)
        case .conflicts: _ = try await office.conflicts(page, by: caller)
        case .recordKinds: _ = try await office.recordKinds(by: caller)
        case .records:
            _ = try await office.records(Self.place.kind, RecordQuery(), page, by: caller)
        case .create:
            let draft = RecordDraft(fields: [:])
            _ = try await office.create(Self.place.kind, draft, by: caller)
        case .amend:
            let draft = RecordFieldsDraft(revision: "", fields: [:])
            _ = try await office.amend(Self.place, draft, by: caller)
        case .advance:
            let draft = RecordStepDraft(revision: "", step: "")
            _ = try await office.advance(Self.place, draft, by: caller)
        case .settle:
            let draft = RecordFieldsDraft(revision: "", fields: [:])
            _ = try await office.settle(Self.place, draft, by: caller)
        case .versionFloors: _ = try await office.versionFloors(by: caller)
        case .setFloor:
            _ = try await office.setFloor(VersionFloorDraft(kind: "report", version: 2), by: caller)
        case .verify: _ = try await office.verify(by: caller)
        case .verifyLink:
            _ = try await office.verify(LinkVerificationDraft(peer: "510000"), by: caller)
        case .invite:
            let draft = InvitationDraft(
                office: "510100",
                name: "成都市科协",
                level: "city",
                validHours: 1
            )
            _ = try await office.invite(draft, by: caller)
        case .host:
            let draft = HostedOfficeDraft(office: "S01", name: "某学会", level: "society")
            _ = try await office.host(draft, by: caller)
        case .rename:
            _ = try await office.rename(OfficeNamesDraft(office: "S01", name: "新名"), by: caller)
        case .grant:
            _ = try await office.grant(OfficePlacesDraft(office: "S01", places: 1), by: caller)
        case .reorganise:
            let draft = ReorganisationDraft(kind: "move", offices: ["S01"], to: ["S02"])
            _ = try await office.reorganise(draft, by: caller)
        case .startBackup:
            _ = try await office.startBackup(BackupDraft(folder: "/backup"), by: caller)
        case .backup: _ = try await office.backup(after: nil, timeoutSeconds: 0, by: caller)
        case .indicators: _ = try await office.indicators(by: caller)
        case .events: _ = try await office.events(page, by: caller)
        case .audit: _ = try await office.audit(AuditQuery(), page, by: caller)
        case .verifyAudit: _ = try await office.verifyAudit(by: caller)
        case .addFile, .file, .fetchFile: break
        }
    }
}
