import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A node's API over HTTP.
///
/// Calls may be made from many tasks at once; connections are kept open between them. Every call
/// throws ``APIError``: the node's own, or one made here that names the address when no answer came.
/// ``shutdown()`` MUST be called before the last reference goes; ``withClient(_:limits:_:)`` does.
package struct OfficeClient: OfficeAPI {
    /// Every route begins with it.
    static let root = "/api/v1"

    let transport: OfficeTransport
    let limits: OfficeClientLimits

    package init(_ access: NodeAccess, limits: OfficeClientLimits = OfficeClientLimits()) {
        self.transport = OfficeTransport(access, limits: limits)
        self.limits = limits
    }

    /// Makes a client, runs `body` with it and closes its connections, whatever happens.
    package static func withClient<Result: Sendable>(
        _ access: NodeAccess,
        limits: OfficeClientLimits = OfficeClientLimits(),
        _ body: (OfficeClient) async throws -> Result
    ) async throws -> Result {
        let client = OfficeClient(access, limits: limits)
        do {
            let result = try await body(client)
            await client.shutdown()
            return result
        } catch {
            await client.shutdown()
            throw error
        }
    }

    /// Closes the connections; calls under way fail. A second call does nothing.
    package func shutdown() async {
        await self.transport.shutdown()
    }
}

// MARK: - Reading

extension OfficeClient {
    package func status(by caller: Caller) async throws -> NodeStatus {
        try await self.get("/status", by: caller)
    }

    package func masthead(by caller: Caller) async throws -> Masthead {
        try await self.get("/masthead", by: caller)
    }

    package func indicators(by caller: Caller) async throws -> [IndicatorSummary] {
        try await self.get("/indicators", by: caller)
    }

    package func storeVersion(
        after: Int64,
        timeoutSeconds: Int,
        by caller: Caller
    ) async throws -> StoreVersion {
        try await self.get(
            "/version",
            [("after", String(after)), ("timeout", String(timeoutSeconds))],
            by: caller,
            seconds: Int64(timeoutSeconds) + self.limits.longPollMarginSeconds
        )
    }

    package func offices(
        _ query: OfficeQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> OfficeList {
        let filter = [("search", query.search), ("state", query.state), ("under", query.under)]
        return try await self.get("/offices", filter + Self.query(page), by: caller)
    }

    package func branch(
        _ query: BranchQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> OfficeBranch {
        let filter = [
            ("office", query.office), ("search", query.search), ("state", query.state),
        ]
        return try await self.get("/offices/branch", filter + Self.query(page), by: caller)
    }

    package func directives(
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<DirectiveSummary> {
        try await self.get("/directives", Self.query(page), by: caller)
    }

    package func directive(_ reference: String, by caller: Caller) async throws -> DirectiveDetail {
        try await self.get("/directives/" + PercentEncoding.encode(reference), by: caller)
    }

    package func replies(
        _ reference: String,
        _ query: ReplyQuery,
        by caller: Caller
    ) async throws -> ReplyPage {
        try await self.get(
            "/directives/" + PercentEncoding.encode(reference) + "/replies",
            [("after", query.after), ("limit", String(query.limit))],
            by: caller
        )
    }

    package func trace(
        _ reference: String,
        _ query: TraceQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> DirectiveTrace {
        let filter = [
            ("lagging", query.isLagging ? "true" : nil), ("search", query.search),
            ("missing", query.missing?.rawValue), ("under", query.under),
            ("unfold", query.unfolds ? "true" : nil),
        ]
        let path = "/directives/" + PercentEncoding.encode(reference) + "/trace"
        return try await self.get(path, filter + Self.query(page), by: caller)
    }

    package func reports(
        _ query: ReportQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<ReportSummary> {
        let filter = [
            ("office", query.office), ("period", query.period), ("indicator", query.indicator),
        ]
        return try await self.get("/reports", filter + Self.query(page), by: caller)
    }

    package func report(
        _ reference: String,
        office: String?,
        by caller: Caller
    ) async throws -> ReportDetail {
        try await self.get(
            "/reports/" + PercentEncoding.encode(reference),
            [("office", office)],
            by: caller
        )
    }

    package func dashboard(_ query: DashboardQuery, by caller: Caller) async throws -> Dashboard {
        let filter: [(String, String?)] = [
            ("office", query.office), ("period", query.period), ("indicator", query.indicator),
            ("after", query.after.map(String.init)),
            ("timeout", query.after == nil ? nil : String(query.timeoutSeconds)),
        ]
        let seconds =
            query.after == nil
            ? self.limits.callSeconds
            : Int64(query.timeoutSeconds) + self.limits.longPollMarginSeconds
        let children = [
            ("childrenAfter", query.children?.after), ("limit", String(query.children?.limit ?? 0)),
        ]
        return try await self.get("/dashboard", filter + children, by: caller, seconds: seconds)
    }

    package func feeds(_ page: PageRequest, by caller: Caller) async throws -> Page<FeedSummary> {
        try await self.get("/feeds", Self.query(page), by: caller)
    }

    package func links(_ page: PageRequest, by caller: Caller) async throws -> Page<LinkSummary> {
        try await self.get("/links", Self.query(page), by: caller)
    }

    package func quarantine(
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<QuarantineItem> {
        try await self.get("/quarantine", Self.query(page), by: caller)
    }

    package func unknownRecords(
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<UnknownRecord> {
        try await self.get("/unknown-records", Self.query(page), by: caller)
    }

    package func versionFloors(by caller: Caller) async throws -> [VersionFloorSummary] {
        try await self.get("/version-floors", by: caller)
    }

    package func events(_ page: PageRequest, by caller: Caller) async throws -> Page<NodeEvent> {
        try await self.get("/events", Self.query(page), by: caller)
    }

    package func audit(
        _ query: AuditQuery,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<AuditEntry> {
        try await self.get("/audit", [("user", query.user)] + Self.query(page), by: caller)
    }

    package func verifyAudit(by caller: Caller) async throws -> AuditReport {
        try await self.post("/audit-verifications", by: caller, seconds: self.limits.verifySeconds)
    }

    package func backup(
        after: Int64?,
        timeoutSeconds: Int,
        by caller: Caller
    ) async throws -> BackupProgress {
        try await self.get(
            "/backups/latest",
            [
                ("after", after.map(String.init)),
                ("timeout", after == nil ? nil : String(timeoutSeconds)),
            ],
            by: caller,
            seconds: Int64(timeoutSeconds) + self.limits.longPollMarginSeconds
        )
    }

    package func verify(by caller: Caller) async throws -> VerifyReport {
        try await self.post("/verify", by: caller, seconds: self.limits.verifySeconds)
    }
}

extension OfficeClient {
    package func verify(
        _ draft: LinkVerificationDraft,
        by caller: Caller
    ) async throws -> LinkVerification {
        try await self.post(
            "/link-verifications",
            draft,
            by: caller,
            seconds: Int64(draft.timeoutSeconds) + self.limits.longPollMarginSeconds
        )
    }
}

// MARK: - Writing

extension OfficeClient {
    package func issue(
        _ draft: DirectiveDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.post("/directives", draft, by: caller)
    }

    package func open(_ reference: String, by caller: Caller) async throws -> Acknowledgement {
        try await self.post(
            "/directives/" + PercentEncoding.encode(reference) + "/opening",
            by: caller
        )
    }

    package func sign(_ draft: ReceiptDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.post("/receipts", draft, by: caller)
    }

    package func reply(_ draft: ReplyDraft, by caller: Caller) async throws -> Acknowledgement {
        try await self.post("/replies", draft, by: caller)
    }

    package func submit(
        _ drafts: [ReportDraft],
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.post("/reports", drafts, by: caller, seconds: self.limits.submitSeconds)
    }

    package func invite(_ draft: InvitationDraft, by caller: Caller) async throws -> Invitation {
        try await self.post("/invitations", draft, by: caller)
    }

    package func host(
        _ draft: HostedOfficeDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.post("/hosted-offices", draft, by: caller)
    }

    package func startBackup(
        _ draft: BackupDraft,
        by caller: Caller
    ) async throws -> BackupProgress {
        try await self.post("/backups", draft, by: caller)
    }

    package func rename(
        _ draft: OfficeNamesDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.post("/office-names", draft, by: caller)
    }

    package func grant(
        _ draft: OfficePlacesDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.post("/office-places", draft, by: caller)
    }

    package func reorganise(
        _ draft: ReorganisationDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.post("/reorganisations", draft, by: caller)
    }
}

extension OfficeClient {
    package func setFloor(
        _ draft: VersionFloorDraft,
        by caller: Caller
    ) async throws -> Acknowledgement {
        try await self.post("/version-floors", draft, by: caller)
    }
}

// MARK: - Requests

extension OfficeClient {
    static func query(_ page: PageRequest) -> [(String, String?)] {
        [("after", page.after), ("limit", String(page.limit))]
    }

    func get<Answer: Decodable & Sendable>(
        _ path: String,
        _ query: [(String, String?)] = [],
        by caller: Caller,
        seconds: Int64? = nil
    ) async throws -> Answer {
        let pairs = query.compactMap { name, value in
            value.map { "\(name)=\(PercentEncoding.encode($0))" }
        }
        let suffix = pairs.isEmpty ? "" : "?" + pairs.joined(separator: "&")
        return try await self.transport.send(
            OfficeTransport.Call(
                method: .GET,
                path: Self.root + path + suffix,
                user: caller.user,
                deadlineSeconds: seconds ?? self.limits.callSeconds
            )
        )
    }

    /// A call that has nothing to say beside where it goes.
    func post<Answer: Decodable & Sendable>(
        _ path: String,
        by caller: Caller = .unnamed,
        seconds: Int64? = nil
    ) async throws -> Answer {
        try await self.transport.send(
            OfficeTransport.Call(
                method: .POST,
                path: Self.root + path,
                user: caller.user,
                deadlineSeconds: seconds ?? self.limits.callSeconds
            )
        )
    }

    func post<Draft: Encodable, Answer: Decodable & Sendable>(
        _ path: String,
        _ draft: Draft,
        by caller: Caller,
        method: HTTPMethod = .POST,
        seconds: Int64? = nil
    ) async throws -> Answer {
        try await self.transport.send(
            OfficeTransport.Call(
                method: method,
                path: Self.root + path,
                body: try OfficeTransport.encode(draft),
                user: caller.user,
                deadlineSeconds: seconds ?? self.limits.callSeconds
            )
        )
    }
}

// MARK: - The console

extension OfficeClient {
    /// Asks for a link that signs one browser in to the console, once.
    package func consoleLink() async throws -> ConsoleLink {
        try await self.post("/console-links", [String: String](), by: .unnamed)
    }
}
