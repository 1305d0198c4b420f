/// Instants and dates as people in China read them: China Standard Time, UTC+8 all year.
package enum ChinaTime {
    private static let offsetMilliseconds: Int64 = 8 * 3_600 * 1_000
    private static let dayMilliseconds: Int64 = 86_400 * 1_000
    /// The ends of the years 1 and 9999: what a hostile clock says can neither overflow nor widen a page.
    private static let instants: ClosedRange<Int64> =
        -62_135_596_800_000...253_402_300_799_999 - offsetMilliseconds

    /// `2018-05-03 14:22:07`.
    ///
    /// - Parameter instant: UTC milliseconds.
    package static func text(_ instant: Int64) -> String {
        let local = Self.local(instant)
        return "\(local.day) \(Self.clock(local.second))"
    }

    /// The time, or `—` when there is none.
    package static func text(_ instant: Int64?) -> String {
        instant.map { Self.text($0) } ?? "—"
    }

    /// `2018-05-03 14:22:07（北京时间）`, `2018-05-03 14:22:07 (China time)`: where nothing around it names the zone.
    package static func zoned(_ instant: Int64) -> Phrase {
        let text = Self.text(instant)
        return Phrase("\(text)（北京时间）", "\(text) (China time)")
    }

    /// `2018-05-03 14:22`, not before 1970: for pages, where a narrow column matters more than seconds.
    package static func minute(_ instant: Int64) -> String {
        let local = Self.local(max(0, instant))
        return "\(local.day) \(Self.clock(local.second).prefix(5))"
    }

    /// `2018-05-03T14:22:07+08:00`, not before 1970: for the attribute `datetime`.
    package static func machine(_ instant: Int64) -> String {
        let local = Self.local(max(0, instant))
        return "\(local.day)T\(Self.clock(local.second))+08:00"
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    /// `2018年5月3日 14:22`, `3 May 2018, 14:22`: for sentences.
    package static func words(_ instant: Int64) -> Phrase {
        let local = Self.local(instant)
        let parts = local.day.split(separator: "-").compactMap { Int($0) }
        let clock = Self.clock(local.second).prefix(5)
        guard parts.count == 3, Self.months.indices.contains(parts[1] - 1) else {
            return Phrase(same: "\(local.day) \(clock)")
        }
        return Phrase(
            "\(parts[0])年\(parts[1])月\(parts[2])日 \(clock)",
            "\(parts[2]) \(Self.months[parts[1] - 1]) \(parts[0]), \(clock)"
        )
    }

    /// `2018-05-03`: the day that an instant falls on.
    package static func day(_ instant: Int64) -> String { Self.local(instant).day }

    /// How long ago, in words; `—` when there is no instant.
    package static func ago(_ instant: Int64?, now: Int64) -> Phrase {
        guard let instant else { return Phrase(same: "—") }
        let seconds = now.subtractingReportingOverflow(instant).partialValue / 1_000
        switch seconds {
        // A clock a little behind is no news from the future.
        case ..<60: return Phrase("刚刚", "just now")
        case ..<3_600: return Phrase("\(seconds / 60) 分钟前", "\(seconds / 60) min ago")
        case ..<86_400: return Phrase("\(seconds / 3_600) 小时前", "\(seconds / 3_600) h ago")
        default: return Phrase("\(seconds / 86_400) 天前", "\(seconds / 86_400) d ago")
        }
    }

    /// Whether a text is a day of the calendar, `YYYY-MM-DD`.
    package static func isDate(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10])
        else { return false }
        return year >= 1 && (1...12).contains(month)
            && day >= 1 && day <= Self.days(inMonth: month, of: year)
    }

    /// The day in China and the second of that day.
    private static func local(_ instant: Int64) -> (day: String, second: Int64) {
        let shown = min(max(instant, Self.instants.lowerBound), Self.instants.upperBound)
        let (days, rest) = Self.split(shown + Self.offsetMilliseconds, by: Self.dayMilliseconds)
        return (Self.date(daysSince1970: days), rest / 1_000)
    }

    /// `14:22:07`.
    private static func clock(_ second: Int64) -> String {
        [second / 3_600, second / 60 % 60, second % 60]
            .map { Self.padded($0, digits: 2) }
            .joined(separator: ":")
    }

    /// The Gregorian date of a day, by the era arithmetic of the proleptic calendar: eras of 400
    /// years, each year beginning on 1 March so that the leap day is its last.
    private static func date(daysSince1970 days: Int64) -> String {
        let (era, dayOfEra) = Self.split(days + 719_468, by: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
        return Self.padded(year, digits: 4) + "-" + Self.padded(month, digits: 2) + "-"
            + Self.padded(day, digits: 2)
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        switch month {
        case 2: return isLeap ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }

    /// Division that rounds down, so that the rest is never negative.
    private static func split(
        _ value: Int64,
        by divisor: Int64
    ) -> (quotient: Int64, rest: Int64) {
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        var number = 0
        for byte in bytes {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }

    private static func padded(_ value: Int64, digits: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}
