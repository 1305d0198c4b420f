/// What a node offers to people and programs.
///
/// `Admin` declares it as plain values; `Node` implements it over its store. The console's pages and
/// the HTTP routes call the same implementation, so the API cannot lag behind the pages. Every write
/// returns only after it is durable. Every method throws ``APIError`` and nothing else on purpose;
/// any other error is a fault of the node.
package protocol OfficeAPI: Sendable {
    /// Whose node this is and how far its store has come: what stands around every page.
    func masthead(by caller: Caller) async throws -> Masthead

    /// The node's own state: who it is, what it holds, how its links are.
    func status(by caller: Caller) async throws -> NodeStatus

    /// The store's version, once it is above `after` or `timeoutSeconds` (0...60) have passed.
    func storeVersion(
        after: Int64,
        timeoutSeconds: Int,
        by caller: Caller
    ) async throws -> StoreVersion

    /// Offices that the node knows of, in tree order (parents before children).
    func offices(
        _ query: OfficeQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> OfficeList

    /// One office with its direct children: the tree is unfolded branch by branch.
    func branch(
        _ query: BranchQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> OfficeBranch

    /// Directives held here, newest issue date first.
    func directives(_ page: PageRequest, by caller: Caller) async throws -> Page<DirectiveSummary>

    /// One directive by its id (32 hexadecimal digits) or its document number (文号).
    func directive(_ reference: String, by caller: Caller) async throws -> DirectiveDetail

    /// Replies to one directive, newest first.
    func replies(
        _ reference: String,
        _ query: ReplyQuery,
        by caller: Caller
    ) async throws -> ReplyPage

    /// Where one directive is: per addressed office the furthest step that it reached.
    func trace(
        _ reference: String,
        _ query: TraceQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> DirectiveTrace

    /// Issues a directive from this node's office. The draft's `id` makes a repeated call one directive.
    func issue(_ draft: DirectiveDraft, by caller: Caller) async throws -> Acknowledgement

    /// Records, once, that somebody of this office has opened a directive that is addressed to it (已阅). Reading it
    /// by ``directive(_:)`` records nothing.
    func open(_ reference: String, by caller: Caller) async throws -> Acknowledgement

    /// Signs for a received directive (签收).
    func sign(_ draft: ReceiptDraft, by caller: Caller) async throws -> Acknowledgement

    /// Answers a directive (回复).
    func reply(_ draft: ReplyDraft, by caller: Caller) async throws -> Acknowledgement

    /// Submits progress reports. All of them are written, or none is.
    func submit(_ drafts: [ReportDraft], by caller: Caller) async throws -> Acknowledgement

    /// Progress reports held here, newest first.
    func reports(
        _ query: ReportQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<ReportSummary>

    /// One report by its id (32 hexadecimal digits).
    ///
    /// - Parameter office: needed only when several offices have used the id.
    func report(
        _ reference: String,
        office: String?,
        by caller: Caller
    ) async throws -> ReportDetail

    /// Indicators of an office's subtree.
    func dashboard(_ query: DashboardQuery, by caller: Caller) async throws -> Dashboard

    /// Every feed held here with its head.
    func feeds(_ page: PageRequest, by caller: Caller) async throws -> Page<FeedSummary>

    /// Every link: those configured, those open, and those seen since the node started; in tree order.
    func links(_ page: PageRequest, by caller: Caller) async throws -> Page<LinkSummary>

    /// What was refused, with its reason; newest first.
    func quarantine(_ page: PageRequest, by caller: Caller) async throws -> Page<QuarantineItem>

    /// Records in which something is that this version does not know.
    func unknownRecords(_ page: PageRequest, by caller: Caller) async throws -> Page<UnknownRecord>

    /// What is declared of each kind of records.
    func recordKinds(by caller: Caller) async throws -> [RecordKindDetail]

    /// Records of one kind, the latest first; of a kind without a list of its own those of one office, by their keys.
    func records(
        _ kind: String,
        _ query: RecordQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> RecordList

    /// Makes a record of a kind that is written field by field.
    func create(
        _ kind: String,
        _ draft: RecordDraft,
        by caller: Caller
    ) async throws -> Acknowledgement

    /// Writes fields of a record that was shown to the author. What has changed since then is not written over, and
    /// nothing is written then (`changed-meanwhile`).
    func amend(
        _ place: RecordPlace,
        _ draft: RecordFieldsDraft,
        by caller: Caller
    ) async throws -> Acknowledgement

    /// Takes a record that was shown to the author to a further step, or opens it again.
    func advance(
        _ place: RecordPlace,
        _ draft: RecordStepDraft,
        by caller: Caller
    ) async throws -> Acknowledgement

    /// One record of any kind, field by field, with what is at odds in it.
    func record(_ place: RecordPlace, by caller: Caller) async throws -> RecordDetail

    /// Who wrote a record, when, and what stood there before.
    func history(_ place: RecordPlace, by caller: Caller) async throws -> RecordHistory

    /// Records in which writers who did not know of each other have said different things, the latest first.
    func conflicts(_ page: PageRequest, by caller: Caller) async throws -> Page<RecordConflict>

    /// Says what holds in fields that are at odds. Whatever was not shown to the author stays beside it, and the
    /// answer is a conflict then (`changed-meanwhile`).
    func settle(
        _ place: RecordPlace,
        _ draft: RecordFieldsDraft,
        by caller: Caller
    ) async throws -> Acknowledgement

    /// The version floors that hold for this office.
    func versionFloors(by caller: Caller) async throws -> [VersionFloorSummary]

    /// Sets the lowest version in which this office and all below it may write a kind of record.
    func setFloor(_ draft: VersionFloorDraft, by caller: Caller) async throws -> Acknowledgement

    /// Re-checks every hash, chain and signature held here and compares derived state with a fresh fold.
    func verify(by caller: Caller) async throws -> VerifyReport

    /// Compares both ends of a link now; when they are equal, both sign a certificate.
    func verify(_ draft: LinkVerificationDraft, by caller: Caller) async throws -> LinkVerification

    /// Makes a single-use token with which one new office (or a further node of it) may join under
    /// this office.
    func invite(_ draft: InvitationDraft, by caller: Caller) async throws -> Invitation

    /// Registers an office that has no machine of its own and is written for by this node.
    func host(_ draft: HostedOfficeDraft, by caller: Caller) async throws -> Acknowledgement

    /// Gives an office another Chinese or English name, in the whole tree.
    func rename(_ draft: OfficeNamesDraft, by caller: Caller) async throws -> Acknowledgement

    /// Grants a child places for the offices below it, or takes the grant back.
    func grant(_ draft: OfficePlacesDraft, by caller: Caller) async throws -> Acknowledgement

    /// Says that offices below this one are moved, renamed, merged or split. The answer's ids say from
    /// which paths to which: `OLD=NEW`, several new ones by commas.
    func reorganise(_ draft: ReorganisationDraft, by caller: Caller) async throws -> Acknowledgement

    /// Begins to copy everything that this node must have after its disk is gone into a folder of its own
    /// machine. Returns at once; ``backup(after:timeoutSeconds:)`` follows it. One at a time.
    func startBackup(_ draft: BackupDraft, by caller: Caller) async throws -> BackupProgress

    /// The backup that is being made, or the last one since the node started.
    ///
    /// With `after`, waits until its revision is above it or `timeoutSeconds` (0...60) have passed, then
    /// answers with what there is.
    func backup(
        after: Int64?,
        timeoutSeconds: Int,
        by caller: Caller
    ) async throws -> BackupProgress

    /// The indicators that reports may have figures of, by number.
    func indicators(by caller: Caller) async throws -> [IndicatorSummary]

    /// What happened on this node, newest first: links, refusals, restores, joins.
    func events(_ page: PageRequest, by caller: Caller) async throws -> Page<NodeEvent>

    /// What was done on this node and by whom, newest first.
    func audit(
        _ query: AuditQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<AuditEntry>

    /// Reads the whole audit log and says whether each row follows from the one before it.
    func verifyAudit(by caller: Caller) async throws -> AuditReport
}
