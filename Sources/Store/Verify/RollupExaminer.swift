internal import Decision
internal import OfficeWork
internal import SyncProtocol

/// Adds up all figures anew and compares the sums with the stored ones.
struct RollupExaminer {
    private struct Sums: Equatable {
        var own: Int64?
        var total: Int64 = 0
        var offices = 0
        var conflicts = 0
    }

    /// All of one office and one period.
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

    private var figures: [TotalsKey: OwnFigures] = [:]

    /// Takes in the figures among the records of a space.
    mutating func add(_ records: [RecordID: RecordState], of space: Directory.Space) {
        guard space.space.kind == .reports else { return }
        for (record, state) in records where record.kind == RecordKind.figures.rawValue {
            guard let period = Figures.period(key: record.key) else { continue }
            self.figures[TotalsKey(office: space.owner, period: period)] = OwnFigures(state)
        }
    }

    /// The sums of everything taken in. What a successor has reported stands for its predecessors'.
    private func sums(_ directory: Directory) -> [TotalsKey: Row] {
        var rows: [TotalsKey: Row] = [:]
        for (source, own) in self.figures {
            let successors = directory.successions
                .successors(of: directory.offices[source.office].path)
                .compactMap { directory.office($0) }
            let covered = Set(
                successors.flatMap {
                    self.figures[TotalsKey(office: $0, period: source.period)]?.values ?? []
                }
                .map(\.indicator)
            )
            let figures = own.values.filter { !covered.contains($0.indicator) }
            guard !figures.isEmpty else { continue }
            for place in directory.offices[source.office].lineage {
                let key = TotalsKey(office: place, period: source.period)
                Self.add(
                    figures,
                    at: own.at,
                    isOwn: place == source.office,
                    to: &rows[key, default: Row()]
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

    /// The names of the totals that are not what they should be.
    func differences(
        _ directory: Directory,
        _ connection: any SQLConnection
    ) throws(StoreError) -> [String] {
        var rest = self.sums(directory)
        var names: [String] = []
        try connection.rows("SELECT office, period, content, own, reported FROM totals") { row in
            let place = Directory.place(row.integer(0))
            guard let period = Period(row.text(1)), directory.offices.indices.contains(place)
            else { return }
            let key = TotalsKey(office: place, period: period)
            let expected = rest.removeValue(forKey: key) ?? Row()
            let path = directory.offices[place].path
            let totals = try? Totals(row: row.bytes(2), of: path, period)
            // What lists go by stands beside the sums.
            let isListed =
                totals?.ownIndicators == row.optionalText(3) && totals?.reported == row.count(4)
            if expected != totals.map(Row.init) || !isListed {
                names.append("\(path)/\(period)")
            }
        }
        for key in rest.keys { names.append("\(directory.offices[key.office].path)/\(key.period)") }
        return names.sorted()
    }
}
