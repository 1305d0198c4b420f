/// One feed held here, or one branch of a feed that forked.
package struct FeedSummary: Codable, Sendable, Equatable {
    /// `kind/owner/local`.
    package let space: String
    package let author: String
    /// The office written for.
    package let office: String
    package let incarnation: String
    /// The number and id of the first change of a branch, like `7-0c44…`; nil for the feed itself and
    /// what lies before the first fork.
    package let branch: String?
    /// The last number held.
    package let head: Int64
    /// Its change id.
    package let headID: String
    /// The last number whose meaning is counted.
    package let applied: Int64
    /// Stored bytes.
    package let bytes: Int64
    /// `open`, `held`, `stopped` or `forked`: the feed has branches; all are kept and merged.
    package let state: String
    package let stateReason: String?
    /// When its head arrived, UTC milliseconds.
    package let lastAt: Int64

    package init(
        space: String,
        author: String,
        office: String,
        incarnation: String,
        branch: String? = nil,
        head: Int64,
        headID: String,
        applied: Int64,
        bytes: Int64,
        state: String,
        stateReason: String? = nil,
        lastAt: Int64
    ) {
        self.space = space
        self.author = author
        self.office = office
        self.incarnation = incarnation
        self.branch = branch
        self.head = head
        self.headID = headID
        self.applied = applied
        self.bytes = bytes
        self.state = state
        self.stateReason = stateReason
        self.lastAt = lastAt
    }
}
