internal import DequeModule
internal import OrderedCollections

/// What one end of a link wants again of the other because its own copy is damaged.
struct RepairWatch: Sendable, Equatable {
    /// So many changes are asked for at once, and so many that the other end asks for are kept in mind.
    static let changesMax = 64

    /// What the other end wants again, in the order in which it asked.
    var wanted: Deque<ChangePlace> = []
    /// The read of the store that is under way is for the first of them.
    var isReading = false
    /// When we last asked for what is damaged here, monotonic milliseconds.
    private var askedAt: OrderedDictionary<ChangePlace, Int64> = [:]

    /// Whether a change may be asked for now; the other end may not have it whole either, or lose the answer.
    mutating func ask(for change: ChangePlace, at now: Int64, every milliseconds: Int64) -> Bool {
        if let askedAt = self.askedAt[change], now - askedAt < milliseconds { return false }
        if self.askedAt.count >= Self.changesMax { self.askedAt.removeFirst() }
        self.askedAt[change] = now
        return true
    }

    mutating func forget(_ change: ChangePlace) {
        self.askedAt.removeValue(forKey: change)
    }
}
