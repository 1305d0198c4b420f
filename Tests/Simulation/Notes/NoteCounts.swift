/// Received notes, and what became of each of them.
package struct NoteCounts: Sendable, Equatable {
    package var received = 0
    /// Beliefs about own changes that confirmations have brought.
    package var beliefs = 0
    /// Alarms that were raised.
    package var alarms = 0
    /// Confirmations that were found to be false.
    package var accusations = 0
    private var fates = [Int](repeating: 0, count: NoteFate.allCases.count)
    private static let places = NoteFate.allCases

    package init() {}

    package subscript(_ fate: NoteFate) -> Int {
        get { Self.places.firstIndex(of: fate).map { self.fates[$0] } ?? 0 }
        set {
            guard let place = Self.places.firstIndex(of: fate) else { return }
            self.fates[place] = newValue
        }
    }

    /// The sum of all that became of them.
    package var settled: Int { self.fates.reduce(0, +) }

    package static func += (left: inout Self, right: Self) {
        left.received += right.received
        left.beliefs += right.beliefs
        left.alarms += right.alarms
        left.accusations += right.accusations
        for place in left.fates.indices { left.fates[place] += right.fates[place] }
    }
}
