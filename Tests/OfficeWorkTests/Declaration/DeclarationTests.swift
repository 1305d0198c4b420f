import OfficeWork
import SyncProtocol
import Testing

@Suite("What is declared of the kinds of records")
struct DeclarationTests {
    @Test("Every kind that is written here is declared, and what is declared has names of its own")
    func names() {
        let all = RecordCatalogue.standard.all
        #expect(all.map(\.number) == RecordKind.allCases.map(\.rawValue).sorted())
        #expect(Set(all.map(\.code)).count == all.count)
        for kind in all {
            let numbers = kind.fields.map(\.number)
            #expect(zip(numbers, numbers.dropFirst()).allSatisfy(<), "\(kind.code)")
            #expect(Set(kind.fields.map(\.code)).count == numbers.count, "\(kind.code)")
            for name in [kind.name] + kind.fields.map(\.name) {
                #expect(name.chinese.contains(/\p{Han}/), "\(kind.code)")
                #expect(!name.english.isEmpty && !name.english.contains(/\p{Han}/), "\(kind.code)")
            }
        }
    }

    @Test("Hand-written readers know just the fields that are declared")
    func readers() {
        func numbers<Field: CaseIterable & RawRepresentable<UInt16>>(_: Field.Type) -> [UInt16] {
            Field.allCases.map(\.rawValue).sorted()
        }
        let readers: [(RecordDeclaration, [UInt16])] = [
            (OfficeEntry.declaration, numbers(OfficeField.self)),
            (SuccessionEntry.declaration, numbers(SuccessionField.self)),
            (VersionFloor.declaration, numbers(VersionFloorField.self)),
            (Directive.declaration, numbers(DirectiveField.self)),
            (Receipt.declaration, numbers(ReceiptField.self)),
            (Reply.declaration, numbers(ReplyField.self)),
            (Report.declaration, numbers(ReportField.self)),
            (Figures.declaration, Indicator.all.map(\.number)),
        ]
        #expect(readers.count == RecordCatalogue.standard.all.count)
        for (kind, numbers) in readers { #expect(kind.fields.map(\.number) == numbers) }
    }

    @Test("Keys come back from their texts, and what names no key is refused")
    func keys() {
        let id = String(repeating: "0a", count: 16)
        let texts: [(KeyRule, String)] = [
            (.drawn, id), (.of(10), id), (.office, "510100-S01"), (.period, "2018Q2"),
            (.bytes, "0016"),
        ]
        for (rule, text) in texts {
            let key = rule.key(text)
            #expect(key.map(rule.text) == text)
        }
        #expect(KeyRule.period.key("2018年2季度").map(KeyRule.period.text) == "2018Q2")
        for (rule, text) in [
            (KeyRule.drawn, "0a"), (.drawn, "zz"), (.office, "51 01"), (.office, ""),
            (.period, "2018Q5"), (.bytes, ""), (.bytes, "0"), (.bytes, "x1"),
        ] { #expect(rule.key(text) == nil, "\(text)") }
    }

    @Test("What tells when and by whom a record was written is nothing that could be at odds")
    func bookkeeping() throws {
        let directive = DirectiveID(high: 1, low: 2)
        func reply(_ text: String, by user: String, at: Int64) throws -> RecordIntent {
            try ReplyContent(validating: text, directive: directive, issuer: Sample.national)
                .intent(by: Sample.chengdu, at: at, user: user)
        }
        func apart(_ one: RecordIntent, _ other: RecordIntent) -> RecordState {
            var state = RecordState()
            for (number, intent) in [(UInt64(1), one), (2, other)] {
                var desk = Desk(number)
                let change = desk.change(intent, seeing: RecordState(), at: Int64(number))
                state.apply(change.fields, from: change.origin, firstIndex: 0)
            }
            return state
        }
        let kind = Reply.declaration
        let same = try apart(reply("已落实", by: "甲", at: 1), reply("已落实", by: "乙", at: 2))
        #expect(kind.conflicts(in: same).isEmpty)
        let other = try apart(reply("已落实", by: "甲", at: 1), reply("未落实", by: "乙", at: 2))
        #expect(kind.conflicts(in: other) == [ReplyField.text.rawValue])
        let reading = RecordReading(other, by: kind)
        let text = try #require(reading.fields.first { $0.isConflict })
        #expect(text.declaration?.code == "text")
        #expect(text.entries.map(\.value) == [.text("未落实"), .text("已落实")])
        #expect(RecordCatalogue.standard[999] == nil)
    }
}
