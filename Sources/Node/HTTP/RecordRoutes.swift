import Admin
import HTTPTypes
import Hummingbird

/// The routes of records, of whatever kind.
struct RecordRoutes {
    let api: any OfficeAPI
    let bodyBytesMax: Int

    func add(to group: RouterGroup<HTTPContext>) {
        self.addReads(to: group)
        self.addWrites(to: group)
    }

    private func addReads(to group: RouterGroup<HTTPContext>) {
        let api = self.api
        let paging = APIRoutes.paging
        APIRoutes.read(group, "records") { _, _, caller in try await api.recordKinds(by: caller) }
        APIRoutes.read(group, "records/{kind}", paging + QueryParameters.recordNames) {
            query,
            context,
            caller in
            try await api.records(
                try context.pathText("kind"),
                try query.records(),
                try query.page(),
                by: caller
            )
        }
        group.get("records/{kind}/{id}") { request, context in
            let query = try QueryParameters(request, allowed: ["office"])
            let record = try await api.record(try query.record(context), by: try context.proven())
            var response = try Response.json(record)
            response.headers[.eTag] = "\"\(record.revision)\""
            return response
        }
        APIRoutes.read(group, "records/{kind}/{id}/history", ["office"]) { query, context, caller in
            try await api.history(try query.record(context), by: caller)
        }
        APIRoutes.read(group, "conflicts", paging) { query, _, caller in
            try await api.conflicts(try query.page(), by: caller)
        }
    }

    private func addWrites(to group: RouterGroup<HTTPContext>) {
        let (api, bytesMax) = (self.api, self.bodyBytesMax)
        group.post("records/{kind}") { request, context in
            _ = try QueryParameters(request, allowed: [])
            let (kind, caller) = (try context.pathText("kind"), try context.writer())
            let draft = try await request.decode(
                RecordDraft.self,
                root: "record",
                bytesMax: bytesMax
            )
            return try Response.json(try await api.create(kind, draft, by: caller))
        }
        group.patch("records/{kind}/{id}") { request, context in
            let (place, caller, draft) = try await self.fields(request, context, root: "record")
            return try Response.json(try await api.amend(place, draft, by: caller))
        }
        group.post("records/{kind}/{id}/settlements") { request, context in
            let (place, caller, draft) = try await self.fields(
                request,
                context,
                root: "settlement"
            )
            return try Response.json(try await api.settle(place, draft, by: caller))
        }
        group.post("records/{kind}/{id}/steps") { request, context in
            let place = try QueryParameters(request, allowed: ["office"]).record(context)
            let caller = try context.writer()
            let draft = try await request.decode(
                RecordStepDraft.self,
                root: "step",
                bytesMax: bytesMax
            )
            let shown = RecordStepDraft(
                revision: try draft.revision ?? request.shownRevision(),
                step: draft.step,
                fields: draft.fields
            )
            return try Response.json(try await api.advance(place, shown, by: caller))
        }
    }

    /// Which record, by whom, and what is written into it.
    private func fields(
        _ request: Request,
        _ context: HTTPContext,
        root: String
    ) async throws -> (RecordPlace, Caller, RecordFieldsDraft) {
        let place = try QueryParameters(request, allowed: ["office"]).record(context)
        let caller = try context.writer()
        let draft = try await request.decode(
            RecordFieldsDraft.self,
            root: root,
            bytesMax: self.bodyBytesMax
        )
        let shown = RecordFieldsDraft(
            revision: try draft.revision ?? request.shownRevision(),
            fields: draft.fields
        )
        return (place, caller, shown)
    }
}

extension Request {
    /// What `If-Match` says that the author was shown (RFC 9110, 13.1.1); nil when it is not there.
    fileprivate func shownRevision() throws -> String? {
        guard let value = self.headers[.ifMatch] else { return nil }
        guard value.count > 2, value.hasPrefix("\""), value.hasSuffix("\"") else {
            throw RecordFault.badRevision
        }
        return String(value.dropFirst().dropLast())
    }
}
