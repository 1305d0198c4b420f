import Decision
import OfficeWork
import Testing

@Suite("What is kept count of")
struct DocumentTallyTests {
    private static let period = Period("2018Q2")!

    @Test("Whoever makes up a directive for each report hides none that offices name together")
    func madeUp() {
        var tally = DocumentTally()
        for number in 0..<5_000 {
            tally.addReports(1, of: Self.period, answering: "假〔2018〕\(number)号")
        }
        tally.addReports(2, of: Self.period, answering: "科协发学字〔2015〕60号")
        tally.addReports(3, of: Self.period, answering: "成科协发〔2018〕13号")
        tally.addReports(9, of: Self.period, answering: nil)
        let answered = tally.answered(in: Self.period)
        #expect(answered.prefix(2) == ["成科协发〔2018〕13号", "科协发学字〔2015〕60号"])
        #expect(answered.count == 32)
        #expect(tally.reports(of: Self.period) == 5_014)
    }

    @Test("What is taken back is as if it had never been")
    func takenBack() {
        var tally = DocumentTally()
        tally.addReports(1, of: Self.period, answering: "成科协发〔2018〕13号")
        tally.addReports(1, of: Self.period, answering: nil)
        tally.addReports(-1, of: Self.period, answering: "成科协发〔2018〕13号")
        #expect(tally.answered(in: Self.period).isEmpty)
        tally.addReports(-1, of: Self.period, answering: nil)
        #expect(tally == DocumentTally())
        #expect(tally.periods.isEmpty)
    }
}
