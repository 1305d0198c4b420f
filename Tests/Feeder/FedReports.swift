internal import OfficeWork
internal import SyncProtocol

/// The reports of one office, month by month, eight figures each.
struct FedReports {
    static let user = "clerk"
    private static let firstYear = 2016
    private static let codes = [
        "societies.participating", "functions.evaluation", "functions.qualification",
        "contracts.in-force", "funding.fiscal", "funding.other", "briefs.issued", "training.held",
    ]
    private static let indicators = Indicator.all.filter { Self.codes.contains($0.code) }

    let office: OfficePath
    let months: Int

    /// A month's report and when it was handed in: on the tenth of the month after, UTC milliseconds.
    func report(
        _ month: Int,
        adding sums: inout FedSums
    ) throws -> (content: ReportContent, at: Int64) {
        guard
            let period = Period(
                year: Self.firstYear + month / 12,
                .month,
                index: month % 12 + 1
            )
        else { throw FeederError("there is no month \(month)") }
        let seed = SignatureSuite.ed25519.hash(Array("\(self.office) \(period)".utf8))
        var points: [PointDraft] = []
        for (index, indicator) in Self.indicators.enumerated() {
            let mixed = seed.words.2 >> (UInt64(index) * 7)
            let whole = Int64(mixed % 997) + 1
            let fraction = indicator.fractionDigits > 0 ? Int64(mixed % 100) : 0
            sums.add(whole * 100 + fraction, period, indicator)
            let text = fraction > 0 ? "\(whole).\(fraction < 10 ? "0" : "")\(fraction)" : "\(whole)"
            points.append(PointDraft(indicator: indicator.code, value: text))
        }
        let content = try ReportContent(
            validating: ReportID(high: seed.words.0, low: seed.words.1).description,
            title: "\(period) 进展报告",
            period: period.text,
            text: "承接政府转移职能工作按计划推进。",
            directive: nil,
            points: points
        )
        let at = period.lastDay.endMilliseconds + 10 * CivilDate.dayMilliseconds
        return (content, at)
    }

    /// The whole feed.
    func changes(of office: FedOffice, adding sums: inout FedSums) throws -> [VerifiedChange] {
        sums.addOffice()
        var feed = office.feed(.reports)
        var changes: [VerifiedChange] = []
        for month in 0..<self.months {
            let (content, at) = try self.report(month, adding: &sums)
            let intents = content.intents(by: self.office, at: at, user: Self.user, suite: .ed25519)
            changes.append(try feed.append(intents, at: at, user: Self.user))
        }
        return changes
    }
}
