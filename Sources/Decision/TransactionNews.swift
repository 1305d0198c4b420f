internal import OfficeWork
internal import OrderedCollections
package import SyncProtocol

/// What whoever follows the commits is told once a transaction is on the disk.
package struct TransactionNews: Sendable {
    package internal(set) var committed: [CommitReport.Committed] = []
    package internal(set) var cuts: [CommitReport.Cut] = []
    package internal(set) var withdrawn: [FeedPosition] = []
    package internal(set) var mended: [ChangePlace] = []
    package internal(set) var batches: [CommitReport.Batch] = []
    package internal(set) var notices: [StoreNotice] = []
    /// All that is known of cases, if that has changed.
    package internal(set) var charters: Charters?
    /// Records that could not be read: the disk has not kept them.
    package internal(set) var unreadable: [DecisionFault] = []
    var quarantinedCount = 0
    /// Directives that are new or with which an office has come further.
    var touchedDirectives = OrderedSet<DirectiveID>()
    var reporting: [ReportingNews] = []
    var isRosterChanged = false

    package var report: CommitReport {
        CommitReport(
            committed: self.committed,
            cuts: self.cuts,
            withdrawn: self.withdrawn,
            mended: self.mended,
            batches: self.batches,
            charters: self.charters
        )
    }

    /// Changes that were written and withdrawn again within one commit are nowhere: nobody is to hear of them.
    ///
    /// - Parameter end: where their strand ends now.
    package mutating func forget(behind end: FeedPosition) {
        for place in self.committed.indices.reversed()
        where self.committed[place].feed == end.feed
            && self.committed[place].head.number > end.head.number
        {
            self.committed.remove(at: place)
            self.cuts = self.cuts.map { cut in
                guard cut.order > place else { return cut }
                return CommitReport.Cut(
                    strand: cut.strand,
                    head: cut.head,
                    rest: cut.rest,
                    order: cut.order - 1
                )
            }
        }
    }
}
