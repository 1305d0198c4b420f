import Decision
import OfficeWork
import Store
import SyncProtocol

extension TraceAudience {
    init(_ issued: IssuedDirective, _ roster: Roster) {
        self.init(
            issued,
            own: roster.own,
            offices: roster.paths,
            roster,
            isKnown: { roster.directory.office($0) != nil }
        )
    }
}

extension TraceReading {
    init(_ audience: TraceAudience, _ snapshot: StoreSnapshot) throws(StoreError) {
        let directive = audience.issued.directive
        self.init(
            audience,
            receipts: try snapshot.directives.receipts(of: directive.id),
            answers: try snapshot.directives.answers(to: directive),
            folds: try snapshot.notes.all(.fold, about: directive.id.bytes).compactMap { stored in
                (try? TraceFoldNote(decoding: stored.note.body)).map { (stored.signer, $0) }
            }
        )
    }
}
