import Admin
import OfficeWork
import Store
import SyncProtocol

extension OfficeService {
    /// The longest that a reader may wait for news, in seconds.
    static let waitSecondsMax = 60

    func storeVersion(after: Int64, timeoutSeconds: Int) async throws -> StoreVersion {
        try await self.waitForVersion(after: after, seconds: timeoutSeconds)
        return StoreVersion(storeVersion: try await self.read { $0.version })
    }

    func dashboard(_ query: DashboardQuery) async throws -> Dashboard {
        if let after = query.after {
            try await self.waitForVersion(after: after, seconds: query.timeoutSeconds)
        }
        let (own, book) = (self.office, self.followers.reporters)
        return try await self.read { snapshot in
            let roster = try Roster(snapshot, own: own)
            let path = try query.office.map { try roster.find($0, field: "office") } ?? own
            return try Self.dashboard(of: path, query, snapshot, roster, book)
        }
    }

    /// Returns when the store has moved on from a version, or the time is over.
    ///
    /// - Parameter seconds: bounded to 0...``waitSecondsMax``.
    private func waitForVersion(after version: Int64, seconds: Int) async throws {
        let service = self
        let seconds = min(max(0, seconds), Self.waitSecondsMax)
        await Self.waiting(seconds: seconds) {
            while !Task.isCancelled {
                let mark = service.versions.mark
                guard let found = try? await service.read({ $0.version }), found <= version
                else { return }
                await service.versions.wait(after: mark)
            }
        }
        try Task.checkCancellation()
    }

    /// Returns when a wait is over, or the time; the wait MUST end when its task is cancelled.
    static func waiting(seconds: Int, _ wait: @escaping @Sendable () async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await Task.sleep(for: .seconds(seconds)) }
            group.addTask { await wait() }
            await group.next()
            group.cancelAll()
        }
    }

    static func period(_ text: String) throws(APIError) -> Period {
        do throws(ValidationError) {
            return try EntryRule.period(text, "period")
        } catch {
            throw APIError(error)
        }
    }

    private static func dashboard(
        of path: OfficePath,
        _ query: DashboardQuery,
        _ snapshot: StoreSnapshot,
        _ roster: Roster,
        _ book: ReporterBook
    ) throws -> Dashboard {
        let periods = Self.newestFirst(try snapshot.coverage(of: path).map(\.period))
        let period = try Self.period(of: query, among: periods)
        let indicator = try query.indicator.map { try Self.indicator($0).number }
        let wanted = try query.children.map { page throws(APIError) in
            RollupChildren(after: try page.key(OfficePath.self), limit: page.limit)
        }
        let rollups = try snapshot.rollups(
            of: path,
            period: period,
            indicator: indicator,
            children: wanted
        )
        let children = try snapshot.reportingChildren(
            of: path,
            period: period,
            indicator: indicator
        )
        return Dashboard(
            office: path.office.text,
            officeName: roster.name(path),
            period: period?.text,
            storeVersion: snapshot.version,
            asOf: (rollups.map(\.updatedAt).max() ?? 0) / 1_000,
            rows: rollups.map { Self.row($0, roster) },
            coverage: try Self.coverage(of: path, period, snapshot, roster, book),
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
        return text == DashboardQuery.latest ? periods.first : try Self.period(text)
    }

    private static func row(_ rollup: RollupRow, _ roster: Roster) -> DashboardRow {
        let indicator = Indicator.byNumber(rollup.indicator)
        func text(_ value: Int64) -> String { indicator?.text(scaled: value) ?? String(value) }
        return DashboardRow(
            indicator: indicator?.code ?? "\(rollup.indicator)",
            name: indicator?.nameChinese ?? "指标 \(rollup.indicator)",
            nameEnglish: indicator?.nameEnglish ?? "indicator \(rollup.indicator)",
            unit: indicator?.unitChinese ?? "",
            unitEnglish: indicator?.unit ?? "",
            period: rollup.period.text,
            total: text(rollup.total),
            own: rollup.own.map(text),
            offices: rollup.offices,
            conflicts: rollup.conflicts,
            aggregation: indicator?.aggregation.rawValue ?? "sum",
            updatedAt: rollup.updatedAt,
            children: rollup.children.map {
                DashboardCell(
                    office: $0.office.office.text,
                    officeName: roster.name($0.office),
                    total: text($0.total),
                    offices: $0.offices
                )
            }
        )
    }
}
