import Admin
import OfficeWork
import Store
import SyncProtocol

/// What reports add up to, of one office and those below it.
struct DashboardService: Sendable {
    let context: OfficeContext

    func dashboard(_ query: DashboardQuery) async throws -> Dashboard {
        if let after = query.after {
            try await self.context.waitForVersion(after: after, seconds: query.timeoutSeconds)
        }
        let followers = self.context.followers
        return try await self.context.read { snapshot, roster in
            let path = try query.office.map { try roster.find($0, field: "office") } ?? roster.own
            return try Self.dashboard(of: path, query, snapshot, roster, followers)
        }
    }

    private static func dashboard(
        of path: OfficePath,
        _ query: DashboardQuery,
        _ snapshot: StoreSnapshot,
        _ roster: Roster,
        _ followers: CommitFollowers
    ) throws -> Dashboard {
        let periods = Self.newestFirst(try snapshot.totals.coverage(of: path).map(\.period))
        let period = try Self.period(of: query, among: periods)
        let indicator = try query.indicator.map { try QueryTerm.indicator($0).number }
        let wanted = try query.children.map { page throws(APIError) in
            TotalChildren(after: try page.key(OfficePath.self), limit: page.limit)
        }
        let totals = try snapshot.totals.rows(
            of: path,
            period: period,
            indicator: indicator,
            children: wanted
        )
        let children = try snapshot.totals.reportingChildren(
            of: path,
            period: period,
            indicator: indicator
        )
        return Dashboard(
            office: path.office.text,
            officeName: roster.name(path),
            period: period?.text,
            storeVersion: snapshot.version,
            asOf: (totals.map(\.updatedAt).max() ?? 0) / 1_000,
            rows: totals.map { DashboardRow($0, roster) },
            coverage: try Coverage.all(of: path, period, snapshot, roster, followers),
            periods: periods.map(\.text),
            childrenTotal: children.count,
            childrenNext: try query.children?.part(of: children) { $0 }.next
        )
    }

    /// The newest period first; those that have not begun are last, whoever has reported for them by a slip
    /// of the pen.
    private static func newestFirst(_ periods: [Period]) -> [Period] {
        let today = CivilDate(milliseconds: SystemTime.milliseconds())
        let (begun, toCome) = (
            periods.filter { $0.firstDay <= today }, periods.filter { $0.firstDay > today }
        )
        return begun.sorted(by: >) + toCome.sorted(by: >)
    }

    private static func period(
        of query: DashboardQuery,
        among periods: [Period]
    ) throws(APIError) -> Period? {
        guard let text = query.period else { return nil }
        return text == DashboardQuery.latest ? periods.first : try QueryTerm.period(text)
    }
}

extension DashboardRow {
    init(_ row: TotalRow, _ roster: Roster) {
        let words = IndicatorWords(number: row.indicator)
        self.init(
            indicator: words.code,
            name: words.name,
            nameEnglish: words.nameEnglish,
            unit: words.unit,
            unitEnglish: words.unitEnglish,
            period: row.period.text,
            total: words.text(row.total),
            own: row.own.map(words.text),
            offices: row.offices,
            conflicts: row.conflicts,
            aggregation: words.aggregation?.rawValue ?? "sum",
            updatedAt: row.updatedAt,
            children: row.children.map {
                DashboardCell(
                    office: $0.office.office.text,
                    officeName: roster.name($0.office),
                    total: words.text($0.total),
                    offices: $0.offices
                )
            }
        )
    }
}
