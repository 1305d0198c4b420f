/// One office's standing with one directive.
package struct TraceStep: Codable, Sendable, Equatable {
    package let office: String
    package let officeName: String
    package let level: String
    /// False for an office that only relays it.
    package let addressed: Bool
    /// `issued` (not known to have arrived), `delivered`, `signed`, `replied` or `overdue`.
    package let state: String
    /// UTC milliseconds.
    package let deliveredAt: Int64?
    package let signedAt: Int64?
    package let signedBy: String?
    package let repliedAt: Int64?
    /// The office nearest to it known to hold the directive, when it has not arrived.
    package let lastHopReached: String?

    package init(
        office: String,
        officeName: String,
        level: String,
        addressed: Bool,
        state: String,
        deliveredAt: Int64? = nil,
        signedAt: Int64? = nil,
        signedBy: String? = nil,
        repliedAt: Int64? = nil,
        lastHopReached: String? = nil
    ) {
        self.office = office
        self.officeName = officeName
        self.level = level
        self.addressed = addressed
        self.state = state
        self.deliveredAt = deliveredAt
        self.signedAt = signedAt
        self.signedBy = signedBy
        self.repliedAt = repliedAt
        self.lastHopReached = lastHopReached
    }
}
