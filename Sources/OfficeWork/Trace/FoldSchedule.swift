/// When the fold of one directive is worth telling: a complete one at once, an incomplete one after a
/// while, and then at doubling intervals. Time comes in as an argument, in milliseconds.
package struct FoldSchedule: Sendable, Hashable {
    private let millisecondsMax: Int64
    private var wait: Int64
    /// When something changed that has not been told.
    private var changedAt: Int64?

    package init(firstMilliseconds: Int64 = 60_000, millisecondsMax: Int64 = 3_600_000) {
        self.wait = min(firstMilliseconds, millisecondsMax)
        self.millisecondsMax = millisecondsMax
    }

    /// The fold differs from the one that was told last.
    package mutating func changed(at now: Int64) {
        self.changedAt = self.changedAt ?? now
    }

    package func isDue(isComplete: Bool, at now: Int64) -> Bool {
        guard let changedAt = self.changedAt else { return false }
        // A clock that was set back must not hold the fold back.
        return isComplete || now < changedAt || now - changedAt >= self.wait
    }

    /// The fold has been told.
    package mutating func told(isComplete: Bool) {
        self.changedAt = nil
        if !isComplete { self.wait = min(self.wait * 2, self.millisecondsMax) }
    }
}
