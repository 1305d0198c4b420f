/// Where a change lies: its feed's local number and its own number in one ordered integer, so that a feed is
/// one range and no second index is needed.
package enum ChangePosition {
    private static let numberBits: Int64 = 36
    /// The greatest number of changes in one feed.
    package static let numberMax: UInt64 = 1 << 36 - 1

    package static func value(feed: Int64, number: UInt64) -> Int64 {
        feed << Self.numberBits | Int64(min(number, Self.numberMax))
    }

    /// The positions of a feed from a number on.
    package static func tail(of place: Int, from number: UInt64) -> ClosedRange<Int64> {
        let feed = Directory.id(place)
        return Self.value(feed: feed, number: number)...Self.value(feed: feed, number: numberMax)
    }

    /// The feed's local number.
    package static func feed(_ position: Int64) -> Int64 { position >> Self.numberBits }

    package static func number(_ position: Int64) -> UInt64 {
        UInt64(position & (1 << Self.numberBits - 1))
    }
}
