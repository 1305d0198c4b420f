internal import Algorithms
internal import HashTreeCollections
package import OfficeWork

/// How many there are of what is derived from the records, kept instead of counted.
package struct DocumentTally: Sendable, Equatable {
    /// The reports of one period.
    private struct Reports: Sendable, Equatable {
        var count = 0
        /// By what they say that they answer: a directive's id or its number.
        var answering = TreeDictionary<String, Int>()
    }

    /// So many of the directives that reports of a period name are asked of whom they expect a report. Whoever makes
    /// up numbers, report by report, stays behind those that offices name together.
    private static let answeredMax = 32

    package internal(set) var directives = 0
    package private(set) var reports = 0
    private var reportsByPeriod = TreeDictionary<Period, Reports>()
    /// Records in which something is that this version does not know.
    package internal(set) var unknownRecords = 0
    /// Records in which something is at odds.
    package internal(set) var conflicts = 0

    package init() {}

    package init(directives: Int, unknownRecords: Int, conflicts: Int) {
        self.directives = directives
        self.unknownRecords = unknownRecords
        self.conflicts = conflicts
    }

    /// The periods of which there are reports, in no order.
    package var periods: [Period] { Array(self.reportsByPeriod.keys) }

    package func reports(of period: Period) -> Int { self.reportsByPeriod[period]?.count ?? 0 }

    /// The directives that most reports of a period say that they answer, by their ids or numbers.
    package func answered(in period: Period) -> [String] {
        guard let answering = self.reportsByPeriod[period]?.answering else { return [] }
        return answering.min(count: Self.answeredMax) {
            $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value
        }
        .map(\.key)
    }

    /// - Parameters:
    ///   - count: how many more there are, or, below 0, less.
    ///   - directive: what they say that they answer.
    package mutating func addReports(_ count: Int, of period: Period, answering directive: String?)
    {
        self.reports += count
        var reports = self.reportsByPeriod[period] ?? Reports()
        reports.count += count
        if let directive {
            let sum = (reports.answering[directive] ?? 0) + count
            reports.answering[directive] = sum == 0 ? nil : sum
        }
        self.reportsByPeriod[period] = reports.count == 0 ? nil : reports
    }
}
