/// A time of day in China Standard Time, and when it next comes.
struct DailyTime: Sendable, Equatable {
    private static let dayMilliseconds: Int64 = 86_400_000
    private static let chinaOffsetMilliseconds: Int64 = 8 * 3_600_000

    /// 0..<1440.
    let minute: Int

    init(minute: Int) {
        self.minute = minute
    }

    /// Nil unless the text is like `02:30`.
    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), (0..<24).contains(hour), (0..<60).contains(minute)
        else { return nil }
        self.minute = hour * 60 + minute
    }

    /// The first moment after another at which this time of day comes, UTC milliseconds.
    func next(after now: Int64) -> Int64 {
        let local = now + Self.chinaOffsetMilliseconds
        let day = local - local % Self.dayMilliseconds
        let today = day + Int64(self.minute) * 60_000 - Self.chinaOffsetMilliseconds
        return today > now ? today : today + Self.dayMilliseconds
    }

    /// The minute of the day that a moment falls into, 0..<1440, and the number of that day.
    static func now(_ milliseconds: Int64) -> (minute: Int, day: Int64) {
        let local = milliseconds + Self.chinaOffsetMilliseconds
        let day = local / Self.dayMilliseconds
        return (Int(local % Self.dayMilliseconds / 60_000), day)
    }
}
