/// A day of the proleptic Gregorian calendar, 0001-01-01...9999-12-31.
package struct CivilDate: Hashable, Comparable, Sendable, CustomStringConvertible {
    package static let yearRange = 1...9999
    package static let first = CivilDate(yearUnchecked: 1, month: 1, day: 1)
    package static let last = CivilDate(yearUnchecked: 9999, month: 12, day: 31)

    /// China Standard Time is eight hours ahead of UTC. The summer time of 1986 to 1991 is left out:
    /// no record is that old.
    package static let chinaOffsetMilliseconds: Int64 = 8 * 60 * 60 * 1000
    package static let dayMilliseconds: Int64 = 24 * 60 * 60 * 1000

    package let year: Int
    /// 1...12
    package let month: Int
    /// 1...31
    package let day: Int

    /// Nil when there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard Self.yearRange.contains(year), (1...12).contains(month),
            (1...Self.dayCount(year: year, month: month)).contains(day)
        else { return nil }
        self.init(yearUnchecked: year, month: month, day: day)
    }

    /// Reads `2015-07-17`. Nil for any other shape and for days that do not exist.
    package init?(_ text: some StringProtocol) {
        var digits = DigitReader(text)
        guard let year = digits.number(4), digits.accept("-"), let month = digits.number(2),
            digits.accept("-"), let day = digits.number(2), digits.isAtEnd
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The day in China on which an instant falls.
    ///
    /// - Parameter milliseconds: since 1970 UTC. Instants outside of the calendar count as its first
    ///   or last day.
    package init(milliseconds: Int64) {
        let (local, overflow) = milliseconds.addingReportingOverflow(Self.chinaOffsetMilliseconds)
        let bounded = overflow ? Int64.max : local
        let remainder = bounded % Self.dayMilliseconds
        let days = bounded / Self.dayMilliseconds - (remainder < 0 ? 1 : 0)
        self.init(daysSinceEpoch: Int(days))
    }

    /// Days outside of the calendar count as its first or last day.
    package init(daysSinceEpoch: Int) {
        let bounded = max(
            Self.first.daysSinceEpoch,
            min(daysSinceEpoch, Self.last.daysSinceEpoch)
        )
        // Years that begin in March put the leap day at the end; day 0 is 0000-03-01.
        let shifted = bounded + Self.daysFromMarchZeroToEpoch
        let era = shifted / Self.eraDays
        let dayOfEra = shifted - era * Self.eraDays
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        self.init(
            yearUnchecked: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
            month: month,
            day: dayOfYear - (153 * marchMonth + 2) / 5 + 1
        )
    }

    private init(yearUnchecked year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days since 1970-01-01; negative before.
    package var daysSinceEpoch: Int {
        let year = self.month <= 2 ? self.year - 1 : self.year
        let era = year / 400
        let yearOfEra = year - era * 400
        let marchMonth = self.month > 2 ? self.month - 3 : self.month + 9
        let dayOfYear = (153 * marchMonth + 2) / 5 + self.day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * Self.eraDays + dayOfEra - Self.daysFromMarchZeroToEpoch
    }

    /// The instant at which the day begins in China, milliseconds since 1970 UTC.
    package var startMilliseconds: Int64 {
        Int64(self.daysSinceEpoch) * Self.dayMilliseconds - Self.chinaOffsetMilliseconds
    }

    /// The first instant after the day in China, milliseconds since 1970 UTC: what is due on this day
    /// is late from here on.
    package var endMilliseconds: Int64 { self.startMilliseconds + Self.dayMilliseconds }

    package var description: String {
        "\(Self.padded(self.year, 4))-\(Self.padded(self.month, 2))-\(Self.padded(self.day, 2))"
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// The number of days of a month, 28...31.
    package static func dayCount(year: Int, month: Int) -> Int {
        switch month {
        case 2: Self.isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static let eraDays = 146_097
    private static let daysFromMarchZeroToEpoch = 719_468

    private static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
