import Foundation
import NIOCore

/// Many reports with known sums: each society's figures of each month.
struct ReportLoad: Sendable {
    enum Order: String, CaseIterable, Sendable {
        /// A society's months one after the other, as when past years are handed in at once.
        case society
        /// All societies' reports of a month, as they come in during the years.
        case month
    }

    private static let firstYear = 2010
    private static let indicators: [(code: String, isMoney: Bool)] = [
        ("societies.participating", false), ("functions.evaluation", false),
        ("functions.qualification", false), ("contracts.in-force", false),
        ("funding.fiscal", true), ("funding.other", true),
        ("briefs.issued", false), ("training.held", false),
    ]

    let societies: [String]
    let periods: [String]
    let reportCount: Int
    /// Encoded requests.
    let bodies: [ByteBuffer]
    /// Hundredths by `period indicator`.
    private let sums: [String: Int64]

    var pointCount: Int { self.reportCount * Self.indicators.count }

    var lastPeriod: String { self.periods.last ?? "" }

    /// - Parameters:
    ///   - host: The office whose societies report.
    ///   - societyCount: Offices that report.
    ///   - monthCount: Reports of each.
    ///   - batch: Reports in a request.
    init(
        host: String = "510100",
        societyCount: Int,
        monthCount: Int,
        batch: Int,
        order: Order
    ) throws {
        let societies = (1...societyCount).map { number in
            let digits = String(number)
            return host + "-S" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
        let periods = (0..<monthCount).map { month in
            let number = month % 12 + 1
            return "\(Self.firstYear + month / 12)-\(number < 10 ? "0" : "")\(number)"
        }
        let reports: [(society: Int, month: Int)] =
            switch order {
            case .society:
                societies.indices.flatMap { society in periods.indices.map { (society, $0) } }
            case .month:
                periods.indices.flatMap { month in societies.indices.map { ($0, month) } }
            }
        var sums: [String: Int64] = [:]
        var bodies: [ByteBuffer] = []
        let encoder = JSONEncoder()
        for start in stride(from: 0, to: reports.count, by: batch) {
            let drafts = reports[start..<min(start + batch, reports.count)].map { report in
                let period = periods[report.month]
                var points: [PointDraft] = []
                for (index, indicator) in Self.indicators.enumerated() {
                    let hundredths = Self.value(report.society, report.month, index)
                    sums["\(period) \(indicator.code)", default: 0] += hundredths
                    points.append(
                        PointDraft(indicator: indicator.code, value: Self.text(hundredths))
                    )
                }
                return ReportDraft(
                    id: ReportDraft.freshID(),
                    office: societies[report.society],
                    title: "\(period) 进展报告",
                    period: period,
                    text: "承接政府转移职能工作按计划推进。",
                    points: points
                )
            }
            bodies.append(ByteBuffer(bytes: try encoder.encode(drafts)))
        }
        self.societies = societies
        self.periods = periods
        self.reportCount = reports.count
        self.bodies = bodies
        self.sums = sums
    }

    /// Whether a node's totals are those of every report, each counted once.
    ///
    /// - Parameter period: Nil when the rows should be those of all periods.
    func isCounted(in answer: DashboardAnswer, period: String? = nil) -> Bool {
        let expectedRows = (period == nil ? self.periods.count : 1) * Self.indicators.count
        var found = 0
        for row in answer.rows {
            guard let sum = self.sums["\(row.period) \(row.indicator)"] else { continue }
            guard row.offices == self.societies.count, Decimals.hundredths(row.total) == sum else {
                return false
            }
            found += 1
        }
        return found == expectedRows
    }

    /// A figure in hundredths; only money has a fraction.
    private static func value(_ society: Int, _ month: Int, _ index: Int) -> Int64 {
        let whole = Int64((society &* 31 &+ month &* 7 &+ index &* 13) % 997 + 1)
        let fraction = Int64((society &+ month) % 100)
        return whole * 100 + (Self.indicators[index].isMoney ? fraction : 0)
    }

    private static func text(_ hundredths: Int64) -> String {
        let (whole, fraction) = hundredths.quotientAndRemainder(dividingBy: 100)
        guard fraction != 0 else { return String(whole) }
        return "\(whole).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
