internal import OfficeWork
internal import SyncProtocol

/// What one transaction has done so far. It dies with the transaction.
final class StoreTransaction {
    let connection: any SQLConnection
    /// UTC milliseconds at its beginning.
    let now: Int64
    var committed: [CommitReport.Committed] = []
    var cuts: [CommitReport.Cut] = []
    var withdrawn: [FeedPosition] = []
    var mended: [ChangePlace] = []
    var batches: [CommitReport.Batch] = []
    var notices: [StoreNotice] = []
    var quarantinedCount = 0
    var dirtyRecords: [RecordEntry] = []
    var dirtyFeeds: Set<Int> = []
    var dirtySpaces: Set<Int> = []
    var eventCount = 0
    /// In whose spaces changes of ours have come from elsewhere.
    var returnedOwners: Set<OfficePath> = []
    var isRosterChanged = false
    var isSuccessionChanged = false
    /// Directives that are new or with which an office has come further.
    var touchedDirectives: Set<DirectiveID> = []

    /// What whoever follows the commits is told once it is on disk.
    var report: CommitReport {
        CommitReport(
            committed: self.committed,
            cuts: self.cuts,
            withdrawn: self.withdrawn,
            mended: self.mended,
            batches: self.batches
        )
    }

    init(connection: any SQLConnection, now: Int64) {
        self.connection = connection
        self.now = now
    }
}
