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
        let draft = RecordSettlementDraft(
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
}
