internal import OfficeWork

/// What the offices have reported altogether.
struct FedSums: Sendable {
    private(set) var offices = 0
    /// Hundredths by `2016-01 briefs.issued`.
    private var sums: [String: Int64] = [:]

    mutating func addOffice() { self.offices += 1 }

    mutating func add(_ hundredths: Int64, _ period: Period, _ indicator: Indicator) {
        self.sums["\(period) \(indicator.code)", default: 0] += hundredths
    }

    mutating func add(_ other: FedSums) {
        self.offices += other.offices
        self.sums.merge(other.sums) { $0 + $1 }
    }

    /// One line of JSON; neither periods nor codes have anything that JSON would have to escape.
    var line: String {
        let sums = self.sums.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
        return "{\"offices\":\(self.offices),\"sums\":{\(sums.joined(separator: ","))}}"
    }
}
