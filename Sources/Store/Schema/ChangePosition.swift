/// Where a change lies in the `change` table: its feed's local number and its own number in one
/// ordered integer, so that a feed is one range and no second index is needed.
enum ChangePosition {
    private static let numberBits: Int64 = 36
    /// The greatest number of changes in one feed.
    static let numberMax: UInt64 = 1 << 36 - 1

    static func value(feed: Int64, number: UInt64) -> Int64 {
        feed << Self.numberBits | Int64(min(number, Self.numberMax))
    }

    /// The feed's local number.
    static func feed(_ position: Int64) -> Int64 { position >> Self.numberBits }

    static func number(_ position: Int64) -> UInt64 {
        UInt64(position & (1 << Self.numberBits - 1))
    }
}
