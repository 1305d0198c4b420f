import Admin
import OfficeWork

extension OfficeService {
    func indicators() async throws -> [IndicatorSummary] {
        Indicator.all.map { indicator in
            IndicatorSummary(
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
}
