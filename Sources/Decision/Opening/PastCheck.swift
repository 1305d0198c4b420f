package import SyncProtocol

/// What a store that is opened has of its own past, held against the fence: whether it may go on with its numbers
/// (design, D7).
package struct PastCheck: Sendable {
    /// Why the fence proves that the database has lost its end or comes from elsewhere; nil when all
    /// is well. A fence that is one commit behind is what a killed process leaves.
    package let doubt: IncarnationReason?
    /// How many acknowledged changes of our own the fence knows of that are not here; nil when it does not know.
    package let missing: Int64?
    /// The last row of the audit log that the fence knows of, when it is not here; see ``Transaction/nameLostRows(upTo:)``.
    package let auditEnd: Int64?
    /// The last commit, as the next one goes on from it: numbers go on rising whatever was restored, since readers
    /// wait for a version above the last.
    package let point: CommitPoint

    /// Whether something is to be written down before anything else.
    package var hasNews: Bool { self.doubt != nil || self.auditEnd != nil }

    /// - Parameters:
    ///   - state: as it was found.
    ///   - previousToken: of the commit before the last.
    ///   - fence: nil when there is none.
    package init(_ state: StoreState, previousToken: Digest256?, fence: FenceMark?) {
        let found = state.point
        self.doubt = Self.doubt(found, previousToken: previousToken, fence: fence?.point)
        self.missing = fence.map { Self.missing(FenceMark(state), fence: $0) }
        self.auditEnd = fence.flatMap {
            $0.auditNumber > state.audit.number ? $0.auditNumber : nil
        }
        self.point =
            fence.map {
                CommitPoint(number: max($0.point.number, found.number), token: found.token)
            }
            ?? found
    }

    /// What has gone for good since an older copy was made is still in it: the copy lacks so many more than are fewer.
    private static func missing(_ found: FenceMark, fence: FenceMark) -> Int64 {
        let gone = min(max(0, fence.goneCount - found.goneCount), found.ownCount)
        return max(0, fence.ownCount - found.ownCount + gone)
    }

    private static func doubt(
        _ found: CommitPoint,
        previousToken: Digest256?,
        fence: CommitPoint?
    ) -> IncarnationReason? {
        // Only a store that was saved from a damaged one has a commit without a token of its own.
        if found.number > 0, found.token == CommitPoint.start.token { return .storeSalvaged }
        guard let fence else { return found.number == 0 ? nil : .fenceMissing }
        if fence.number > found.number { return .databaseBehindFence }
        if fence.number == found.number {
            return fence.token == found.token ? nil : .databaseDiffersFromFence
        }
        if fence.number == found.number - 1, let previousToken {
            return fence.token == previousToken ? nil : .databaseDiffersFromFence
        }
        return .databaseDiffersFromFence
    }
}
