/// How many of some addressed offices have come how far with a directive.
package struct TraceTally: Hashable, Sendable {
    package var addressed = 0
    package var received = 0
    package var opened = 0
    package var signed = 0
    package var answered = 0

    package init() {}

    /// Counts an office.
    ///
    /// - Parameter isAnswered: whether its answer is here.
    mutating func add(_ facts: TraceFacts, isAnswered: Bool) {
        self.addressed += 1
        self.received += facts.contains(.received) ? 1 : 0
        self.opened += facts.contains(.opened) ? 1 : 0
        self.signed += facts.contains(.signed) ? 1 : 0
        self.answered += isAnswered ? 1 : 0
    }

    mutating func add(_ other: TraceTally) {
        self.addressed += other.addressed
        self.received += other.received
        self.opened += other.opened
        self.signed += other.signed
        self.answered += other.answered
    }

    /// The same with what the offices' branch has told of them, where that is more: a reply may come before the fold that
    /// tells of it.
    func raised(by branch: TraceBranch?) -> TraceTally {
        guard let branch else { return self }
        var tally = self
        tally.received = max(self.received, branch.count(.received))
        tally.opened = max(self.opened, branch.count(.opened))
        tally.signed = max(self.signed, branch.count(.signed))
        return tally
    }
}
