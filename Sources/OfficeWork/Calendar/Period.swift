/// The stretch of time that a figure is about (报告期): a year, half, quarter or month.
///
/// Periods sort by their first day, the longer one first: 2018, 2018H1, 2018Q1, 2018-01, 2018-02 …
package struct Period: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The years that a report can be about.
    package static let yearRange = 1949...2199

    package enum Length: UInt8, Sendable, Hashable, CaseIterable {
        case year
        case half
        case quarter
        case month

        /// How many of them a year has.
        package var countInYear: Int { 12 / self.monthCount }

        package var monthCount: Int {
            switch self {
            case .year: 12
            case .half: 6
            case .quarter: 3
            case .month: 1
            }
        }
    }

    package let length: Length
    // Small, since every key of a total holds one.
    private let storedYear: UInt16
    private let storedIndex: UInt8

    package var year: Int { Int(self.storedYear) }

    /// Which one of the year, from 1.
    package var index: Int { Int(self.storedIndex) }

    /// Nil when the year is out of ``yearRange`` or has no such part.
    package init?(year: Int, _ length: Length = .year, index: Int = 1) {
        guard Self.yearRange.contains(year), (1...length.countInYear).contains(index) else {
            return nil
        }
        self.length = length
        self.storedYear = UInt16(year)
        self.storedIndex = UInt8(index)
    }

    /// Reads `2018`, `2018H1`, `2018Q2` or `2018-06`. Nil for anything else.
    package init?(_ text: some StringProtocol) {
        var digits = DigitReader(text)
        guard let year = digits.number(4) else { return nil }
        if digits.isAtEnd {
            self.init(year: year)
            return
        }
        let length: Length
        if digits.accept("H") {
            length = .half
        } else if digits.accept("Q") {
            length = .quarter
        } else if digits.accept("-") {
            length = .month
        } else {
            return nil
        }
        guard let index = digits.number(length == .month ? 2 : 1), digits.isAtEnd else {
            return nil
        }
        self.init(year: year, length, index: index)
    }

    package var text: String {
        let year = CivilDate.padded(self.year, 4)
        return switch self.length {
        case .year: year
        case .half: "\(year)H\(self.index)"
        case .quarter: "\(year)Q\(self.index)"
        case .month: "\(year)-\(CivilDate.padded(self.index, 2))"
        }
    }

    package var description: String { self.text }

    package var firstDay: CivilDate {
        Self.day(self.year, self.firstMonth, 1)
    }

    package var lastDay: CivilDate {
        let month = self.firstMonth + self.length.monthCount - 1
        return Self.day(self.year, month, CivilDate.dayCount(year: self.year, month: month))
    }

    /// Whether the other period lies within this one, or is the same.
    package func contains(_ other: Period) -> Bool {
        self.firstDay <= other.firstDay && other.lastDay <= self.lastDay
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.year, left.firstMonth, left.length.rawValue)
            < (right.year, right.firstMonth, right.length.rawValue)
    }

    private var firstMonth: Int { (self.index - 1) * self.length.monthCount + 1 }

    private static func day(_ year: Int, _ month: Int, _ day: Int) -> CivilDate {
        guard let date = CivilDate(year: year, month: month, day: day) else {
            preconditionFailure("a period holds only months that exist")
        }
        return date
    }
}
