/// What the fence remembers: a file outside the database and its backups (design, D6).
package struct FenceMark: Sendable, Hashable {
    package let point: CommitPoint
    /// How many changes of our own are there: those that are here, and those that are being fetched back.
    package let ownCount: Int64
    /// How many are gone for good; see ``OwnPast/goneCount``.
    package let goneCount: Int64
    /// The last row of the audit log.
    package let auditNumber: Int64
    /// Whether the process was stopped in order: nothing was written after the commit.
    package var isAtRest: Bool

    package init(
        point: CommitPoint,
        ownCount: Int64,
        goneCount: Int64,
        auditNumber: Int64,
        isAtRest: Bool = false
    ) {
        self.point = point
        self.ownCount = ownCount
        self.goneCount = goneCount
        self.auditNumber = auditNumber
        self.isAtRest = isAtRest
    }

    /// What it is to remember of a store's last commit.
    package init(_ state: StoreState) {
        self.init(
            point: state.point,
            ownCount: state.ownCount + (state.past.lost?.missing ?? 0),
            goneCount: state.past.goneCount,
            auditNumber: state.audit.number
        )
    }
}
