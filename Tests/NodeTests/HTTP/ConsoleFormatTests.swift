import Testing

@testable import Admin

@Suite("Times and numbers on the pages")
struct ConsoleFormatTests {
    @Test(
        "a moment is shown in China Standard Time",
        arguments: [
            (0, "1970-01-01 08:00"),
            (1_530_327_600_000, "2018-06-30 11:00"),
            (951_782_399_000, "2000-02-29 07:59"),
            (1_735_660_800_000, "2025-01-01 00:00"),
            (Int64.min, "1970-01-01 08:00"),
            (Int64.max, "9999-12-31 23:59"),
        ] as [(Int64, String)]
    )
    func moment(milliseconds: Int64, text: String) {
        #expect(ChinaTime.minute(milliseconds) == text)
    }

    @Test(
        "digits are grouped by threes, and nothing else is touched",
        arguments: [
            ("0", "0"), ("999", "999"), ("1000", "1,000"), ("-1234567.50", "-1,234,567.50"),
            ("", ""), ("<b>", "<b>"), ("12a4", "12a4"), (".5", ".5"),
        ]
    )
    func grouped(decimal: String, text: String) {
        #expect(Numerals.grouped(decimal) == text)
    }

    @Test(
        "a size has a unit that people can read",
        arguments: [
            (0, "0 B"), (1023, "1,023 B"), (1024, "1.0 KiB"), (1_572_864, "1.5 MiB"),
            (-5, "0 B"), (Int64.max, "819.1 PiB"),
        ] as [(Int64, String)]
    )
    func bytes(count: Int64, text: String) {
        #expect(Numerals.bytes(count) == text)
    }

    @Test("addresses keep what narrows a page, encoded")
    func addresses() {
        let query = ReportQuery(office: "510100", period: nil, indicator: "a b&c")
        #expect(PagePath.reports(query) == "/reports?office=510100&indicator=a%20b%26c")
        #expect(PagePath.adding([("x", nil)], to: "/a") == "/a")
        #expect(PagePath.adding([("x", "1")], to: "/a?b=2") == "/a?b=2&x=1")
    }

    @Test("how long ago it was, and nothing for what is still to come")
    func ago() {
        let now: Int64 = 1_530_327_600_000
        let texts = [-5000, 0, 90_000, 7_200_000, 172_800_000].map {
            MomentView(now - $0, now: now, .english).ago
        }
        #expect(texts == [nil, "just now", "1 min ago", "2 h ago", "2 days ago"])
        #expect(MomentView(Int64.min, now: Int64.max, .english).ago != nil)
    }

    @Test("Whoever compares needs nobody's attention, whoever is behind does")
    func comparing() {
        func verdict(_ states: [String]) -> NodeVerdict {
            NodeVerdict(APISamples.status(links: states.map { APISamples.link(state: $0) }))
        }
        let comparing = verdict(["inSync", "comparing"])
        #expect(comparing.cause == .fine)
        #expect(comparing.sentence.chinese.hasPrefix("2 条链路中 1 条已同步，其余正在比对"))
        #expect(
            comparing.sentence.english.hasPrefix("1 of 2 links in sync, the others are comparing")
        )
        #expect(verdict(["inSync", "behind", "comparing"]).cause == .attention)
        for (state, isMeant) in [("comparing", false), ("behind", true), ("offline", true)] {
            #expect(OfficeQuery.attentionStates.contains(state) == isMeant, "\(state)")
        }
    }
}
