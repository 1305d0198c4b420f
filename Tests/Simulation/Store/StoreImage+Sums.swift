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
        var lines: [(office: OfficePath, figureKey: FigureKey, line: String)] = []
        for (place, periods) in self.totals.enumerated() {
            let office = self.offices[place].path
            for (period, totals) in periods {
                for cell in totals.cells {
                    let figureKey = FigureKey(period: period, indicator: cell.indicator)
                    let line = Self.totalLine(
                        office,
                        figureKey,
                        cell.total,
                        offices: cell.offices,
                        conflicts: cell.conflicts
                    )
                    lines.append((office, figureKey, line))
                }
            }
        }
        return lines.sorted {
            $0.office == $1.office ? $0.figureKey < $1.figureKey : $0.office < $1.office
        }
        .map(\.line)
    }

    static func totalLine(
        _ office: OfficePath,
        _ figureKey: FigureKey,
        _ value: Int64,
        offices: Int,
        conflicts: Int
    ) -> String {
        "\(office) \(figureKey.period) \(figureKey.indicator): "
            + "\(value) of \(offices), \(conflicts) unsettled"
    }
}
