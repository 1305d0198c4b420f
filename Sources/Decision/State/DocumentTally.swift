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

    /// By their kinds.
    private var counts = TreeDictionary<UInt16, Int>()
    private var reportsByPeriod = TreeDictionary<Period, Reports>()
    /// Records in which something is that this version does not know.
    package internal(set) var unknownRecords = 0
    /// Records in which something is at odds.
    package internal(set) var conflicts = 0

    package init() {}

    package init(unknownRecords: Int, conflicts: Int) {
        self.unknownRecords = unknownRecords
        self.conflicts = conflicts
    }

    /// How many records of a kind are listed.
    package func count(of kind: UInt16) -> Int { self.counts[kind] ?? 0 }

    /// - Parameter count: how many more there are, or, below 0, less.
    package mutating func add(_ count: Int, of kind: UInt16) {
        let sum = self.count(of: kind) + count
        self.counts[kind] = sum == 0 ? nil : sum
    }

    package var directives: Int { self.count(of: RecordKind.directive.rawValue) }

    package var reports: Int { self.count(of: RecordKind.report.rawValue) }

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
        var reports = self.reportsByPeriod[period] ?? Reports()
        reports.count += count
        if let directive {
            let sum = (reports.answering[directive] ?? 0) + count
            reports.answering[directive] = sum == 0 ? nil : sum
        }
        self.reportsByPeriod[period] = reports.count == 0 ? nil : reports
    }
}
