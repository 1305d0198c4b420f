import PlainText
import Testing

@Suite("One spelling for short entries")
struct SpellingTests {
    @Test(
        "Numbers are read as people write them",
        arguments: [
            ("12", "12"), ("１２", "12"), ("1,200", "1200"), ("１，２００．５", "1200.5"), ("35万", "350000"),
            ("3.5万", "35000"), ("0.35 万", "3500"), ("1.2亿", "120000000"), ("3.50", "3.50"),
            (" 12\u{200B}", "12"), ("-1", "-1"), ("0.00005万", "0.5"), ("1,234,567", "1234567"),
            ("007", "007"), ("-0", "0"), ("－0", "0"), ("-0.00", "0.00"), ("-0万", "0"),
            ("-0.50", "-0.50"),
        ]
    )
    func decimals(_ text: String, _ expected: String) throws {
        #expect(try DecimalSpelling.canonical(text) == expected)
    }

    @Test(
        "A number that could be read in two ways is refused, a strange character is named",
        arguments: [
            ("1,20", SpellingFault.shape), ("1200,000", .shape), ("1.2.3", .shape), ("", .shape),
            (".5", .shape), ("5.", .shape), ("12家", .character("家")), ("1 200", .character(" ")),
            ("1e3", .character("e")), ("万", .character("万")),
        ]
    )
    func notDecimals(_ text: String, _ fault: SpellingFault) {
        #expect(throws: fault) { try DecimalSpelling.canonical(text) }
    }

    @Test(
        "Days are read as people write them",
        arguments: [
            "2018-02-03", "2018/02/03", "2018/2/3", "2018.2.3", "2018-2-3", "2018年2月3日",
            "２０１８年２月３日",
            "20180203", "2018年2⽉3⽇", "\u{FEFF}2018-02-03 ",
        ]
    )
    func dates(_ text: String) throws {
        #expect(try DateSpelling.canonical(text) == "2018-02-03")
    }

    @Test(
        "What is no day is refused",
        arguments: [
            ("2018/02-03", SpellingFault.shape), ("3.2.2018", .shape), ("明天", .character("明")),
            ("", .shape),
            ("2018年2月", .shape), ("18-02-03", .shape),
        ]
    )
    func notDates(_ text: String, _ fault: SpellingFault) {
        #expect(throws: fault) { try DateSpelling.canonical(text) }
    }

    @Test(
        "Periods are read as people write them",
        arguments: [
            ("2018", "2018"), ("2018年", "2018"), ("2018年度", "2018"), ("2018h1", "2018H1"),
            ("2018年上半年", "2018H1"),
            ("2018下半年", "2018H2"), ("2018q2", "2018Q2"), ("2018-Q2", "2018Q2"),
            ("2018年2季度", "2018Q2"),
            ("2018年第二季度", "2018Q2"), ("2018-06", "2018-06"), ("2018/6", "2018-06"),
            ("2018年6月", "2018-06"),
            ("２０１８Ｑ２", "2018Q2"), ("2018年12月份", "2018-12"),
        ]
    )
    func periods(_ text: String, _ expected: String) throws {
        #expect(try PeriodSpelling.canonical(text) == expected)
    }

    @Test(
        "What is no period is refused",
        arguments: ["", "18Q2", "2018Q5", "2018x", "2018年五季度", "20186"]
    )
    func notPeriods(_ text: String) {
        #expect(throws: SpellingFault.self) { try PeriodSpelling.canonical(text) }
    }

    @Test("Levels have codes and words")
    func levels() {
        #expect(LevelWord.meant(by: "省级")?.code == "provincial")
        #expect(LevelWord.meant(by: " Provincial ")?.code == "provincial")
        #expect(LevelWord.meant(by: "学会")?.code == "society")
        #expect(LevelWord.meant(by: "部门") == nil)
        #expect(LevelWord.hosted.map(\.code) == ["society", "county"])
    }

    @Test("The word that was meant is found, and none where none is near")
    func nearest() {
        let words = ["replyBy", "office", "title", "recipients"]
        #expect(NearestWord.to("reply_by", among: words) == "replyBy")
        #expect(NearestWord.to("Office", among: words) == "office")
        #expect(NearestWord.to("titel", among: words) == "title")
        #expect(NearestWord.to("colour", among: words) == nil)
        #expect(NearestWord.to("", among: words) == nil)
    }
}
