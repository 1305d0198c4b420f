package import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// The list of reports.
struct ReportProjector {
    let transaction: Transaction

    func project(
        _ entry: RecordEntry,
        from old: RecordState?,
        of office: Int
    ) throws(Interruption) {
        let key = entry.record.key
        let before = old.flatMap { Report(key: key, state: $0) }.map { Self.row($0, office, key) }
        let after = Report(key: key, state: entry.state).map { Self.row($0, office, key) }
        guard before != after else { return }
        for reference in [before?.directive, after?.directive].compactMap({ $0 }) {
            try self.touchDirectives(reference)
        }
        if let before {
            self.transaction.countReport(-1, before)
            self.transaction.changes.reports[before] = false
        }
        guard let after else { return }
        self.transaction.countReport(1, after)
        // Rows that go come before those that stay.
        self.transaction.changes.reports.removeValue(forKey: after)
        self.transaction.changes.reports[after] = true
    }

    private static func row(_ report: Report, _ office: Int, _ key: [UInt8]) -> RowChanges.Report {
        RowChanges.Report(report, id: key, office: office)
    }

    /// An office has come further with the directives that a report names: one by its id, or all of a number.
    private func touchDirectives(_ reference: String) throws(Interruption) {
        if let id = DirectiveID(hex: reference) {
            self.transaction.news.touchedDirectives.append(id)
            return
        }
        for (_, id) in try DirectiveNumbers(transaction: self.transaction).ids(reference) {
            if let id = DirectiveID(bytes: id) {
                self.transaction.news.touchedDirectives.append(id)
            }
        }
    }
}

extension RowChanges.Report {
    /// The row of a report in the list.
    package init(_ report: OfficeWork.Report, id: [UInt8], office: Int) {
        self.init(
            submittedAt: report.listedAt,
            office: office,
            id: id,
            period: report.period,
            directive: report.directive
        )
    }
}
