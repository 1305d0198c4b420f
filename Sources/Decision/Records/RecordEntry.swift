internal import SyncProtocol

/// A record in a transaction: read once, changed as often as needed, written once.
final class RecordEntry {
    let key: RecordKey
    /// What the rows show: nil when they do not have the record.
    var stored: StoredRecord?
    var state: RecordState
    var isDirty = false
    /// Where the change lies that touched the record last; see ``ChangePosition``.
    var position: Int64

    init(_ key: RecordKey, stored: StoredRecord?) {
        self.key = key
        self.stored = stored
        self.state = stored?.state ?? RecordState()
        self.position = stored?.position ?? 0
    }

    var space: Int { self.key.space }

    var record: RecordID { self.key.record }
}
