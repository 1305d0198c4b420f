import SyncProtocol

/// What waits for a neighbour while there is no link to it.
struct LinkBacklog: Sendable {
    private let scope: LinkScope
    /// Changes that it lacked when the last link ended, and those that have come since for it.
    private(set) var count: UInt64

    /// - Returns: nil when the ends had not come so far as to know what the other lacks.
    init?(_ progress: LinkProgress) {
        guard progress.phase == .streaming else { return nil }
        self.scope = progress.scope
        self.count = progress.sendBehind
    }

    mutating func committed(_ report: CommitReport) {
        for change in report.committed where self.scope.carries(change.feed.space) {
            self.count += 1
        }
    }
}
