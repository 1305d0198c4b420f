/// A moment as people in China read it: China Standard Time, UTC+8, without summer time.
struct ChinaTime {
    private static let offsetMilliseconds: Int64 = 8 * 3_600_000
    private static let dayMilliseconds: Int64 = 86_400_000
    /// 9999-12-31, so that a hostile stamp cannot overflow or widen the page.
    private static let momentMax: Int64 = 253_402_300_799_999 - offsetMilliseconds

    /// Like `2018-06-30 14:05`.
    let text: String
    /// Like `2018-06-30T14:05:09+08:00`, for the `datetime` attribute.
    let machine: String

    /// - Parameter moment: UTC milliseconds.
    init(_ moment: Int64) {
        let local = min(max(moment, 0), Self.momentMax) + Self.offsetMilliseconds
        let day = Self.day(local / Self.dayMilliseconds)
        let second = (local % Self.dayMilliseconds) / 1000
        let clock = "\(Self.two(second / 3600)):\(Self.two(second / 60 % 60))"
        self.text = "\(day) \(clock)"
        self.machine = "\(day)T\(clock):\(Self.two(second % 60))+08:00"
    }

    /// The civil date of a day counted from 1970-01-01, by Howard Hinnant's `civil_from_days`.
    private static func day(_ days: Int64) -> String {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let digits = String(year)
        let padding = String(repeating: "0", count: max(0, 4 - digits.count))
        return "\(padding)\(digits)-\(Self.two(month))-\(Self.two(day))"
    }

    private static func two(_ value: Int64) -> String {
        value < 10 ? "0\(value)" : "\(value)"
    }
}
