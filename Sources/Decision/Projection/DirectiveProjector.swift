internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// Which directives have changed.
struct DirectiveProjector {
    let transaction: Transaction

    func project(_ entry: RecordEntry, from old: RecordState?) {
        let key = entry.record.key
        for state in [old, entry.state].compactMap({ $0 }) {
            guard let directive = Directive(key: key, state: state) else { continue }
            self.transaction.news.touchedDirectives.append(directive.id)
        }
    }
}
