/// When the fold of one directive is worth telling: a complete one at once, any other as soon as what came
/// together has been gathered, as long as that costs the line little. Time comes in as an argument, in
/// milliseconds.
package struct FoldSchedule: Sendable, Hashable {
    /// What incomplete folds of one directive cost in the long run, in bytes a second: after a long one the next
    /// one waits longer.
    package static let bytesPerSecondMax: Int64 = 16

    private let gatherMilliseconds: Int64
    private let millisecondsMax: Int64
    /// When something changed that has not been told.
    private var changedAt: Int64?
    /// Incomplete folds wait until then; nil when none has been told.
    private var nextAt: Int64?

    package init(gatherMilliseconds: Int64 = 2_000, millisecondsMax: Int64 = 3_600_000) {
        self.gatherMilliseconds = min(gatherMilliseconds, millisecondsMax)
        self.millisecondsMax = millisecondsMax
    }

    /// The fold differs from the one that was told last.
    package mutating func changed(at now: Int64) {
        self.changedAt = self.changedAt ?? now
    }

    /// The fold is again the one that was told last.
    package mutating func settled() {
        self.changedAt = nil
    }

    package func isDue(isComplete: Bool, at now: Int64) -> Bool {
        guard let changedAt = self.changedAt else { return false }
        // A clock that was set back must not hold the fold back.
        if isComplete || now < changedAt { return true }
        guard now - changedAt >= self.gatherMilliseconds else { return false }
        guard let nextAt = self.nextAt else { return true }
        return now >= nextAt || nextAt - now > self.millisecondsMax
    }

    /// The fold has been told.
    package mutating func told(isComplete: Bool, byteCount: Int, at now: Int64) {
        self.changedAt = nil
        guard !isComplete else { return }
        let wait = Int64(clamping: byteCount) * 1_000 / Self.bytesPerSecondMax
        self.nextAt = now + min(wait, self.millisecondsMax)
    }
}
