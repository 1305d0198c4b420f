/// How far one office has come with a directive: the one rule by which lists, traces and folds count.
package struct TraceStanding: Hashable, Sendable {
    /// What people read. The words are the API's.
    package enum State: String, Sendable, CaseIterable {
        /// It is not known to have arrived.
        case issued
        case delivered
        case opened
        case signed
        case replied
        /// It is addressed, and the day for replies is over.
        case overdue
        /// Nothing is told here of it.
        case unknown
    }

    package let isAddressed: Bool
    package let facts: TraceFacts
    /// Whether the directive has got there, for offices that only pass it on, too.
    package let hasArrived: Bool
    /// Whether its answers come here: it is the office that looks, or below it.
    package let isBelow: Bool
    /// Whether its branch has told how far it has come.
    package let isHeardOf: Bool

    package init(
        isAddressed: Bool,
        facts: TraceFacts,
        hasArrived: Bool,
        isBelow: Bool,
        isHeardOf: Bool
    ) {
        self.isAddressed = isAddressed
        self.facts = facts
        self.hasArrived = hasArrived
        self.isBelow = isBelow
        self.isHeardOf = isHeardOf
    }

    /// - Parameter isPastDue: see ``Directive/isPastDue(at:)``.
    package func state(isPastDue: Bool) -> State {
        if self.facts.contains(.answered) { return .replied }
        // Whose answers do not come here may have answered.
        if self.isAddressed, self.isBelow, isPastDue { return .overdue }
        if self.facts.contains(.signed) { return .signed }
        if self.facts.contains(.opened) { return .opened }
        if self.hasArrived { return .delivered }
        return self.isHeardOf ? .issued : .unknown
    }
}

extension Directive {
    /// Whether the last day for replies is over. Never when none is asked.
    ///
    /// - Parameter now: UTC milliseconds.
    package func isPastDue(at now: Int64) -> Bool {
        self.replyBy.map { now >= $0.endMilliseconds } ?? false
    }

    /// Of offices addressed, those whose answer is missing after the last day.
    ///
    /// - Parameters:
    ///   - addressed: the number of offices addressed.
    ///   - answered: the number of these that have answered.
    ///   - now: UTC milliseconds.
    package func overdueCount(addressed: Int, answered: Int, at now: Int64) -> Int {
        self.isPastDue(at: now) ? max(0, addressed - answered) : 0
    }
}
