internal import Decision
internal import HashTreeCollections
internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

// What is compared with the fold of all changes.

extension StoreImage {
    /// The records of a space as their bytes are on the disk.
    func storedRecords(
        of space: SpaceID
    ) -> OrderedDictionary<RecordID, [UInt8]> {
        guard let place = self.spacePlaces[space] else { return [:] }
        return self.spaces[place].records.rows.mapValues(\.bytes)
    }

    /// One line for each total, in a fixed order: equal totals have equal lines.
    var totalLines: [String] {
        var lines: [(office: OfficePath, rollup: RollupKey, line: String)] = []
        for (place, periods) in self.totals.enumerated() {
            let office = self.offices[place].path
            for (period, totals) in periods {
                for cell in totals.cells {
                    let rollup = RollupKey(period: period, indicator: cell.indicator)
                    let line = Self.totalLine(
                        office,
                        rollup,
                        cell.total,
                        offices: cell.offices,
                        conflicts: cell.conflicts
                    )
                    lines.append((office, rollup, line))
                }
            }
        }
        return lines.sorted {
            $0.office == $1.office ? $0.rollup < $1.rollup : $0.office < $1.office
        }
        .map(\.line)
    }

    static func totalLine(
        _ office: OfficePath,
        _ rollup: RollupKey,
        _ value: Int64,
        offices: Int,
        conflicts: Int
    ) -> String {
        "\(office) \(rollup.period) \(rollup.indicator): "
            + "\(value) of \(offices), \(conflicts) unsettled"
    }
}
