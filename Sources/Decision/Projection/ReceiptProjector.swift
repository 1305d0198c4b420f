internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// How far a directive has come with an office.
struct ReceiptProjector {
    let transaction: Transaction

    func project(_ entry: RecordEntry, of office: Int) {
        let key = entry.record.key
        guard let receipt = Receipt(key: key, state: entry.state) else { return }
        self.transaction.news.touchedDirectives.append(receipt.directive)
        let row = RowChanges.AnswerKey(directive: key, office: office)
        self.transaction.changes.receipts[row] = receipt
    }
}
