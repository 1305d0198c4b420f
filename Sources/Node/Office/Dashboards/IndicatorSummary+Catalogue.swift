import Admin
import OfficeWork

extension IndicatorSummary {
    init(_ indicator: Indicator) {
        self.init(
            code: indicator.code,
            number: Int(indicator.number),
            name: indicator.nameChinese,
            nameEnglish: indicator.nameEnglish,
            unit: indicator.unit,
            unitName: indicator.unitChinese,
            fractionDigits: indicator.fractionDigits,
            aggregation: indicator.aggregation.rawValue
        )
    }
}
