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

    private struct Cell: Hashable {
        /// The place of the office.
        let office: Int
        let period: Period
        let indicator: UInt16
    }

    /// The figures of one office and one period.
    private struct Source: Hashable {
        let office: Int
        let period: Period
    }

    private var figures: [Source: [Figure]] = [:]

    /// Takes in the figures among the records of a space.
    mutating func add(_ records: [RecordID: RecordState], of space: Directory.Space) {
        guard space.space.kind == .reports else { return }
        for (record, state) in records where record.kind == RecordKind.figures.rawValue {
            guard let figures = Figures(key: record.key, state: state) else { continue }
            self.figures[Source(office: space.owner, period: figures.period)] = figures.values
        }
    }

    /// The sums of everything taken in. What a successor has reported stands for its predecessors'.
    private func sums(_ directory: Directory) -> [Cell: Sums] {
        var cells: [Cell: Sums] = [:]
        for (source, figures) in self.figures {
            let successors = directory.successions
                .successors(of: directory.offices[source.office].path)
                .compactMap { directory.office($0) }
            let covered = Set(
                successors.flatMap {
                    self.figures[Source(office: $0, period: source.period)] ?? []
                }
                .map(\.indicator)
            )
            for figure in figures where !covered.contains(figure.indicator) {
                for place in directory.offices[source.office].lineage {
                    let cell = Cell(
                        office: place,
                        period: source.period,
                        indicator: figure.indicator
                    )
                    cells[cell, default: Sums()].total &+= figure.value
                    cells[cell, default: Sums()].offices += 1
                    cells[cell, default: Sums()].conflicts += figure.conflicts
                    if place == source.office { cells[cell]?.own = figure.value }
                }
            }
        }
        return cells
    }

    /// The names of the cells that are not what they should be.
    func differences(
        _ directory: Directory,
        _ connection: any SQLConnection
    ) throws(StoreError) -> [String] {
        var rest = self.sums(directory)
        var names: [String] = []
        try connection.rows(
            """
            SELECT office, period, indicator, own, total, offices, conflicts FROM rollup
            WHERE indicator <> 0
            """
        ) { row in
            let place = Directory.place(row.integer(0))
            guard let period = Period(row.text(1)), directory.offices.indices.contains(place)
            else { return }
            let cell = Cell(
                office: place,
                period: period,
                indicator: UInt16(clamping: row.integer(2))
            )
            let found = Sums(
                own: row.optionalInteger(3),
                total: row.integer(4),
                offices: row.count(5),
                conflicts: row.count(6)
            )
            if rest.removeValue(forKey: cell) ?? Sums() != found {
                names.append("\(directory.offices[place].path)/\(period)/\(cell.indicator)")
            }
        }
        for cell in rest.keys {
            names.append(
                "\(directory.offices[cell.office].path)/\(cell.period)/\(cell.indicator)"
            )
        }
        return names.sorted()
    }
}
