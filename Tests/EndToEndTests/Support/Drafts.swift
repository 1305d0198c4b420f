import Admin

/// What the tests write: every draft has an id, an indicator and a period of its own.
enum Drafts {
    static let clerk = Caller(user: "clerk")

    /// Figures of these are whole numbers.
    private static let indicators = [
        "societies.participating", "functions.evaluation", "functions.standards",
        "contracts.in-force", "briefs.issued", "items.published", "training.held",
    ]

    /// - Parameter series: tells writers apart, 0...255.
    static func report(_ number: Int, series: Int, office: String? = nil) -> ReportDraft {
        let month = number / Self.indicators.count
        let name = month % 12 < 9 ? "0\(month % 12 + 1)" : "\(month % 12 + 1)"
        return ReportDraft(
            id: Self.id(number, series: series, kind: 1),
            office: office,
            title: "报告 \(series)-\(number)",
            period: "\(2000 + month / 12)-\(name)",
            text: "",
            points: [
                DataPointDraft(
                    indicator: Self.indicators[number % Self.indicators.count],
                    value: "\(number % 97 + 1)"
                )
            ]
        )
    }

    static func directive(
        _ number: Int,
        urgency: String = "normal",
        to recipients: [String] = ["510000", "510100"]
    ) -> DirectiveDraft {
        DirectiveDraft(
            id: Self.id(number, series: 0, kind: 2),
            number: "科协发测字〔2018〕\(number + 1)号",
            title: "测试通知 \(number + 1)",
            body: "请按期办理。",
            urgency: urgency,
            issuedOn: "2018-05-03",
            recipients: recipients
        )
    }

    private static func id(_ number: Int, series: Int, kind: Int) -> String {
        let digits = String((kind << 40) | (series << 32) | number, radix: 16)
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}
