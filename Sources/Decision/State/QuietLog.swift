internal import OrderedCollections

/// Keeps what happens again and again from filling events, quarantine and log.
package struct QuietLog: Sendable {
    private static let entriesMax = 1_024

    /// The same is written down once in this time, in milliseconds.
    private let quietMilliseconds: Int64
    private var last = OrderedDictionary<String, Int64>()

    package init(quietMilliseconds: Int64) {
        self.quietMilliseconds = quietMilliseconds
    }

    /// - Parameter what: tells what is the same.
    package mutating func isNew(_ what: String, at now: Int64) -> Bool {
        if let previous = self.last[what],
            (0..<self.quietMilliseconds).contains(now - previous)
        {
            return false
        }
        if self.last.count >= Self.entriesMax { self.last.removeAll() }
        self.last[what] = now
        return true
    }
}
