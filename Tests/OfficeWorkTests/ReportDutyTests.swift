import OfficeWork
import SyncProtocol
import Testing

@Suite("Of whom a report is expected, and what a figure holds")
struct ReportDutyTests {
    private func office(
        _ level: Level?,
        isHosted: Bool = false,
        isViewed: Bool = false,
        isAsked: Bool = false
    ) -> ReportDuty.Candidate {
        ReportDuty.Candidate(
            level: level,
            isHosted: isHosted,
            isViewed: isViewed,
            isAsked: isAsked
        )
    }

    @Test("Where nobody has asked, the associations below report, and no society is missing")
    func usual() {
        let duty = ReportDuty(isStated: false)
        for level in [Level.provincial, .city, .county] {
            #expect(duty.expects(self.office(level)))
            #expect(!duty.expects(self.office(level, isHosted: true)))
            #expect(!duty.expects(self.office(level, isViewed: true)))
        }
        for level in [Level.national, .society, nil] {
            #expect(!duty.expects(self.office(level)))
        }
    }

    @Test("Where a directive asks, those are expected whom it asks, and nobody else")
    func asked() {
        let duty = ReportDuty(isStated: true)
        #expect(duty.expects(self.office(.society, isHosted: true, isAsked: true)))
        #expect(duty.expects(self.office(.city, isViewed: true, isAsked: true)))
        #expect(!duty.expects(self.office(.city)))
    }

    @Test("An own figure that may hold those of offices below is noticed")
    func overlap() {
        let overlap = FigureOverlap(own: 12, total: 13, offices: 2)
        #expect(overlap?.below == 1 && overlap?.offices == 1)
        #expect(FigureOverlap(own: 12, total: 12, offices: 1) == nil)
        #expect(FigureOverlap(own: nil, total: 13, offices: 2) == nil)
        // So much cannot be in it.
        #expect(FigureOverlap(own: 3, total: 13, offices: 4) == nil)
    }
}
