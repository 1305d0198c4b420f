internal import Decision
internal import OfficeWork
internal import SyncProtocol

/// Adds up all figures of a period anew and compares the sums with the stored ones.
struct PeriodSums {
    private struct Sums: Equatable {
        var own: Int64?
        var total: Int64 = 0
        var offices = 0
        var conflicts = 0
    }

    /// All of one office.
    private struct Row: Equatable {
        var cells: [UInt16: Sums] = [:]
        var reported = 0
        var ownAt: Int64?
        var oldest: Int64?
        var newest: Int64?

        init() {}

        init(_ totals: Totals) {
            for cell in totals.cells {
                self.cells[cell.indicator] = Sums(
                    own: cell.own,
                    total: cell.total,
                    offices: cell.offices,
                    conflicts: cell.conflicts
                )
            }
            self.reported = totals.reported
            self.ownAt = totals.ownAt
            self.oldest = totals.span?.oldest
            self.newest = totals.span?.newest
        }
    }

    private let period: Period
    /// By the place of the office.
    private var figures: [Int: OwnFigures] = [:]

    init(_ period: Period) {
        self.period = period
    }

    /// Takes in the figures of an office.
    mutating func add(_ state: RecordState, of office: Int) {
        self.figures[office] = OwnFigures(state)
    }

    /// The sums of everything taken in. What a successor has reported stands for its predecessors'.
    private func sums(_ directory: Directory) -> [Int: Row] {
        var rows: [Int: Row] = [:]
        for (source, own) in self.figures {
            let successors = directory.successions
                .successors(of: directory.offices[source].path)
                .compactMap { directory.office($0) }
            let covered = Set(
                successors.flatMap { self.figures[$0]?.values ?? [] }.map(\.indicator)
            )
            let figures = own.values.filter { !covered.contains($0.indicator) }
            guard !figures.isEmpty else { continue }
            for place in directory.offices[source].lineage {
                Self.add(
                    figures,
                    at: own.at,
                    isOwn: place == source,
                    to: &rows[place, default: Row()]
                )
            }
        }
        return rows
    }

    private static func add(_ figures: [Figure], at: Int64, isOwn: Bool, to row: inout Row) {
        row.reported += 1
        row.oldest = min(row.oldest ?? at, at)
        row.newest = max(row.newest ?? at, at)
        if isOwn { row.ownAt = at }
        for figure in figures {
            row.cells[figure.indicator, default: Sums()].total &+= figure.value
            row.cells[figure.indicator, default: Sums()].offices += 1
            row.cells[figure.indicator, default: Sums()].conflicts += figure.conflicts
            if isOwn { row.cells[figure.indicator]?.own = figure.value }
        }
    }

    /// The offices whose totals are not what they should be, in order.
    func differences(_ store: ExaminedStore) throws(StoreError) -> [OfficePath] {
        var rest = self.sums(store.directory)
        var paths: [OfficePath] = []
        let counted = store.directory.offices.indices
            .filter { !store.directory.offices[$0].lineage.isEmpty }
        try store.connection.rows(
            """
            SELECT totals.office, totals.content, totals.own, totals.reported
            FROM rows(?1, 'bigint text') AS k
            JOIN totals ON totals.office = k.c1 AND totals.period = k.c2
            """,
            .rows(
                SQLRows(counted.map { [.integer(Directory.id($0)), .text(self.period.text)] })
            )
        ) { row in
            let place = Directory.place(row.integer(0))
            let expected = rest.removeValue(forKey: place) ?? Row()
            let path = store.directory.offices[place].path
            let totals = try? Totals(row: row.bytes(1), of: path, self.period)
            // What lists go by stands beside the sums.
            let isListed =
                totals?.ownIndicators == row.optionalText(2) && totals?.reported == row.count(3)
            if expected != totals.map(Row.init) || !isListed { paths.append(path) }
        }
        return (paths + rest.keys.map { store.directory.offices[$0].path }).sorted()
    }
}
