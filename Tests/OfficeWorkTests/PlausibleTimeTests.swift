import OfficeWork
import SyncProtocol
import Testing

@Suite("What lies too far ahead")
struct PlausibleTimeTests {
    private let today = CivilDate("2018-05-03")!

    @Test("A date of issue up to a year ahead is taken, a later one is refused")
    func issuedOn() throws {
        try Sample.directive {
            $0.issuedOn = "2019-05-04"; $0.replyBy = nil
        }
        .checkDates(today: self.today)
        for date in ["2019-05-05", "9999-12-31"] {
            let error = #expect(throws: ValidationError.self) {
                try Sample.directive {
                    $0.issuedOn = date; $0.replyBy = nil
                }
                .checkDates(today: self.today)
            }
            #expect(error?.field == "issuedOn" && error?.rule == "too-far-ahead")
        }
    }

    @Test("A reply may be due five years ahead, not later")
    func replyBy() throws {
        try Sample.directive { $0.replyBy = "2023-05-01" }.checkDates(today: self.today)
        #expect(throws: ValidationError.self) {
            try Sample.directive { $0.replyBy = "2081-10-31" }.checkDates(today: self.today)
        }
    }

    @Test("A period that begins within a year is taken, a later one is refused, also of one figure")
    func periods() throws {
        for period in ["2018Q2", "2019", "2019Q2"] {
            try Sample.report { $0.period = period }.checkPeriods(today: self.today)
        }
        for period in ["2019Q3", "2020", "2081Q2", "2199Q4"] {
            #expect(throws: ValidationError.self) {
                try Sample.report { $0.period = period }.checkPeriods(today: self.today)
            }
            #expect(throws: ValidationError.self) {
                try Sample.report {
                    $0.points = [PointDraft(indicator: "training.held", period: period, value: "1")]
                }.checkPeriods(today: self.today)
            }
        }
    }

    @Test("In lists a date far ahead counts as the day on which it was written")
    func lists() throws {
        let intent = try Sample.directive {
            $0.issuedOn = "9999-12-31"; $0.replyBy = nil
        }
        .intent(issuer: Sample.national)
        var desk = Desk(1)
        var state = RecordState()
        desk.write(intent, to: &state, at: self.today.startMilliseconds)
        let directive = try #require(Directive(key: intent.record.key, state: state))
        #expect(directive.issuedOn == .last)
        #expect(directive.listedOn == self.today)
        let report = try Sample.report().intents(
            by: Sample.chengdu,
            at: .max,
            user: "张三",
            suite: .ed25519
        )[0]
        var reported = RecordState()
        desk.write(report, to: &reported, at: 1_000)
        let listed = try #require(Report(key: report.record.key, state: reported))
        #expect(listed.submittedAt == .max)
        #expect(listed.listedAt == 1_000 + CivilDate.dayMilliseconds)
    }
}
