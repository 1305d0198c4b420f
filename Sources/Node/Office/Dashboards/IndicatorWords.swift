import OfficeWork

/// What people are told of an indicator; of one that this version does not know, its number.
struct IndicatorWords {
    let code: String
    let name: String
    let nameEnglish: String
    let unit: String
    let unitEnglish: String
    let aggregation: Aggregation?
    private let known: Indicator?

    init(number: UInt16) {
        let known = Indicator.byNumber(number)
        self.known = known
        self.code = known?.code ?? "\(number)"
        self.name = known?.nameChinese ?? "指标 \(number)"
        self.nameEnglish = known?.nameEnglish ?? "indicator \(number)"
        self.unit = known?.unitChinese ?? ""
        self.unitEnglish = known?.unit ?? ""
        self.aggregation = known?.aggregation
    }

    /// A figure with as many digits behind the point as the indicator has.
    func text(_ scaled: Int64) -> String { self.known?.text(scaled: scaled) ?? String(scaled) }
}
