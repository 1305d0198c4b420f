import Admin
import Decision
import OfficeWork
import Store
import SyncProtocol

extension Coverage {
    /// Missing offices of one period, of which so many are named.
    private static let missingMax = 200

    /// Who has reported, of those that are expected; others that have reported are counted apart.
    ///
    /// - Parameter period: nil for all; then the missing ones are counted only.
    static func all(
        of path: OfficePath,
        _ period: Period?,
        _ snapshot: StoreSnapshot,
        _ roster: Roster,
        _ followers: CommitFollowers
    ) throws(StoreError) -> [Coverage] {
        var result: [Coverage] = []
        for row in try snapshot.totals.coverage(of: path).reversed()
        where period == nil || row.period == period {
            let asking = try Self.asking(snapshot.reports.answered(in: row.period), snapshot)
            let expected = followers.duties.offices(below: path, asking, roster)
            let reporters = try followers.reporters.reporters(row.period, snapshot)
            let missing = expected.filter { !reporters.contains($0) }
            let reported = expected.count - missing.count
            result.append(
                Coverage(
                    period: row.period.text,
                    reported: reported,
                    expected: expected.count,
                    others: max(0, row.reported - reported),
                    missing: missing.prefix(period == nil ? 0 : Self.missingMax).map {
                        let path = roster.directory.path(at: $0)
                        return OfficeName(office: path.office.text, officeName: roster.name(path))
                    },
                    oldestAt: row.oldestAt,
                    newestAt: row.newestAt
                )
            )
        }
        return result
    }

    /// The directives that are meant by what reports say of them.
    private static func asking(
        _ references: [String],
        _ snapshot: StoreSnapshot
    ) throws(StoreError) -> [IssuedDirective] {
        var rows: [IssuedDirective] = []
        for reference in references {
            if let id = DirectiveID(hex: reference) {
                if let row = try snapshot.directives.one(id: id) { rows.append(row) }
            } else {
                rows += try snapshot.directives.all(number: reference)
            }
        }
        return rows
    }
}
