import Admin
import Foundation
import PlainText
import Testing

@testable import AdminCommand

@Suite("Commands of records")
struct RecordCommandTests {
    private static let number = "科协发学字〔2015〕60号"
    private static let seen = RevisionMark.text(Samples.record.revision)

    private static func run(
        _ arguments: [String],
        _ office: StubOffice = StubOffice()
    ) async -> CommandRunner.Outcome {
        await CommandRunner.run(arguments: arguments, office: office)
    }

    @Test("A record is shown field by field, what is at odds with its numbers and a mark")
    func show() async {
        let office = StubOffice()
        let zh = await Self.run(
            ["record", "show", "reply", Self.number, "--office", "510100", "--lang", "zh"],
            office
        )
        #expect(office.asked.calls == ["record reply \(Self.number) 510100"])
        for text in [
            "成都市科协", "所见版本  \(Self.seen)", "1 项内容并存", "【待定】内容 (text)\n", "  1. ",
            "李四", "尚未落实\n", "  2. ", "发文单位 (issuer)\n",
            "回复时间 (at)\n  \n     \(ChinaTime.zoned(Samples.now).chinese)\n",
        ] { #expect(zh.output.contains(text), "\(text) in \(zh.output)") }
        #expect(!zh.output.contains("\u{1B}"))
        let en = await Self.run(["record", "show", "reply", Self.number, "--lang", "en"])
        #expect(en.output.contains("1 field at odds") && en.output.contains("[to settle] text"))
        let json = await Self.run(["record", "show", "reply", Self.number, "--json"])
        let read = try? JSONDecoder().decode(RecordDetail.self, from: Data(json.output.utf8))
        #expect(read?.fields.map(\.code) == ["text", "issuer", "at"])
    }

    @Test("What holds is chosen by its number, or typed, and rests on what was shown")
    func settle() async {
        let office = StubOffice()
        let outcome = await Self.run(
            [
                "record", "settle", "reply", Self.number, "--seen", Self.seen.uppercased(),
                "--take", "text=2", "--set", "title=a=b", "--user", "王敏",
            ],
            office
        )
        #expect(outcome.status == .success, "\(outcome.errors)")
        #expect(office.asked.calls.last == "settle reply \(Self.number) - 王敏")
        let draft = RecordFieldsDraft(
            revision: Samples.record.revision,
            fields: [
                "text": .of(String(repeating: "0a", count: 16)), "title": .text("a=b"),
            ]
        )
        #expect(office.asked.settlements == [draft])
    }

    @Test("A record that has changed since it was shown is not written over")
    func changed() async {
        let office = StubOffice()
        let outcome = await Self.run(
            ["record", "settle", "reply", Self.number, "--seen", "00000000", "--take", "text=1"],
            office
        )
        #expect(outcome.status == .dataRefused)
        #expect(outcome.errors.contains("record show"))
        #expect(office.asked.settlements.isEmpty)
    }

    @Test(
        "What names no value is wrong use",
        arguments: [
            [], ["--take", "text=3"], ["--take", "text=0"], ["--take", "text"], ["--take", "x=1"],
            ["--set", "=a"], ["--take", "text=1", "--set", "text=a"], ["--take", "issuer=1"],
            ["--take", "text=1", "--take", "text=2"],
        ]
    )
    func wrongUse(rest: [String]) async {
        let office = StubOffice()
        let outcome = await Self.run(
            ["record", "settle", "reply", Self.number, "--seen", Self.seen] + rest,
            office
        )
        #expect(outcome.status == .usage, "\(outcome.output) \(outcome.errors)")
        #expect(office.asked.settlements.isEmpty)
    }

    @Test("The history says who wrote what, when, and what stood there before")
    func history() async {
        let change = RecordChange(
            change: Samples.id,
            at: Samples.now,
            user: "王敏",
            office: "100000/510000",
            officeName: "四川省科协",
            verified: true,
            fields: [
                RecordFieldChange(
                    code: "text",
                    nameChinese: "内容",
                    nameEnglish: "text",
                    value: RecordValue(text: "部分落实"),
                    before: [RecordValue(text: "已落实")],
                    removed: false
                )
            ]
        )
        let office = StubOffice { $0.history = RecordHistory(changes: [change], isCut: true) }
        let zh = await Self.run(
            ["record", "history", "reply", Self.number, "--lang", "zh"],
            office
        )
        for text in ["王敏", "签名有效", "内容 (text) 写为", "部分落实", "原为", "已落实", "更早的变更"] {
            #expect(zh.output.contains(text), "\(text) in \(zh.output)")
        }
        let en = await Self.run(
            ["record", "history", "reply", Self.number, "--lang", "en"],
            office
        )
        #expect(en.output.contains("signature holds") && en.output.contains("Older changes"))
    }

    @Test("What is at odds is listed with who may settle it")
    func conflicts() async {
        let shown = Samples.record.record
        let conflict = RecordConflict(
            record: RecordSummary(
                kind: shown.kind,
                kindChinese: shown.kindChinese,
                kindEnglish: shown.kindEnglish,
                id: shown.id,
                office: shown.office,
                officeName: shown.officeName,
                title: shown.title,
                maySettle: false
            ),
            fields: Samples.record.fields.filter(\.atOdds),
            at: Samples.now
        )
        let office = StubOffice { $0.conflicts = Page(items: [conflict], total: 2, next: "c1") }
        let zh = await Self.run(["conflicts", "--limit", "1", "--lang", "zh"], office)
        for text in [
            "待定的记录（共 2）", "reply", "100000/510000/510100", "内容", "该单位", "--after c1", Self.number,
        ] {
            #expect(zh.output.contains(text), "\(text) in \(zh.output)")
        }
        #expect(office.asked.calls == ["conflicts - 1"])
        let none = await Self.run(["conflicts", "--lang", "en"])
        #expect(none.output == "Nothing is at odds.\n")
    }

    @Test("A record is made with an id that makes a second attempt the same one")
    func create() async {
        let office = StubOffice()
        let outcome = await Self.run(
            [
                "record", "create", "project", "--set", "title=a=b", "--set", "partners=甲",
                "--set", "partners=乙", "--user", "王敏", "--lang", "en",
            ],
            office
        )
        #expect(outcome.status == .success, "\(outcome.errors)")
        #expect(office.asked.calls.last == "create project 王敏")
        let draft = office.asked.recordDrafts.first
        #expect(draft?.id?.count == 32)
        #expect(draft?.fields == ["title": .text("a=b"), "partners": .list(["甲", "乙"])])
        #expect(outcome.output.contains("Made \(draft?.id ?? "-")"))
        let refused = StubOffice {
            $0.refusal = APIError(.unavailable, chinese: "没有回答", english: "no answer")
        }
        let second = await Self.run(
            ["record", "create", "project", "--set", "title=a", "--lang", "en"],
            refused
        )
        #expect(second.errors.contains("--id \(refused.asked.recordDrafts.first?.id ?? "-")"))
    }

    @Test("A change and a step rest on what was shown")
    func edit() async {
        let office = StubOffice()
        let edited = await Self.run(
            ["record", "edit", "project", Samples.id, "--seen", Self.seen, "--clear", "title"],
            office
        )
        #expect(edited.status == .success, "\(edited.errors)")
        let revision = Samples.record.revision
        #expect(
            office.asked.amendments
                == [RecordFieldsDraft(revision: revision, fields: ["title": .nothing])]
        )
        let taken = await Self.run(
            ["record", "advance", "project", Samples.id, "reported", "--seen", Self.seen],
            office
        )
        #expect(taken.status == .success, "\(taken.errors)")
        #expect(
            office.asked.stepDrafts == [RecordStepDraft(revision: revision, step: "reported")]
        )
        let stale = await Self.run(
            ["record", "advance", "project", Samples.id, "reported", "--seen", "0"],
            office
        )
        #expect(stale.status == .dataRefused && office.asked.stepDrafts.count == 1)
    }

    @Test("Records are listed by what is asked of them, and a list that goes on says so")
    func list() async {
        let item = RecordListItem(
            record: Samples.record.record,
            number: "〔2026〕1号",
            title: "承接项目",
            due: "2026-12-31",
            step: Samples.recordWord,
            conflicts: 2,
            revision: "a0"
        )
        let office = StubOffice {
            $0.recordList = RecordList(items: [item], kindTotal: 7, next: "d1.2.ab")
        }
        let zh = await Self.run(
            [
                "record", "list", "project", "--office", "510100", "--search", "承接", "--at-odds",
                "--step", "reported", "--due-before", "2027年1月1日", "--lang", "zh",
            ],
            office
        )
        #expect(zh.status == .success, "\(zh.errors)")
        for text in ["〔2026〕1号", "承接项目", "已报送", "2026-12-31", "--after d1.2.ab"] {
            #expect(zh.output.contains(text), "\(text) in \(zh.output)")
        }
        let query = RecordQuery(
            office: "510100",
            step: "reported",
            dueBefore: "2027-01-01",
            search: "承接",
            isAtOdds: true
        )
        #expect(office.asked.recordQueries == [query])
        let none = await Self.run(["record", "list", "project", "--lang", "en"])
        #expect(none.output == "There are no such records.\n")
        let kinds = await Self.run(["record", "kinds", "--lang", "zh"])
        #expect(kinds.output.contains("项目") && kinds.output.contains("project"))
        let kind = await Self.run(["record", "kinds", "project", "--lang", "en"])
        for text in ["title", "required", "reported", "clerk", "new, drafted"] {
            #expect(kind.output.contains(text), "\(text) in \(kind.output)")
        }
        let unknown = await Self.run(["record", "kinds", "x"])
        #expect(unknown.status == .notFound)
    }
}
