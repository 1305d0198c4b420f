/// One office's standing with one directive.
package struct TraceStep: Codable, Sendable, Equatable {
    /// How it is known here.
    package enum Basis: String, Codable, Sendable, Equatable {
        /// By the office's own records: every time is exact.
        case record
        /// By name in the fold of its branch: `knownAt` is when it came so far.
        case fold
        /// The fold of its branch does not name it: it has come so far at least, by `knownAt`.
        case atLeast
        /// Not at all: its branch has told nothing yet that covers it.
        case unknown
    }

    package let office: String
    package let officeName: String
    package let level: String
    /// False for an office that only relays it.
    package let addressed: Bool
    /// `issued` (not arrived), `delivered`, `opened`, `signed`, `replied`, `overdue` or `unknown` (nothing
    /// has been told of it yet).
    package let state: String
    /// All that is known to have happened there: `received`, `verified`, `opened`, `signed`,
    /// `answered`, in this order.
    package let reached: [String]
    /// When its node had it on disk, UTC milliseconds.
    package let deliveredAt: Int64?
    /// When its node had checked it, UTC milliseconds.
    package let verifiedAt: Int64?
    /// When a person there first opened it, UTC milliseconds.
    package let openedAt: Int64?
    package let signedAt: Int64?
    package let signedBy: String?
    /// When it answered: by its reply, else by its first report about the directive.
    package let repliedAt: Int64?
    /// Whether the office has said different things, written apart: it has to settle them.
    package let replyConflict: Bool
    /// Whether something has come from the office of which its branch has not told yet: times that are missing
    /// are still on their way.
    package let comingUp: Bool
    package let basis: Basis
    /// The time that goes with what a fold says, UTC milliseconds.
    package let knownAt: Int64?
    /// The office nearest to it known to hold the directive, when it has not arrived.
    package let lastHopReached: String?
    /// How far it has come below the office, where the trace is unfolded branch by branch; nil when no office below it is
    /// addressed, or that was not asked for.
    package private(set) var below: TraceCounts?

    package init(
        office: String,
        officeName: String,
        level: String,
        addressed: Bool,
        state: String,
        reached: [String] = [],
        deliveredAt: Int64? = nil,
        verifiedAt: Int64? = nil,
        openedAt: Int64? = nil,
        signedAt: Int64? = nil,
        signedBy: String? = nil,
        repliedAt: Int64? = nil,
        replyConflict: Bool = false,
        comingUp: Bool = false,
        basis: Basis = .record,
        knownAt: Int64? = nil,
        lastHopReached: String? = nil
    ) {
        self.office = office
        self.officeName = officeName
        self.level = level
        self.addressed = addressed
        self.state = state
        self.reached = reached
        self.deliveredAt = deliveredAt
        self.verifiedAt = verifiedAt
        self.openedAt = openedAt
        self.signedAt = signedAt
        self.signedBy = signedBy
        self.repliedAt = repliedAt
        self.replyConflict = replyConflict
        self.comingUp = comingUp
        self.basis = basis
        self.knownAt = knownAt
        self.lastHopReached = lastHopReached
    }

    /// The same, with what has come of it below.
    package func with(below counts: TraceCounts?) -> TraceStep {
        var result = self
        result.below = counts
        return result
    }
}
