// What callers ask for that want the whole of a long list, or the usual part of an answer.

extension OfficeAPI {
    /// Offices that the node knows of, in tree order.
    package func offices(
        _ query: OfficeQuery = OfficeQuery(),
        by caller: Caller
    ) async throws -> [OfficeSummary] {
        try await Page.everything { request in
            let found = try await self.offices(query, request, by: caller)
            return Page(items: found.items, total: found.total, next: found.next)
        }
    }

    /// Every link: those configured, those open, and those seen since the node started.
    package func links(by caller: Caller) async throws -> [LinkSummary] {
        try await Page.everything { try await self.links($0, by: caller) }
    }

    /// Where one directive is, with the steps of all offices that are meant.
    package func trace(
        _ reference: String,
        _ query: TraceQuery = TraceQuery(),
        by caller: Caller
    ) async throws -> DirectiveTrace {
        var latest: DirectiveTrace?
        let steps = try await Page.everything { request in
            let found = try await self.trace(reference, query, request, by: caller)
            latest = found
            return Page(items: found.steps, total: found.total, next: found.next)
        }
        guard let latest else {
            return try await self.trace(reference, query, PageRequest(), by: caller)
        }
        return DirectiveTrace(
            directive: latest.directive,
            steps: steps,
            total: steps.count,
            joinedLater: latest.joinedLater,
            lineage: latest.lineage,
            asOf: latest.asOf
        )
    }

    /// Progress reports held here, newest first; of one office, or of all when `office` is nil.
    package func reports(
        office: String?,
        _ page: PageRequest,
        by caller: Caller
    ) async throws -> Page<ReportSummary> {
        try await self.reports(ReportQuery(office: office), page, by: caller)
    }

    /// Indicators of an office's subtree with the first of its direct children.
    package func dashboard(
        office: String?,
        period: String?,
        after: Int64?,
        timeoutSeconds: Int,
        by caller: Caller
    ) async throws -> Dashboard {
        try await self.dashboard(
            DashboardQuery(
                office: office,
                period: period,
                after: after,
                timeoutSeconds: timeoutSeconds
            ),
            by: caller
        )
    }
}
