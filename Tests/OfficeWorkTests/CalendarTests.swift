import OfficeWork
import Testing

@Suite struct CalendarTests {
    @Test(
        "Days count from 1970-01-01",
        arguments: [
            ("0001-01-01", -719_162), ("1969-12-31", -1), ("1970-01-01", 0), ("2000-02-29", 11_016),
            ("2015-07-17", 16_633), ("9999-12-31", 2_932_896),
        ]
    )
    func days(_ text: String, _ days: Int) {
        #expect(CivilDate(text)?.daysSinceEpoch == days)
        #expect(CivilDate(daysSinceEpoch: days).description == text)
    }

    @Test("Every day of four hundred years follows the one before")
    func everyDay() {
        var before = CivilDate(daysSinceEpoch: 0)
        for day in 1...146_097 {
            let date = CivilDate(daysSinceEpoch: day)
            #expect(date.daysSinceEpoch == day && before < date)
            #expect(date.day == before.day + 1 || date.day == 1)
            before = date
        }
        #expect(before.description == "2370-01-01")
    }

    @Test(
        "What is no date is refused",
        arguments: [
            "", "2015", "2015-7-17", "2015-07-17 ", " 2015-07-17", "2015/07/17", "2015-00-10",
            "2015-13-01", "2015-04-31", "2015-02-29", "1900-02-29", "0000-01-01", "-015-01-01",
            "２０１５-07-17", "2015-07-17T00:00:00Z", "2015-07-1７",
        ]
    )
    func noDate(_ text: String) {
        #expect(CivilDate(text) == nil)
    }

    @Test("The day changes at midnight in China, which is 16:00 UTC")
    func china() {
        #expect(CivilDate(milliseconds: 1_437_062_399_999).description == "2015-07-16")
        #expect(CivilDate(milliseconds: 1_437_062_400_000).description == "2015-07-17")
        #expect(CivilDate("2015-07-17")?.startMilliseconds == 1_437_062_400_000)
        #expect(CivilDate("2015-07-17")?.endMilliseconds == 1_437_148_800_000)
        #expect(CivilDate(milliseconds: -28_800_000).description == "1970-01-01")
        #expect(CivilDate(milliseconds: -28_800_001).description == "1969-12-31")
    }

    @Test("Instants beyond the calendar are its ends")
    func beyond() {
        #expect(CivilDate(milliseconds: .max) == .last)
        #expect(CivilDate(milliseconds: .min) == .first)
        #expect(CivilDate(daysSinceEpoch: .max) == .last)
        #expect(CivilDate(daysSinceEpoch: .min) == .first)
    }

    @Test(
        "A period knows its first and last day",
        arguments: [
            ("2018", "2018-01-01", "2018-12-31"), ("2018H1", "2018-01-01", "2018-06-30"),
            ("2018H2", "2018-07-01", "2018-12-31"), ("2018Q2", "2018-04-01", "2018-06-30"),
            ("2018Q4", "2018-10-01", "2018-12-31"), ("2018-06", "2018-06-01", "2018-06-30"),
            ("2020-02", "2020-02-01", "2020-02-29"), ("2100-02", "2100-02-01", "2100-02-28"),
            ("2018-12", "2018-12-01", "2018-12-31"),
        ]
    )
    func period(_ text: String, _ first: String, _ last: String) {
        let period = Period(text)
        #expect(period?.text == text)
        #expect(period?.firstDay.description == first)
        #expect(period?.lastDay.description == last)
    }

    @Test(
        "What is no period is refused",
        arguments: [
            "", "18", "2018H0", "2018H3", "2018Q0", "2018Q5", "2018-00", "2018-13", "2018-6",
            "2018h1", "2018Q", "2018Q22", "2018-06-01", "1948", "2200", "2018 ", "20180",
            "2018Ｑ2", "2018Q2\0",
        ]
    )
    func noPeriod(_ text: String) {
        #expect(Period(text) == nil)
    }

    @Test("Periods sort by their first day, the longer one first")
    func order() {
        let texts = [
            "2017-12", "2018", "2018H1", "2018Q1", "2018-01", "2018-02", "2018Q2", "2018-04",
            "2018H2", "2018Q3", "2018-07", "2019",
        ]
        #expect(texts.compactMap { Period($0) }.shuffledBySeed().sorted().map(\.text) == texts)
    }

    @Test("A year holds its quarters, a quarter not the next one's months")
    func containment() throws {
        let quarter = try #require(Period("2018Q2"))
        let year = try #require(Period("2018"))
        let june = try #require(Period("2018-06"))
        let july = try #require(Period("2018-07"))
        #expect(year.contains(quarter) && quarter.contains(june) && quarter.contains(quarter))
        #expect(!quarter.contains(july) && !quarter.contains(year))
    }
}

extension Array {
    fileprivate func shuffledBySeed() -> [Element] {
        var generator = SplitMix64(seed: 7)
        return self.shuffled(using: &generator)
    }
}
