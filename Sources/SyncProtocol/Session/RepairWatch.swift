internal import DequeModule
internal import OrderedCollections

/// What one end of a link wants again of the other because its own copy is damaged.
struct RepairWatch: Sendable, Equatable {
    /// So many changes are asked for at once, and so many that the other end asks for are kept in mind.
    static let changesMax = 64

    /// What the other end wants again, in the order in which it asked.
    var wanted: Deque<ChangePlace> = []
    /// When we last asked for what is damaged here, monotonic milliseconds; what was asked for longest ago first.
    private var askedAt: OrderedDictionary<ChangePlace, Int64> = [:]

    /// What to ask for now: first what was not asked for yet, then what was asked for longest ago. The other end may
    /// not have it whole either, or lose the answer.
    ///
    /// - Parameters:
    ///   - wanted: what is damaged here and the other end has.
    ///   - milliseconds: before that the same is not asked for again, and not more than ``changesMax``.
    mutating func ask(
        for wanted: [ChangePlace],
        at now: Int64,
        every milliseconds: Int64
    ) -> [ChangePlace] {
        let all = OrderedSet(wanted)
        self.askedAt = self.askedAt.filter { all.contains($0.key) || now - $0.value < milliseconds }
        let old = self.askedAt.filter { now - $0.value >= milliseconds }.keys
        let new = all.filter { self.askedAt[$0] == nil }
        let room = max(0, Self.changesMax - (self.askedAt.count - old.count))
        let due = Array((Array(new) + Array(old)).prefix(room))
        for change in due {
            self.askedAt.removeValue(forKey: change)
            self.askedAt[change] = now
        }
        return due
    }

    mutating func forget(_ change: ChangePlace) {
        self.askedAt.removeValue(forKey: change)
    }
}
