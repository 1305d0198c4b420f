import Admin
import Synchronization

/// An office with fixed data that remembers how it was called.
final class SampleOffice: OfficeAPI {
    let calls = Mutex<[String]>([])
    /// Who last asked how the node is, or signed for something.
    let lastCaller = Mutex<Caller?>(nil)
    /// A name put wherever other offices' words appear.
    private let name: String
    private let isEmpty: Bool
    /// How many there are of everything that there may be many of; a page has no more than it is asked for.
    private let count: Int
    private let links0: [LinkSummary]
    /// Thrown by `verify`.
    private let fault: any Error
    /// Told when a reader waits; such a reader then waits until it is cancelled.
    private let waits: AsyncStream<Void>.Continuation?

    struct Unforeseen: Error {
        let secret = "/var/lib/secret-path"
    }

    init(
        name: String = "四川省科协",
        isEmpty: Bool = false,
        count: Int = 1,
        links: [LinkSummary]? = nil,
        fault: any Error = Unforeseen(),
        waits: AsyncStream<Void>.Continuation? = nil
    ) {
        self.name = name
        self.isEmpty = isEmpty
        self.count = count
        let link = APISamples.link(state: "inSync", name: name)
        self.links0 = links ?? (isEmpty ? [] : Array(repeating: link, count: count))
        self.fault = fault
        self.waits = waits
    }

    var lastCall: String? { self.calls.withLock { $0.last } }

    private func note(_ call: String) { self.calls.withLock { $0.append(call) } }

    private func page<Item>(_ item: Item, _ request: PageRequest) -> Page<Item> {
        let items = self.isEmpty ? [] : self.many(item, request.limit)
        return Page(items: items, total: self.isEmpty ? 0 : self.count)
    }

    private func many<Item>(_ item: Item, _ limit: Int = .max) -> [Item] {
        Array(repeating: item, count: min(self.count, limit))
    }

    func status(by caller: Caller) async throws -> NodeStatus {
        self.note("status")
        self.lastCaller.withLock { $0 = caller }
        return APISamples.status(name: self.name, links: self.links0)
    }

    func indicators(by caller: Caller) async throws -> [IndicatorSummary] { [APISamples.indicator] }

    func storeVersion(
        after: Int64,
        timeoutSeconds: Int,
        by caller: Caller
    ) async throws -> StoreVersion {
        try await self.waitIfAsked()
        self.note("version \(after) \(timeoutSeconds)")
        return StoreVersion(storeVersion: 42)
    }

    func offices(
        _ query: OfficeQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> OfficeList {
        self.note(
            "offices \(query.search ?? "-") \(query.state ?? "-") \(page.after ?? "-") \(page.limit)"
        )
        let offices = [
            APISamples.office("100000", name: "中国科协", path: ["100000"], state: "self"),
            APISamples.office(
                "510000",
                name: self.name,
                path: ["100000", "510000"],
                state: "behind"
            ),
        ]
        guard self.count > 1 else { return try OfficeList(offices, query, page) }
        return OfficeList(
            items: self.many(offices[1], page.limit),
            total: self.count,
            states: ["behind": self.count]
        )
    }

    /// Waits until it is cancelled, where readers wait.
    private func waitIfAsked() async throws {
        guard let waits = self.waits else { return }
        let (never, continuation) = AsyncStream.makeStream(of: Void.self)
        waits.yield()
        for await _ in never {}
        withExtendedLifetime(continuation) {}
        try Task.checkCancellation()
    }

    func directives(_ page: PageRequest, by caller: Caller) async throws -> Page<DirectiveSummary> {
        self.note("directives \(page.after ?? "-") \(page.limit)")
        return self.page(APISamples.directive(title: self.name), page)
    }

    func directive(_ reference: String, by caller: Caller) async throws -> DirectiveDetail {
        self.note("directive \(reference)")
        guard reference == APISamples.id || reference == APISamples.number else {
            throw APIError(.notFound, chinese: "没有这份文件。", english: "There is no such directive.")
        }
        return DirectiveDetail(
            summary: APISamples.directive(title: self.name),
            body: self.name,
            recipients: ["510000"],
            carriesOut: self.name,
            awaitsOpening: true,
            replies: self.many(APISamples.reply(text: self.name)),
            reports: self.count > 1 ? self.many(APISamples.reportSummary(title: self.name)) : [],
            reportsTotal: self.count > 1 ? self.count : 0
        )
    }

    func replies(
        _ reference: String,
        _ query: ReplyQuery,
        by caller: Caller
    ) async throws -> ReplyPage {
        self.note("replies \(reference) \(query.after ?? "-") \(query.limit)")
        return ReplyPage(
            items: self.many(APISamples.reply(text: self.name), query.limit),
            total: 30,
            next: "1530000000000:100000/510000"
        )
    }

    func trace(
        _ reference: String,
        _ query: TraceQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> DirectiveTrace {
        let narrowed = "\(query.isLagging) \(query.search ?? "-")"
        let further = [query.missing?.rawValue, query.under, query.unfolds ? "unfold" : nil]
            .compactMap { $0 }.map { " \($0)" }.joined()
        self.note("trace \(narrowed) \(page.after ?? "-") \(page.limit)\(further)")
        return DirectiveTrace(
            directive: APISamples.directive(title: self.name),
            steps: self.many(APISamples.step(name: self.name), page.limit),
            total: 60,
            next: "100000/510100",
            lineage: query.under == nil
                ? [] : [OfficeName(office: "100000/510000", officeName: self.name)],
            asOf: APISamples.now
        )
    }

    func issue(_ draft: DirectiveDraft, by caller: Caller) async throws -> Acknowledgement {
        self.note("issue \(draft.number) by \(caller.user ?? "-")")
        return APISamples.acknowledgement
    }

    func open(_ reference: String, by caller: Caller) async throws -> Acknowledgement {
        self.note("open \(reference)")
        return APISamples.acknowledgement
    }

    func sign(_ draft: ReceiptDraft, by caller: Caller) async throws -> Acknowledgement {
        self.lastCaller.withLock { $0 = caller }
        self.note("sign \(draft.directive) by \(caller.user ?? "-")")
        return APISamples.acknowledgement
    }

    func reply(_ draft: ReplyDraft, by caller: Caller) async throws -> Acknowledgement {
        self.note("reply \(draft.directive) by \(caller.user ?? "-")")
        return APISamples.acknowledgement
    }

    func submit(_ drafts: [ReportDraft], by caller: Caller) async throws -> Acknowledgement {
        self.note("submit \(drafts.count) by \(caller.user ?? "-")")
        return APISamples.acknowledgement
    }

    func reports(
        _ query: ReportQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<ReportSummary> {
        let more = [query.period, query.indicator].compactMap { $0.map { " \($0)" } }.joined()
        self.note("reports \(query.office ?? "-") \(page.after ?? "-") \(page.limit)" + more)
        guard query.office != "999" else {
            throw APIError(.notFound, chinese: "没有这个单位。", english: "There is no such office.")
        }
        return self.page(APISamples.reportSummary(title: self.name), page)
    }

    func report(
        _ reference: String,
        office: String?,
        by caller: Caller
    ) async throws -> ReportDetail {
        self.note("report \(reference) \(office ?? "-")")
        guard reference == APISamples.id else {
            throw APIError(.notFound, chinese: "没有这份报告。", english: "There is no such report.")
        }
        return APISamples.reportDetail(title: self.name, count: self.count)
    }

    func dashboard(_ query: DashboardQuery, by caller: Caller) async throws -> Dashboard {
        let wait = query.after.map { "\($0)" } ?? "-"
        if query.after != nil { try await self.waitIfAsked() }
        let (office, period) = (query.office ?? "-", query.period ?? "-")
        self.note("dashboard \(office) \(period) \(wait) \(query.timeoutSeconds)")
        return Dashboard(
            office: "100000",
            officeName: self.name,
            period: query.period.flatMap { $0 == DashboardQuery.latest ? nil : $0 } ?? "2018Q2",
            storeVersion: 42,
            asOf: APISamples.now,
            rows: self.isEmpty
                ? []
                : self.many(
                    APISamples.row(
                        name: self.name,
                        children: min(self.count, query.children?.limit ?? .max)
                    )
                ),
            coverage: self.isEmpty ? [] : self.many(APISamples.coverage),
            periods: self.isEmpty ? [] : ["2018Q2"] + self.many("2018Q1"),
            childrenTotal: self.isEmpty || query.children == nil ? 0 : 60,
            childrenNext: self.isEmpty || query.children == nil ? nil : "100000/510100"
        )
    }

    func feeds(_ page: PageRequest, by caller: Caller) async throws -> Page<FeedSummary> {
        self.page(APISamples.feed, page)
    }

    func links(_ page: PageRequest, by caller: Caller) async throws -> Page<LinkSummary> {
        Page(items: Array(self.links0.prefix(page.limit)), total: self.links0.count)
    }

    func masthead(by caller: Caller) async throws -> Masthead {
        Masthead(
            office: "100000",
            officeName: self.name,
            storeVersion: 42,
            now: APISamples.now,
            conflicts: self.isEmpty ? 0 : self.count
        )
    }

    func branch(
        _ query: BranchQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> OfficeBranch {
        let narrowed = "\(query.search ?? "-") \(query.state ?? "-")"
        self.note("branch \(query.office ?? "-") \(narrowed) \(page.after ?? "-") \(page.limit)")
        return APISamples.branch(name: self.name, children: min(self.count, page.limit))
    }

    func quarantine(_ page: PageRequest, by caller: Caller) async throws -> Page<QuarantineItem> {
        self.page(APISamples.quarantineItem(message: self.name), page)
    }

    func verify(by caller: Caller) async throws -> VerifyReport { throw self.fault }

    func verify(_ draft: LinkVerificationDraft, by caller: Caller) async throws -> LinkVerification
    {
        self.note("verify link \(draft.peer) \(draft.timeoutSeconds)")
        return APISamples.linkVerification
    }

    func record(_ place: RecordPlace, by caller: Caller) async throws -> RecordDetail {
        self.note("record \(place.kind) \(place.id) \(place.office ?? "-")")
        return APISamples.record
    }

    func history(_ place: RecordPlace, by caller: Caller) async throws -> RecordHistory {
        self.note("history \(place.kind) \(place.id) \(place.office ?? "-")")
        return APISamples.recordHistory
    }

    func conflicts(_ page: PageRequest, by caller: Caller) async throws -> Page<RecordConflict> {
        self.page(APISamples.recordConflict, page)
    }

    func recordKinds(by caller: Caller) async throws -> [RecordKindDetail] {
        [APISamples.recordKind]
    }

    func records(
        _ kind: String,
        _ query: RecordQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> RecordList {
        self.note("records \(kind) \(query.office ?? "-") \(query.isAtOdds) \(page.limit)")
        return APISamples.recordList
    }

    func create(
        _ kind: String,
        _ draft: RecordDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        self.note("create \(kind) \(draft.id ?? "-") \(draft.office ?? "-")")
        return APISamples.acknowledgement
    }

    func amend(
        _ place: RecordPlace,
        _ draft: RecordFieldsDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        self.note("amend \(place.kind) \(place.id) \(place.office ?? "-") \(draft.revision ?? "-")")
        return APISamples.acknowledgement
    }

    func advance(
        _ place: RecordPlace,
        _ draft: RecordStepDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        self.note("advance \(place.id) to \(draft.step) \(draft.revision ?? "-")")
        return APISamples.acknowledgement
    }

    func settle(
        _ place: RecordPlace,
        _ draft: RecordFieldsDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        self.note(
            "settle \(place.kind) \(place.id) \(place.office ?? "-") \(draft.revision ?? "-")"
        )
        return APISamples.acknowledgement
    }

    func unknownRecords(_ page: PageRequest, by caller: Caller) async throws -> Page<UnknownRecord>
    {
        self.page(APISamples.unknownRecord, page)
    }

    func versionFloors(by caller: Caller) async throws -> [VersionFloorSummary] {
        [APISamples.versionFloor]
    }

    func setFloor(_ draft: VersionFloorDraft, by caller: Caller) async throws -> Acknowledgement {
        self.note("floor \(draft.kind) \(draft.version) by \(caller.user ?? "-")")
        return APISamples.acknowledgement
    }

    func invite(_ draft: InvitationDraft, by caller: Caller) async throws -> Invitation {
        self.note("invite \(draft.office) by \(caller.user ?? "-")")
        return Invitation(token: "token", office: draft.office, expiresAt: APISamples.now)
    }

    func host(_ draft: HostedOfficeDraft, by caller: Caller) async throws -> Acknowledgement {
        self.note("host \(draft.office) by \(caller.user ?? "-")")
        return APISamples.acknowledgement
    }

    func startBackup(
        _ draft: BackupDraft,
        by caller: Caller
    ) async throws -> BackupProgress {
        self.note("backup \(draft.folder) by \(caller.user ?? "-")")
        return APISamples.backup
    }

    func backup(
        after: Int64?,
        timeoutSeconds: Int,
        by caller: Caller
    ) async throws -> BackupProgress {
        self.note("backup after \(after ?? -1) \(timeoutSeconds)")
        return APISamples.backup
    }

    func rename(_ draft: OfficeNamesDraft, by caller: Caller) async throws -> Acknowledgement {
        self.note("name \(draft.office) \(draft.name ?? "-") by \(caller.user ?? "-")")
        return APISamples.acknowledgement
    }

    func grant(_ draft: OfficePlacesDraft, by caller: Caller) async throws -> Acknowledgement {
        self.note("grant \(draft.office) \(draft.places ?? -1) by \(caller.user ?? "-")")
        return APISamples.acknowledgement
    }

    func reorganise(
        _ draft: ReorganisationDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        self.note("\(draft.kind) \(draft.offices.joined()) by \(caller.user ?? "-")")
        return APISamples.acknowledgement
    }

    func audit(
        _ query: AuditQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<AuditEntry> {
        self.note("audit \(query.user ?? "-") \(page.after ?? "-") \(page.limit)")
        return self.page(APISamples.auditEntry, page)
    }

    func verifyAudit(by caller: Caller) async throws -> AuditReport {
        self.note("verify audit")
        return APISamples.auditReport
    }

    func events(_ page: PageRequest, by caller: Caller) async throws -> Page<NodeEvent> {
        self.page(APISamples.event, page)
    }
}
