internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// How many reports there are of a period and an office, and which directives they answer.
struct ReportProjector {
    let transaction: Transaction

    func project(
        _ entry: RecordEntry,
        from old: RecordState?,
        of office: Int
    ) throws(Interruption) {
        let before = old.flatMap { RecordHeading(entry.record, $0, by: Report.declaration) }
        let after = RecordHeading(entry.record, entry.state, by: Report.declaration)
        guard before != after else { return }
        for reference in [before?.about, after?.about].compactMap({ $0 }) {
            try self.touchDirectives(reference)
        }
        if let before { self.transaction.countReport(-1, before, of: office) }
        if let after { self.transaction.countReport(1, after, of: office) }
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
