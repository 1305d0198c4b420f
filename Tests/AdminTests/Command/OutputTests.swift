import Foundation
import Testing

@testable import Admin
@testable import AdminCommand

@Suite("Output for people")
struct OutputTests {
    @Test("a table is aligned across Chinese and Latin cells")
    func table() {
        let table = Table(
            [.text("名称", "Name"), .figure("数", "Count"), .text("说明", "Note", columnsMax: 6)],
            rows: [["中国科协", "7", "x"], ["abc", "1200", "很长的说明"], ["d", "", ""]]
        )
        #expect(
            table.rendered(in: .zh) == """
                名称        数  说明
                ────────  ────  ─────
                中国科协     7  x
                abc       1200  很长…
                d

                """
        )
        #expect(table.rendered(in: .en).hasPrefix("Name      Count  Note\n"))
    }

    @Test("a title from elsewhere cannot paint the screen either")
    func tableTitle() {
        let table = Table([.figure("a\u{1B}b", "a\u{1B}b")], rows: [])
        #expect(table.rendered(in: .en) == "a\u{FFFD}b\n───\n")
    }

    @Test("what controls a terminal is shown, not obeyed")
    func safeText() {
        #expect(SafeText.line("a\u{1B}[2Jb") == "a\u{FFFD}[2Jb")
        #expect(SafeText.line("a\r\nb\nc\td") == "a b c d")
        #expect(SafeText.line("a\u{202E}b\u{9B}c") == "a\u{FFFD}b\u{FFFD}c")
        #expect(SafeText.paragraph("a\r\nb\u{7}") == "a\nb\u{FFFD}")
    }

    @Test("JSON for programs turns no writing direction and says the same text")
    func directionInJSON() throws {
        let said = ["a\u{202E}b\u{2066}\u{9B}\u{2028}\n"]
        let json = try Screen.json(said)
        #expect(json == "[\n  \"a\\u202eb\\u2066\\u009b\\u2028\\n\"\n]\n")
        #expect(try JSONDecoder().decode([String].self, from: Data(json.utf8)) == said)
    }

    @Test(
        "instants are shown in China Standard Time",
        arguments: [
            (Int64(0), "1970-01-01 08:00:00"), (1_525_328_527_000, "2018-05-03 14:22:07"),
            (951_839_999_999, "2000-02-29 23:59:59"), (951_840_000_000, "2000-03-01 00:00:00"),
            (-28_800_001, "1969-12-31 23:59:59"), (4_107_513_600_000, "2100-03-01 00:00:00"),
        ]
    )
    func chinaTime(instant: Int64, expected: String) {
        #expect(ChinaTime.text(instant) == expected)
        #expect(ChinaTime.day(instant) == String(expected.prefix(10)))
    }

    @Test("extreme instants from a faulty node do not stop the program")
    func extremeInstants() {
        #expect(!ChinaTime.text(Int64.max).isEmpty)
        #expect(!ChinaTime.text(Int64.min).isEmpty)
        #expect(!ChinaTime.ago(Int64.min, now: Int64.max).english.isEmpty)
    }

    @Test(
        "only days of the calendar are dates",
        arguments: [
            ("2018-05-03", true), ("2016-02-29", true), ("2000-02-29", true),
            ("2018-02-29", false), ("1900-02-29", false), ("2018-13-01", false),
            ("2018-00-10", false), ("2018-04-31", false), ("2018-5-3", false), ("", false),
            ("2018/05/03", false), ("2018-05-03 ", false), ("２０１８-05-03", false),
        ]
    )
    func dates(text: String, expected: Bool) {
        #expect(ChinaTime.isDate(text) == expected)
    }

    @Test("how long ago is said in words")
    func ago() {
        let now: Int64 = 1_000_000_000
        #expect(ChinaTime.ago(nil, now: now) == Phrase(same: "—"))
        #expect(ChinaTime.ago(now + 5_000, now: now) == Phrase("刚刚", "just now"))
        #expect(ChinaTime.ago(now - 59_999, now: now) == Phrase("刚刚", "just now"))
        #expect(ChinaTime.ago(now - 60_000, now: now) == Phrase("1 分钟前", "1 min ago"))
        #expect(ChinaTime.ago(now - 7_200_000, now: now) == Phrase("2 小时前", "2 h ago"))
        #expect(ChinaTime.ago(now - 172_800_000, now: now) == Phrase("2 天前", "2 d ago"))
    }

    @Test(
        "sizes are short",
        arguments: [
            (Int64(0), "0 B"), (1_023, "1023 B"), (1_536, "1.5 KiB"), (1 << 20, "1.0 MiB"),
            (20 << 30, "20.0 GiB"), (5 << 50, "5120.0 TiB"),
        ]
    )
    func sizes(bytes: Int64, expected: String) {
        #expect(ByteCount.text(bytes) == expected)
    }

    @Test(
        "the locale decides the language as POSIX has it",
        arguments: [
            ([:], Language.en), (["LANG": "zh_CN.UTF-8"], .zh), (["LANG": "C.UTF-8"], .en),
            (["LC_ALL": "en_US", "LANG": "zh_CN"], .en), (["LC_ALL": "", "LANG": "zh_CN"], .zh),
            (["LC_MESSAGES": "zh_TW", "LANG": "en_US"], .zh),
        ]
    )
    func language(environment: [String: String], expected: Language) {
        #expect(Language.preferred(in: environment) == expected)
    }

    @Test("a word that is not known is shown as it is")
    func unknownWords() {
        #expect(Words.trace("brand-new") == Phrase(same: "brand-new"))
        let offline = Words.link("offline", toSend: 3)
        #expect(offline == Phrase("离线，待发 3 条", "offline, 3 to send"))
        let behind = Words.link("behind", toSend: 3, toReceive: 4)
        #expect(behind == Phrase("待发 3 条、待收 4 条", "3 to send, 4 to receive"))
        let cutOff = Words.sync("cutOff", toSend: 0, behind: "四川省科协")
        #expect(cutOff == Phrase("因 四川省科协 离线而中断", "cut off behind 四川省科协"))
        #expect(Urgency.phrase("urgent") == Phrase("特急", "urgent"))
    }

    @Test(
        "the console says the words of the command line",
        arguments: [
            "self", "hosted", "inSync", "behind", "comparing", "connecting", "offline", "refused",
            "indirect", "cutOff", "moved", "unknown", "brand-new",
        ]
    )
    func consoleWords(state: String) {
        let said = Words.sync(state)
        #expect(BadgeView.sync(state, .chinese).words == said.chinese)
        #expect(BadgeView.sync(state, .english).words == said.english)
        #expect(Words.level("national").chinese == "国家级")
    }

    @Test(
        "where a terminal is narrow words give way, and ids and figures do not",
        arguments: [80, 60]
    )
    func narrowed(columnsMax: Int) {
        let id = String(repeating: "a", count: 32)
        let table = Table(
            [
                .text("标题", "Title"), .text("单位", "Office"), .figure("数", "Count"),
                .whole("编号", "Id"),
            ],
            rows: [
                [String(repeating: "报", count: 24), "510000 四川省科学技术协会", "350,000.50", id],
                ["short", "510100", "1", id],
            ]
        )
        let lines = table.rendered(in: .en, within: columnsMax).split(separator: "\n")
        #expect(lines.allSatisfy { DisplayWidth.columns(of: String($0)) <= max(columnsMax, 65) })
        #expect(lines[2].hasSuffix("  350,000.50  \(id)"))
        #expect(lines[2].contains("…") && lines[3].hasPrefix("short "))
        #expect(table.rendered(in: .en).contains("510000 四川省科学技术协会"))
    }

    @Test("a column that has no room at all is left out with a word")
    func leftOut() {
        let table = Table(
            [
                .whole("编号", "Id"), .figure("数", "Count", mayBeLeftOut: true),
                .text("提交人", "By", mayBeLeftOut: true),
            ],
            rows: [[String(repeating: "a", count: 32), "1", "张三"]]
        )
        let wide = table.rendered(in: .en, within: 80)
        #expect(!wide.contains("not shown") && wide.contains("张三"))
        let narrow = table.rendered(in: .en, within: 42)
        #expect(narrow.contains("  1\n") && narrow.hasSuffix("narrow: By (--json has all)\n"))
        let narrowest = table.rendered(in: .zh, within: 34)
        #expect(narrowest.hasSuffix("未显示：数、提交人（--json 有全部）\n"))
    }
}
