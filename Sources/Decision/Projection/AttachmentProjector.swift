internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// Which records refer to which files: who may have a file follows from it.
struct AttachmentProjector {
    let transaction: Transaction

    func project(_ entry: RecordEntry, from old: RecordState?, of kind: RecordDeclaration) {
        let before = old.map { kind.attachments(of: $0) } ?? []
        let after = kind.attachments(of: entry.state)
        guard before != after else { return }
        for attachment in before where !after.contains(attachment) {
            let key = RowChanges.AttachmentKey(record: entry.key, content: attachment.content)
            self.transaction.changes.attachments.updateValue(nil, forKey: key)
        }
        for attachment in after where !before.contains(attachment) {
            let key = RowChanges.AttachmentKey(record: entry.key, content: attachment.content)
            let id = self.transaction.state.numbers.nextAttachment()
            self.transaction.changes.attachments[key] = (id, attachment)
        }
    }
}
