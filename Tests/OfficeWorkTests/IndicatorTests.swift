import OfficeWork
import Testing

@Suite struct IndicatorTests {
    @Test("Numbers run from 1 without a gap, codes are unique, both lead back to the indicator")
    func catalogue() {
        #expect(Indicator.all.map(\.number) == (1...15).map { UInt16($0) })
        #expect(Set(Indicator.all.map(\.code)).count == Indicator.all.count)
        for indicator in Indicator.all {
            #expect(Indicator.byNumber(indicator.number) == indicator)
            #expect(Indicator.byCode(indicator.code) == indicator)
        }
        #expect(Indicator.byNumber(0) == nil)
        #expect(Indicator.byNumber(16) == nil)
        #expect(Indicator.byNumber(.max) == nil)
        #expect(Indicator.byCode("") == nil)
    }

    @Test("Numbers on the wire stay what they are")
    func numbers() {
        #expect(Indicator.byCode("societies.participating")?.number == 1)
        #expect(Indicator.byCode("funding.fiscal")?.number == 8)
        #expect(Indicator.byCode("training.held")?.number == 15)
        #expect(RecordKind.allCases.map(\.rawValue) == [1, 2, 3, 10, 20, 21, 22, 23])
    }

    @Test("Totals are shown with the indicator's digits")
    func text() {
        let money = Indicator.byCode("funding.fiscal")
        #expect(money?.text(scaled: 350) == "3.50")
        #expect(money?.text(scaled: 35_000_000) == "350000.00")
        #expect(money?.text(scaled: 5) == "0.05")
        #expect(money?.text(scaled: .min) == "-92233720368547758.08")
        #expect(Indicator.byNumber(1)?.text(scaled: 12) == "12")
    }
}
