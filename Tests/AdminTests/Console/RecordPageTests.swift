import Admin
import Foundation
import Testing

@testable import Admin

@Suite("Pages of records")
struct RecordPageTests {
    private static let sender = FormSender(
        reader: .unnamed,
        writer: .success(Caller(user: "张三")),
        name: "张三"
    )
    private static let hostile = #"</td><script>alert(1)</script>" onload="x"#

    private static func field(
        _ code: String,
        _ merge: RecordKindField.Merge,
        _ content: RecordKindField.Content,
        words: [RecordWord]? = nil,
        isRequired: Bool = false,
        openUntil: String? = nil
    ) -> RecordKindField {
        RecordKindField(
            code: code,
            nameChinese: "项\(code)",
            nameEnglish: "the \(code)",
            merge: merge,
            content: content,
            words: words,
            isEntered: merge != .stage,
            isRequired: isRequired,
            openUntil: openUntil,
            roles: ["clerk"]
        )
    }

    private static let steps = ["drafted", "reported"].map { code in
        RecordKindStep(
            step: RecordWord(code: code, nameChinese: "步\(code)", nameEnglish: code),
            from: [],
            isFirst: code == "drafted",
            roles: ["clerk"]
        )
    }

    private static let kind = RecordKindDetail(
        code: "project",
        nameChinese: "项目",
        nameEnglish: "project",
        number: 900,
        space: "reports",
        key: "drawn",
        command: nil,
        isListed: true,
        fields: [
            Self.field("title", .choice, .line, isRequired: true),
            Self.field("plan", .text, .passage),
            Self.field("partners", .set, .line),
            Self.field("visits", .counter, .integer),
            Self.field("due", .choice, .date, openUntil: "drafted"),
            Self.field(
                "area",
                .choice,
                .word,
                words: [RecordWord(code: "a", nameChinese: "甲类", nameEnglish: "kind a")]
            ),
            Self.field("step", .stage, .other),
        ],
        steps: Self.steps
    )

    private static func entry(_ text: String, _ change: String = "0a") -> RecordEntry {
        RecordEntry(
            value: RecordValue(text: text),
            change: String(repeating: change, count: 16),
            at: Samples.now,
            user: "李四",
            office: "100000/510000"
        )
    }

    private static func record(
        _ values: [(String, [RecordEntry])],
        conflicts: [String] = [],
        maySettle: Bool = true
    ) -> RecordDetail {
        RecordDetail(
            record: RecordSummary(
                kind: "project",
                kindChinese: "项目",
                kindEnglish: "project",
                id: Samples.id,
                office: "100000/510000",
                officeName: "四川省科协",
                title: "试点",
                maySettle: maySettle
            ),
            revision: "8281",
            fields: values.map { code, entries in
                RecordField(
                    code: code,
                    nameChinese: "项\(code)",
                    nameEnglish: "the \(code)",
                    entries: entries,
                    atOdds: conflicts.contains(code)
                )
            },
            conflicts: conflicts.count,
            next: []
        )
    }

    private static let place = RecordPlace(kind: "project", id: Samples.id, office: "510000")

    private static func console(
        _ record: RecordDetail,
        _ office: StubOffice? = nil
    ) throws -> Console {
        try Console(
            api: office
                ?? StubOffice {
                    $0.recordKinds = [Self.kind]
                    $0.record = record
                }
        )
    }

    @Test("a form has an input for each field, by what is declared of it, each with its label")
    func form() async throws {
        let console = try Self.console(Self.record([]))
        let page = try await console.newRecord("project", .chinese, by: Self.sender)
        for words in [
            "<label for=\"field-title\">项title <span class=\"needed\">必填</span></label>",
            "<input type=\"text\" id=\"field-title\" name=\"field.title\" value=\"\"",
            "<textarea id=\"field-plan\" name=\"field.plan\"",
            "<textarea id=\"field-partners\" name=\"field.partners\"", "每行一个",
            "<input type=\"number\" id=\"field-visits\"", "<input type=\"date\" id=\"field-due\"",
            "<option value=\"a\">甲类</option>", "value=\"张三\"",
        ] {
            #expect(page.contains(words), "\(words) is missing")
        }
        let id = page.firstMatch(of: /name="id" value="([0-9a-f]{32})"/)
        #expect(id != nil && !page.contains("field.step") && !page.contains("was."))
        // In a form nothing is drawn anew while somebody types.
        #expect(page.contains("data-version=\"\""))
        let english = try await console.newRecord("project", .english, by: Self.sender)
        #expect(english.contains("the plan") && english.contains("one a line"))
    }

    @Test("what a browser would drop from an input of its kind is typed as text")
    func shapes() async throws {
        let values = [
            ("due", [Self.entry("明天")]), ("area", [Self.entry("later")]),
            ("title", [Self.entry("一\n二")]),
        ]
        let console = try Self.console(Self.record(values))
        let page = try await console.editRecord(Self.place, .chinese, by: Self.sender)
        #expect(
            page.contains("<input type=\"text\" id=\"field-due\" name=\"field.due\" value=\"明天\"")
        )
        #expect(page.contains("<option value=\"later\" selected>later</option>"))
        #expect(page.contains("<textarea id=\"field-title\""))
    }

    @Test("only what was changed is written, and a closed field has no input")
    func changes() async throws {
        let record = Self.record([
            ("title", [Self.entry("试点")]),
            ("plan", [RecordEntry(value: RecordValue(text: "一\n二"))]),
            ("due", [Self.entry("2026-12-31")]),
            ("step", [RecordEntry(value: RecordValue(text: "reported"))]),
        ])
        let office = StubOffice {
            $0.recordKinds = [Self.kind]
            $0.record = record
        }
        let console = try Self.console(record, office)
        let page = try await console.editRecord(Self.place, .chinese, by: Self.sender)
        #expect(page.contains("name=\"was.title\" value=\"试点\"") && !page.contains("field.due"))
        let sent = SentForm([
            "revision": "8281", "field.title": "试点", "was.title": "试点",
            "field.plan": "一\r\n二", "was.plan": "一\n二", "field.partners": "甲\r\n\r\n 乙",
            "was.partners": "", "field.visits": "", "was.visits": "", "field.area": "",
            "was.area": "a",
        ])
        guard
            case .written(let path) = try await console.amend(
                Self.place,
                sent,
                .chinese,
                by: Self.sender
            )
        else {
            Issue.record("not written")
            return
        }
        #expect(path == "/records/project/\(Samples.id)?office=510000")
        #expect(
            office.asked.amendments == [
                RecordFieldsDraft(
                    revision: "8281",
                    fields: ["partners": .list(["甲", " 乙"]), "area": .nothing]
                )
            ]
        )
    }

    @Test("what came between stands beside what was typed, which is kept")
    func meanwhile() async throws {
        let now = Self.record([("title", [Self.entry("李四的名称")]), ("area", [Self.entry("a")])])
        let office = StubOffice {
            $0.recordKinds = [Self.kind]
            $0.record = now
            $0.refusal = APIError(
                .conflict,
                chinese: "已有变化",
                english: "changed",
                field: "fields.title",
                rule: "changed-meanwhile"
            )
        }
        let console = try Self.console(now, office)
        let sent = SentForm([
            "revision": "80", "field.title": Self.hostile, "was.title": "试点", "field.area": "",
            "was.area": "",
        ])
        let outcome = try await console.amend(Self.place, sent, .chinese, by: Self.sender)
        guard case .refused(let page, let error) = outcome else {
            Issue.record("not refused")
            return
        }
        #expect(error.rule == "changed-meanwhile")
        for words in [
            "name=\"revision\" value=\"8281\"", "name=\"was.title\" value=\"李四的名称\"", "现为：",
            "李四 · 100000/510000", "&lt;/td&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload",
            "href=\"#field-title\"", "<option value=\"a\" selected>甲类</option>",
        ] {
            #expect(page.contains(words), "\(words) is missing")
        }
        #expect(!page.contains("<script>alert"))
    }

    @Test("a record is shown field by field; what is at odds is settled by a choice or by typing")
    func record() async throws {
        let entries = [Self.entry(Self.hostile, "0b"), Self.entry("另一个", "0a")]
        let odd = Self.record(
            [("title", entries), ("area", [Self.entry("a")])],
            conflicts: ["title"]
        )
        let page = try await Self.console(odd).record(Self.place, .chinese, by: Self.sender)
        for words in [
            "name=\"take.title\" value=\"\(String(repeating: "0b", count: 16))\"",
            "<textarea id=\"field-title\" name=\"other.title\"", "以此为准", "另一个", "甲类", "待定",
            "<legend>项title</legend>", "name=\"take.title\" value=\"\" checked",
        ] {
            #expect(page.contains(words), "\(words) is missing")
        }
        #expect(!page.contains("<script>alert") && !page.contains("{{"))
        let elsewhere = Self.record([("title", entries)], conflicts: ["title"], maySettle: false)
        let other = try await Self.console(elsewhere).record(Self.place, .chinese, by: Self.sender)
        #expect(other.contains("由 四川省科协 裁定") && !other.contains("take.title"))
        // Its form leaves out what is at odds, and says so.
        let edit = try await Self.console(odd).editRecord(Self.place, .chinese, by: Self.sender)
        #expect(edit.contains("须先裁定：项title") && !edit.contains("field.title"))
    }

    @Test(
        "a settlement takes a value that stands there or what is typed, never one of two silently"
    )
    func settlement() throws {
        func drafts(_ values: [String: String]) throws -> [String: RecordValueDraft] {
            try SettlementForm(SentForm(values), of: Self.kind).drafts(of: Self.kind)
        }
        #expect(try drafts(["take.title": "0a", "other.title": ""]) == ["title": .of("0a")])
        #expect(try drafts(["take.title": "other", "other.title": "丙"]) == ["title": .text("丙")])
        #expect(try drafts(["take.title": "", "other.title": "丙"]) == ["title": .text("丙")])
        #expect(try drafts(["take.title": "other", "other.title": ""]) == ["title": .nothing])
        #expect(try drafts(["take.title": "", "other.title": ""]).isEmpty)
        let error = #expect(throws: APIError.self) {
            try drafts(["take.title": "0a", "other.title": "丙"])
        }
        #expect(error?.code == .invalid && error?.field == "fields.title")
    }

    @Test("the list goes on by its next part, though a part is short or empty")
    func list() async throws {
        let item = RecordListItem(
            record: Self.record([]).record,
            number: "1号",
            title: Self.hostile,
            due: "2026-12-31",
            step: Self.steps[0].step,
            conflicts: 2,
            revision: "8281"
        )
        for (items, words) in [([item], "1号 &lt;/td&gt;"), ([], "后面可能还有")] {
            let office = StubOffice {
                $0.recordKinds = [Self.kind]
                $0.recordList = RecordList(items: items, kindTotal: 300, next: "d1.ab")
            }
            let query = RecordQuery(step: "drafted", search: "甲", isAtOdds: true)
            let page = try await Console(api: office).records(
                "project",
                query,
                after: nil,
                .chinese,
                by: .unnamed
            )
            #expect(page.contains(words) && page.contains("该类记录共 300 条"))
            #expect(
                page.contains(
                    "?search=%E7%94%B2&amp;atOdds=true&amp;step=drafted&amp;after=d1%2Eab"
                )
            )
            #expect(page.contains("&amp;step=drafted&amp;format=csv"))
            #expect(page.contains("<option value=\"drafted\" selected>步drafted</option>"))
            #expect(!page.contains("<script>alert"))
        }
    }

    @Test("what is at odds is listed with the values side by side")
    func conflicts() async throws {
        let entries = [Self.entry("甲", "0b"), Self.entry(String(repeating: "长", count: 999), "0a")]
        let odd = Self.record([("title", entries)], conflicts: ["title"])
        let office = StubOffice {
            $0.recordKinds = [Self.kind]
            $0.conflicts = Page(
                items: [RecordConflict(record: odd.record, fields: odd.fields, at: Samples.now)],
                total: 12,
                next: "k"
            )
        }
        let page = try await Console(api: office).conflicts(after: nil, .chinese, by: .unnamed)
        for words in [
            "href=\"/records/project/\(Samples.id)?office=100000%2F510000\"", "四川省科协", "项title",
            "共 12 条", "href=\"/conflicts?after=k\"", "待定事项 <span class=\"count\">3</span>",
            String(repeating: "长", count: 400) + "…",
        ] {
            #expect(page.contains(words), "\(words) is missing")
        }
        #expect(!page.contains(String(repeating: "长", count: 401)))
    }

    @Test(
        "a cell of a table is what was said, and no formula",
        arguments: [
            ("普通", "普通"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""),
            ("=1+1", "'=1+1"), ("+86 10", "'+86 10"), ("-x", "'-x"), ("@a", "'@a"), ("-5", "-5"),
            ("-12.50", "-12.50"), (" =1", "' =1"), ("\t=1", "'\t=1"), ("＝1", "'＝1"),
            ("=a,\"", "\"'=a,\"\"\""), ("\"\u{301}", "\"\"\"\u{301}\""), ("", ""),
        ]
    )
    func cell(text: String, expected: String) {
        #expect(Array(RecordTable.cell(text).utf8) == Array(expected.utf8))
    }
}
