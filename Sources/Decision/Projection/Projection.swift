internal import OfficeWork
internal import SyncProtocol

/// Typed rows and totals follow the records in the same transaction (design, D9): one projector for each kind. Only
/// what lists and totals need is projected; the rest of a document is read from its record.
struct Projection {
    let transaction: Transaction

    /// Brings the rows that a record gives up to date.
    ///
    /// - Parameter old: the record as the rows show it; nil when they do not show it.
    func project(_ entry: RecordEntry, from old: RecordState?) throws(Interruption) {
        let space = self.transaction.state.directory.spaces[entry.space]
        let transaction = self.transaction
        switch (RecordKind(rawValue: entry.record.kind), space.space.kind) {
        case (.office, .roster):
            OfficeProjector(transaction: transaction).project(entry, in: space)
        case (.versionFloor, .roster):
            VersionFloorProjector(transaction: transaction).project(entry, in: space)
        case (.succession, .roster):
            SuccessionProjector(transaction: transaction).project(entry, from: old, in: space)
        case (.directive, .directives):
            DirectiveProjector(transaction: transaction).project(entry, from: old)
        case (.receipt, .receipts):
            ReceiptProjector(transaction: transaction).project(entry, of: space.owner)
        case (.reply, .reports):
            ReplyProjector(transaction: transaction).project(entry, of: space.owner)
        case (.report, .reports):
            try ReportProjector(transaction: transaction)
                .project(entry, from: old, of: space.owner)
        case (.figures, .reports):
            try FiguresProjector(transaction: transaction)
                .project(entry, from: old, of: space.owner)
        default: break
        }
        guard let kind = transaction.identity.catalogue[entry.record.kind] else { return }
        AttachmentProjector(transaction: transaction).project(entry, from: old, of: kind)
        ConflictProjector(transaction: transaction).project(entry, from: old, of: kind)
        if kind.space == space.space.kind {
            DocumentProjector(transaction: transaction).project(entry, from: old, of: kind)
        }
    }
}
