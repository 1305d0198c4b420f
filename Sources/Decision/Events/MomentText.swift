private import OfficeWork

/// A moment in words, by the clock of China.
package enum MomentText {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    /// Like `2018年5月3日 14:05`.
    ///
    /// - Parameter milliseconds: since 1970 UTC.
    package static func chinese(_ milliseconds: Int64) -> String {
        let date = CivilDate(milliseconds: milliseconds)
        return "\(date.year)年\(date.month)月\(date.day)日 \(Self.clock(milliseconds, date))"
    }

    /// Like `3 May 2018, 14:05`.
    package static func english(_ milliseconds: Int64) -> String {
        let date = CivilDate(milliseconds: milliseconds)
        let month = Self.months[date.month - 1]
        return "\(date.day) \(month) \(date.year), \(Self.clock(milliseconds, date))"
    }

    private static func clock(_ milliseconds: Int64, _ date: CivilDate) -> String {
        let bounded = max(date.startMilliseconds, min(milliseconds, date.endMilliseconds - 1))
        let minutes = (bounded - date.startMilliseconds) / 60_000
        return "\(Self.two(minutes / 60)):\(Self.two(minutes % 60))"
    }

    private static func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
