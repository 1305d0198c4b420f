package import OfficeWork
package import SyncProtocol

/// Something about a transaction that the node should know beside what was committed.
package enum StoreNotice: Sendable, Hashable {
    /// The node's own feeds go on in a new incarnation (design, D7).
    case incarnationOpened(UInt64, IncarnationReason)
    /// The same because our stamps lay far ahead of the clock, which has been put right: nothing is lost.
    case clockCorrected(UInt64)
    /// The disk has not kept a change as it was written.
    case changeDamaged(ChangePlace)
    /// A second branch of a feed has been seen and kept.
    case feedForked(FeedID, number: UInt64)
    /// So many units have been put into quarantine.
    case quarantined(Int)
    /// The oldest units left the quarantine because it was full.
    case quarantineDropped(Int)
    /// Held changes have come due and were applied.
    case heldApplied(Int)
    /// These directives are new, or an office has come further with them.
    case directivesTouched([DirectiveID])
    /// Offices have figures of a period now, or none any more, in this order.
    case reportingChanged([ReportingNews])
    /// Offices, their names or their hosts have changed.
    case rosterChanged
    /// Something new is known of offices that moved: this is all that is known now.
    case reorganised(Successions)
}

/// Whether an office has any figure of its own that counts for a period, now that this has changed.
package struct ReportingNews: Sendable, Hashable {
    /// The place of the office in the directory.
    package let office: Int
    package let period: Period
    package let isReporting: Bool

    package init(office: Int, period: Period, isReporting: Bool) {
        self.office = office
        self.period = period
        self.isReporting = isReporting
    }
}

/// Why the node no longer trusts its own past.
package enum IncarnationReason: String, Sendable, Hashable {
    /// The fence remembers commits that the database does not have.
    case databaseBehindFence = "database-behind-fence"
    /// The fence remembers another commit of the same number.
    case databaseDiffersFromFence = "database-differs-from-fence"
    case fenceMissing = "fence-missing"
    /// A neighbour has changes of ours that we do not have.
    case neighbourAhead = "neighbour-ahead"
    /// A change of ours is damaged on the disk, so nothing behind it could leave.
    case ownChangeDamaged = "own-change-damaged"
    /// What is whole of a damaged store was saved into a new one.
    case storeSalvaged = "store-salvaged"
}
