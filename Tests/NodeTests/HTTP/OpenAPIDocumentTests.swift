import Admin
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import PlainText
import Testing

@testable import Node

@Suite("The API's description")
struct OpenAPIDocumentTests {
    private let document = DescriptionReader(String(decoding: Assets.openAPI, as: UTF8.self))

    @Test("names every route of the node and no other")
    func routes() throws {
        let router = try HTTPServer.router(
            api: SampleOffice(),
            configuration: HTTPServerConfiguration(port: 0, office: "100000"),
            connections: HTTPConnections(limits: HTTPLimits()),
            token: .random(),
            sessions: SessionStore { 0 },
            metrics: { "" },
            health: { _ in HealthReport() }
        )
        let served = router.routes.map { "\($0.method.rawValue.lowercased()) \($0.path)" }
            .filter { $0.contains(" /api/") || $0.contains("/healthz") || $0.contains("/metrics") }
        #expect(served.sorted() == self.document.routes.sorted())
        #expect(served.count > 15)
    }

    @Test("gives each value the fields that it has in JSON, and calls those required that are")
    func schemas() throws {
        for (name, value) in Self.values {
            let schema = try #require(self.document.schemas[name], "\(name) is not described")
            let data = try JSONEncoder().encode(value)
            let object = try #require(
                try JSONSerialization.jsonObject(with: data) as? [String: Any]
            )
            #expect(schema.properties.sorted() == object.keys.sorted(), "\(name)")
            // An event's values are there or not by its kind.
            let members = value is EventDetails ? [] : Array(Mirror(reflecting: value).children)
            let required =
                members
                .filter { Mirror(reflecting: $0.value).displayStyle != .optional }
                .compactMap(\.label)
            #expect(schema.required.sorted() == required.sorted(), "\(name)")
        }
        #expect(self.document.schemas.keys.sorted() == Self.values.map(\.name).sorted())
    }

    @Test("is served without a token")
    func served() async throws {
        let response = try await HTTPTestNode().send(.get, "/api/v1/openapi.yaml")
        #expect(response.status == .ok)
        #expect(response.text.hasPrefix("openapi: 3.1.0\n"))
    }

    private static let values: [(name: String, value: any Encodable & Sendable)] = [
        (
            "APIError",
            APIError(
                .invalid,
                chinese: "",
                english: "",
                field: "f",
                rule: "r",
                hintChinese: "",
                hintEnglish: ""
            )
        ),
        ("Acknowledgement", APISamples.acknowledgement),
        ("AttachmentEntry", APISamples.attachmentEntry),
        (
            "AttachmentProgress",
            AttachmentProgress(content: "", byteCount: 0, total: 1)
        ),
        ("AttachmentSummary", APISamples.attachment),
        ("AuditEntry", APISamples.auditEntry),
        ("AuditEntryPage", APISamples.page(APISamples.auditEntry)),
        ("AuditReport", APISamples.auditReport),
        ("BackupDraft", BackupDraft(folder: "/b")),
        ("BackupProgress", APISamples.backup),
        ("BackupSummary", APISamples.backupSummary),
        ("ConsoleLink", ConsoleLink(link: "", expiresAt: 0)),
        ("Coverage", APISamples.coverage),
        (
            "Dashboard",
            Dashboard(
                office: "",
                officeName: "",
                period: "2018",
                storeVersion: 1,
                asOf: 0,
                rows: [],
                coverage: [],
                childrenNext: "1"
            )
        ),
        ("DashboardCell", APISamples.cell),
        ("DashboardRow", APISamples.row()),
        ("DataPointDraft", APISamples.dataPointDraft),
        (
            "DirectiveDetail",
            DirectiveDetail(
                summary: APISamples.directive(),
                body: "",
                recipients: [],
                carriesOut: "x",
                replies: [],
                repliesNext: "1:1",
                attachments: []
            )
        ),
        ("DirectiveDraft", APISamples.directiveDraft),
        ("DirectiveSummary", APISamples.directive()),
        ("DirectiveSummaryPage", APISamples.page(APISamples.directive())),
        (
            "DirectiveTrace",
            DirectiveTrace(directive: APISamples.directive(), steps: [], next: "1", asOf: 0)
        ),
        ("FeedSummary", APISamples.feed),
        ("FeedSummaryPage", APISamples.page(APISamples.feed)),
        ("HealthReport", HealthReport()),
        (
            "HostedOfficeDraft",
            HostedOfficeDraft(
                office: "",
                name: "",
                nameEnglish: "",
                level: "",
                rename: true,
                force: true
            )
        ),
        ("IndicatorSummary", APISamples.indicator),
        ("Invitation", Invitation(token: "", office: "", expiresAt: 0)),
        (
            "InvitationDraft",
            InvitationDraft(
                office: "",
                name: "",
                nameEnglish: "",
                level: "",
                validHours: 1,
                rename: true
            )
        ),
        ("LinkSummary", APISamples.link),
        ("EventParameters", APISamples.eventParameters),
        ("NodeEvent", APISamples.event),
        ("NodeEventPage", APISamples.page(APISamples.event)),
        ("NodeStatus", APISamples.status(recovery: APISamples.event)),
        ("ExaminationStatus", APISamples.examination),
        ("OfficeList", OfficeList(items: [], total: 0, next: "1", states: [:])),
        ("OfficeBranch", APISamples.branch()),
        ("BranchEntry", APISamples.branchEntry),
        ("Masthead", APISamples.masthead),
        ("LinkSummaryPage", APISamples.page(APISamples.link)),
        ("RowRange", RowRange(1...2)),
        ("StoreVersion", StoreVersion(storeVersion: 1)),
        ("OfficeName", APISamples.officeName),
        ("OfficeSummary", APISamples.office("1", name: "", path: ["1"], state: "behind")),
        ("PeerStatement", APISamples.statement),
        ("QuarantineItem", APISamples.quarantineItem()),
        ("QuarantineItemPage", APISamples.page(APISamples.quarantineItem())),
        ("OfficeNamesDraft", OfficeNamesDraft(office: "", name: "", nameEnglish: "")),
        ("OfficePlacesDraft", OfficePlacesDraft(office: "", places: 1)),
        ("ReceiptDraft", ReceiptDraft(directive: "", office: "")),
        (
            "ReorganisationDraft",
            ReorganisationDraft(kind: "move", offices: [], to: [], reason: "")
        ),
        (
            "ReplyDraft",
            ReplyDraft(directive: "", office: "", text: "", attachments: [], revision: "")
        ),
        ("ReplySummary", APISamples.reply()),
        ("ReplyPage", ReplyPage(items: [], total: 0, next: "1:1")),
        (
            "EarlierReply",
            EarlierReply(text: "", user: "", at: 0, attachments: [APISamples.attachment])
        ),
        ("ReportDraft", APISamples.reportDraft),
        ("FigureCorrection", APISamples.correction),
        ("EarlierFigure", APISamples.earlierFigure),
        ("Replacement", APISamples.replacement),
        ("ReportDetail", APISamples.reportDetail()),
        ("ReportFigure", APISamples.reportFigure),
        ("ReportStep", APISamples.reportStep("saved")),
        ("ReportSummary", APISamples.reportSummary()),
        ("ReportSummaryPage", APISamples.page(APISamples.reportSummary())),
        ("SavedPlace", APISamples.saved),
        ("StandingAlarm", APISamples.alarm),
        ("TraceCounts", APISamples.traceCounts),
        ("TraceStep", APISamples.step()),
        ("VerifyProblem", VerifyProblem("", "")),
        ("VerifyReport", APISamples.verifyReport),
        ("RecordValue", APISamples.recordValue), ("RecordEntry", APISamples.recordEntry),
        ("RecordSummary", APISamples.recordSummary), ("RecordField", APISamples.recordField),
        ("RecordDetail", APISamples.record),
        ("RecordHistory", APISamples.recordHistory), ("RecordChange", APISamples.recordChange),
        ("RecordFieldChange", APISamples.recordFieldChange),
        ("RecordConflict", APISamples.recordConflict),
        ("RecordConflictPage", APISamples.page(APISamples.recordConflict)),
        ("RecordFieldsDraft", RecordFieldsDraft(revision: "", fields: [:])),
        ("RecordDraft", RecordDraft(id: "", office: "", fields: [:])),
        ("RecordStepDraft", RecordStepDraft(revision: "", step: "", fields: [:])),
        ("RecordList", APISamples.recordList), ("RecordListItem", APISamples.recordListItem),
        ("RecordWord", APISamples.recordWord),
        ("RecordKindDetail", APISamples.recordKindWithCommand),
        ("RecordKindField", APISamples.recordKind.fields[0]),
        ("RecordKindStep", APISamples.recordKind.steps[0]),
        ("RecordTextLength", RecordTextLength(max: 1, isInBytes: false)),
        ("UnknownRecord", APISamples.unknownRecord),
        ("UnknownRecordPage", APISamples.page(APISamples.unknownRecord)),
        ("VersionFloorSummary", APISamples.versionFloor),
        ("VersionFloorDraft", VersionFloorDraft(kind: "report", version: 2)),
        ("Warning", Warning("", "")),
        ("LinkVerification", APISamples.linkVerification),
        ("LinkCertificate", APISamples.linkCertificate),
        ("LinkVerificationDraft", LinkVerificationDraft(peer: "510000")),
    ]
}
