import Admin
import Foundation
import PlainText
import Testing

@testable import AdminCommand

@Suite("Commands of the audit log")
struct AuditCommandTests {
    private static func entry(
        _ action: String,
        _ subjects: [String],
        count: Int? = nil,
        by user: String? = "张三",
        altered: Bool? = nil
    ) -> AuditEntry {
        AuditEntry(
            number: 7,
            at: Samples.now,
            user: user,
            action: action,
            subjects: subjects,
            count: count ?? subjects.count,
            records: "reports/100000 22/0a",
            altered: altered
        )
    }

    @Test("Every action has words of its own in both languages")
    func words() {
        var seen = Set<String>()
        for action in AuditAction.allCases {
            let words = Words.audit(action.rawValue, Phrase(same: "#"))
            #expect(words.chinese.contains(/\p{Han}/) && words.chinese.contains("#"), "\(action)")
            #expect(!words.english.contains(/\p{Han}/) && words.english.contains("#"), "\(action)")
            #expect(!words.english.contains(action.rawValue), "\(action)")
            #expect(seen.insert(words.chinese).inserted && seen.insert(words.english).inserted)
        }
        let later = Self.entry("office-closed", ["510100"]).words
        #expect(later.chinese == "张三 office-closed 510100")
        let altered = Self.entry("receipt-signed", ["1号"], altered: true).words
        #expect(altered.chinese == "【已被改动】张三 签收 1号")
        #expect(altered.english == "[altered] 张三 signed for 1号")
    }

    @Test("The list says who did what, in the reader's language")
    func list() async {
        let office = StubOffice {
            $0.audit = Page(
                items: [
                    Self.entry("receipt-signed", ["科协发学字〔2015〕60号"]),
                    Self.entry("report-submitted", ["2018-01", "2018-02", "2018-03"], count: 9),
                    Self.entry("delivery-receipted", ["1号"], by: nil),
                ],
                total: 12,
                next: "l5"
            )
        }
        let zh = await CommandRunner.run(
            arguments: ["audit", "list", "--lang", "zh"],
            office: office
        )
        #expect(zh.output.contains("张三 签收 科协发学字〔2015〕60号\n"), "\(zh.output)")
        #expect(zh.output.contains("张三 报送进展报告 2018-01、2018-02、2018-03 等 9 项\n"))
        #expect(zh.output.contains("本节点 回执送达 1号\n"))
        let en = await CommandRunner.run(
            arguments: [
                "audit", "list", "--by", "张三", "--limit", "3", "--after", "l9", "--lang", "en",
            ],
            office: office
        )
        #expect(en.output.contains("张三 signed for 科协发学字〔2015〕60号\n"), "\(en.output)")
        #expect(en.output.contains("2018-03 and 6 more (9 in all)\n"))
        #expect(en.output.contains("this node confirmed the arrival of 1号\n"))
        #expect(en.output.hasSuffix("There are more: add --after l5\n"))
        #expect(office.asked.calls == ["audit - - 100", "audit 张三 l9 3"])
        let empty = await CommandRunner.run(
            arguments: ["audit", "list", "--by", " "],
            office: office
        )
        #expect(empty.status != .success && empty.errors.contains("--by"))
    }

    @Test("As JSON it says all that the API does")
    func json() async throws {
        let page = Page(items: [Self.entry("receipt-signed", ["1号"])], total: 1)
        let office = StubOffice { $0.audit = page }
        let said = await CommandRunner.run(
            arguments: ["audit", "list", "--json"],
            office: office
        )
        let read = try JSONDecoder().decode(Page<AuditEntry>.self, from: Data(said.output.utf8))
        #expect(read == page)
    }

    @Test(
        "A place that the list has not given out is told by the option's name",
        arguments: ["en", "zh"]
    )
    func wrongPlace(language: String) async {
        let said = await CommandRunner.run(
            arguments: ["audit", "list", "--after", "zzz", "--lang", language],
            office: StubOffice { $0.refusal = .wrongCursor }
        )
        #expect(said.errors.contains("--after") && !said.errors.contains("next"), "\(said.errors)")
    }

    @Test("A whole log ends with 0, a broken one with 1 and its rows")
    func verify() async {
        let whole = await CommandRunner.run(
            arguments: ["audit", "verify", "--lang", "en"],
            office: StubOffice { $0.auditReport = Samples.auditReport() }
        )
        #expect(whole.status == .success)
        #expect(whole.output.contains("7 rows") && whole.output.contains("a1a1"))
        #expect(whole.output.hasSuffix("The audit log is whole from first to last.\n"))
        let named = await CommandRunner.run(
            arguments: ["audit", "verify", "--lang", "en"],
            office: StubOffice { $0.auditReport = Samples.auditReport(named: RowRanges([2...2])) }
        )
        #expect(named.status == .success)
        #expect(named.output.contains("names as missing or altered: 2.\n"))
        #expect(named.output.hasSuffix("But for these the audit log is whole.\n"))
        let rows = RowRanges([3...503] + (0..<27).map { 600 + 2 * $0...600 + 2 * $0 })
        let broken = StubOffice { $0.auditReport = Samples.auditReport(broken: rows) }
        let en = await CommandRunner.run(
            arguments: ["audit", "verify", "--lang", "en"],
            office: broken
        )
        #expect(en.status == .problemsFound)
        #expect(en.output.contains("missing or altered: 3–503, 600, 602, "))
        #expect(en.output.hasSuffix(", 636 and others (528 in all).\n"))
        let zh = await CommandRunner.run(
            arguments: ["audit", "verify", "--lang", "zh"],
            office: broken
        )
        #expect(zh.status == .problemsFound && zh.output.contains("审计日志已断"))
        #expect(zh.output.contains("等（共 528 行）"))
    }
}
