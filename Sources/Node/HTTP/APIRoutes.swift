import Admin
import Foundation
import HTTPTypes
import Hummingbird

/// The routes of `/api/v1`: each reads its request, calls the office API once and answers with JSON.
struct APIRoutes {
    static let timeoutSecondsMax = 60
    static let paging = ["after", "limit"]

    let api: any OfficeAPI
    let bodyBytesMax: Int

    func add(to group: RouterGroup<HTTPContext>) {
        self.addReads(to: group)
        self.addWaits(to: group)
        self.addLists(to: group)
        self.addWrites(to: group)
        RecordRoutes(api: self.api, bodyBytesMax: self.bodyBytesMax).add(to: group)
    }

    private func addReads(to group: RouterGroup<HTTPContext>) {
        let api = self.api
        Self.read(group, "status") { _, _, caller in try await api.status(by: caller) }
        Self.read(group, "indicators") { _, _, caller in try await api.indicators(by: caller) }
        Self.read(group, "masthead") { _, _, caller in try await api.masthead(by: caller) }
        Self.read(group, "version-floors") { _, _, caller in try await api.versionFloors(by: caller)
        }
        Self.read(group, "directives/{reference}") { _, context, caller in
            try await api.directive(try context.pathText("reference"), by: caller)
        }
        Self.read(group, "directives/{reference}/replies", Self.paging) { query, context, caller in
            try await api.replies(
                try context.pathText("reference"),
                try query.replies(),
                by: caller
            )
        }
        Self.read(group, "directives/{reference}/trace", Self.paging + QueryParameters.traceNames) {
            query,
            context,
            caller in
            try await api.trace(
                try context.pathText("reference"),
                try query.trace(),
                try query.page(),
                by: caller
            )
        }
        Self.read(group, "reports/{reference}", ["office"]) { query, context, caller in
            let reference = try context.pathText("reference")
            return try await api.report(reference, office: try query.text("office"), by: caller)
        }
    }

    private func addWaits(to group: RouterGroup<HTTPContext>) {
        let api = self.api
        // A waiting reader must not hold up a node that is told to stop.
        Self.read(group, "version", ["after", "timeout"]) { query, context, caller in
            let after = try query.integer("after", in: 0...Int64.max) ?? 0
            let timeout = try query.integer("timeout", in: 0...Self.timeoutSecondsMax) ?? 0
            return try await context.waiting {
                try await api.storeVersion(after: after, timeoutSeconds: timeout, by: caller)
            }
        }
        Self.read(group, "backups/latest", ["after", "timeout"]) { query, context, caller in
            let after = try query.integer("after", in: 0...Int64.max)
            let timeout = try query.integer("timeout", in: 0...Self.timeoutSecondsMax) ?? 0
            return try await context.waiting {
                try await api.backup(after: after, timeoutSeconds: timeout, by: caller)
            }
        }
        let names = [
            "office", "period", "indicator", "after", "timeout", "childrenAfter", "limit",
        ]
        Self.read(group, "dashboard", names) { query, context, caller in
            let wanted = DashboardQuery(
                office: try query.text("office"),
                period: try query.text("period"),
                indicator: try query.text("indicator"),
                after: try query.integer("after", in: 0...Int64.max),
                timeoutSeconds: try query.integer("timeout", in: 0...Self.timeoutSecondsMax) ?? 0,
                children: try query.children()
            )
            return try await context.waiting { try await api.dashboard(wanted, by: caller) }
        }
    }

    private func addLists(to group: RouterGroup<HTTPContext>) {
        let api = self.api
        let paging = Self.paging
        Self.read(group, "offices", paging + ["search", "state", "under"]) { query, _, caller in
            try await api.offices(try query.offices(), try query.page(), by: caller)
        }
        Self.read(group, "offices/branch", paging + ["office", "search", "state"]) {
            query,
            _,
            caller in
            try await api.branch(try query.branch(), try query.page(), by: caller)
        }
        Self.read(group, "links", paging) { query, _, caller in
            try await api.links(try query.page(), by: caller)
        }
        Self.read(group, "directives", paging) { query, _, caller in
            try await api.directives(try query.page(), by: caller)
        }
        Self.read(group, "reports", paging + QueryParameters.reportNames) { query, _, caller in
            try await api.reports(try query.reports(), try query.page(), by: caller)
        }
        Self.read(group, "feeds", paging) { query, _, caller in
            try await api.feeds(try query.page(), by: caller)
        }
        Self.read(group, "quarantine", paging) { query, _, caller in
            try await api.quarantine(try query.page(), by: caller)
        }
        Self.read(group, "unknown-records", paging) { query, _, caller in
            try await api.unknownRecords(try query.page(), by: caller)
        }
        Self.read(group, "events", paging) { query, _, caller in
            try await api.events(try query.page(), by: caller)
        }
        Self.read(group, "audit", paging + ["user"]) { query, _, caller in
            try await api.audit(try query.audit(), try query.page(), by: caller)
        }
    }

    private func addWrites(to group: RouterGroup<HTTPContext>) {
        let api = self.api
        let bytesMax = self.bodyBytesMax
        self.write(group, "directives", DirectiveDraft.self, root: "directive") { draft, caller in
            try await api.issue(draft, by: caller)
        }
        group.post("directives/{reference}/opening") { request, context in
            _ = try QueryParameters(request, allowed: [])
            try await request.expectNoFields(root: "opening", bytesMax: bytesMax)
            return try Response.json(
                try await api.open(try context.pathText("reference"), by: try context.proven())
            )
        }
        self.write(group, "receipts", ReceiptDraft.self, root: "receipt") { draft, caller in
            try await api.sign(draft, by: caller)
        }
        self.write(group, "replies", ReplyDraft.self, root: "reply") { draft, caller in
            try await api.reply(draft, by: caller)
        }
        self.write(group, "reports", [ReportDraft].self, root: "reports") { drafts, caller in
            try await api.submit(drafts, by: caller)
        }
        self.write(group, "invitations", InvitationDraft.self, root: "invitation") {
            draft,
            caller in
            try await api.invite(draft, by: caller)
        }
        self.write(group, "hosted-offices", HostedOfficeDraft.self, root: "office") {
            draft,
            caller in
            try await api.host(draft, by: caller)
        }
        self.write(group, "office-names", OfficeNamesDraft.self, root: "office") { draft, caller in
            try await api.rename(draft, by: caller)
        }
        self.write(group, "office-places", OfficePlacesDraft.self, root: "office") {
            draft,
            caller in
            try await api.grant(draft, by: caller)
        }
        self.write(group, "version-floors", VersionFloorDraft.self, root: "floor") {
            draft,
            caller in
            try await api.setFloor(draft, by: caller)
        }
        group.post("link-verifications") { request, context in
            _ = try QueryParameters(request, allowed: [])
            let draft = try await request.decode(
                LinkVerificationDraft.self,
                root: "verification",
                bytesMax: bytesMax
            )
            return try Response.json(
                try await context.waiting { try await api.verify(draft, by: try context.proven()) }
            )
        }
        self.write(group, "reorganisations", ReorganisationDraft.self, root: "reorganisation") {
            draft,
            caller in
            try await api.reorganise(draft, by: caller)
        }
        self.write(group, "backups", BackupDraft.self, root: "backup") { draft, caller in
            try await api.startBackup(draft, by: caller)
        }
        group.post("verify") { request, context in
            _ = try QueryParameters(request, allowed: [])
            try await request.expectNoFields(root: "verification", bytesMax: bytesMax)
            return try Response.json(try await api.verify(by: try context.proven()))
        }
        group.post("audit-verifications") { request, context in
            _ = try QueryParameters(request, allowed: [])
            try await request.expectNoFields(root: "verification", bytesMax: bytesMax)
            return try Response.json(try await api.verifyAudit(by: try context.proven()))
        }
    }

    /// A route that reads: its query is checked, its answer is the value.
    static func read<Answer: Encodable & SendableMetatype>(
        _ group: RouterGroup<HTTPContext>,
        _ path: RouterPath,
        _ allowed: [String] = [],
        _ answer:
            @escaping @Sendable (QueryParameters, HTTPContext, Caller) async throws ->
            Answer
    ) {
        group.get(path) { request, context in
            let query = try QueryParameters(request, allowed: allowed)
            return try Response.json(try await answer(query, context, try context.proven()))
        }
    }

    /// A route that writes: its body is decoded, its caller named, and its answer is the value.
    private func write<Draft: Decodable & Sendable, Answer: Encodable & SendableMetatype>(
        _ group: RouterGroup<HTTPContext>,
        _ path: RouterPath,
        _ type: Draft.Type,
        root: String,
        _ perform: @escaping @Sendable (Draft, Caller) async throws -> Answer
    ) {
        let bytesMax = self.bodyBytesMax
        group.post(path) { request, context in
            _ = try QueryParameters(request, allowed: [])
            let caller = try context.writer()
            let draft = try await request.decode(type, root: root, bytesMax: bytesMax)
            return try Response.json(try await perform(draft, caller))
        }
    }
}
