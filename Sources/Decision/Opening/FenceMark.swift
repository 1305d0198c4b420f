/// What the fence remembers: a file outside the database and its backups (design, D6).
package struct FenceMark: Sendable, Hashable {
    package let point: CommitPoint
    /// How many changes of our own were ever acknowledged, be they here or not.
    package let ownCount: Int64
    /// The last row of the audit log.
    package let auditNumber: Int64
    /// Whether the process was stopped in order: nothing was written after the commit.
    package var isAtRest: Bool

    package init(
        point: CommitPoint,
        ownCount: Int64,
        auditNumber: Int64,
        isAtRest: Bool = false
    ) {
        self.point = point
        self.ownCount = ownCount
        self.auditNumber = auditNumber
        self.isAtRest = isAtRest
    }

    /// What it is to remember of a store's last commit.
    package init(_ state: StoreState) {
        self.init(
            point: state.point,
            ownCount: state.ownCount + state.past.goneCount + (state.past.lost?.missing ?? 0),
            auditNumber: state.audit.number
        )
    }
}
