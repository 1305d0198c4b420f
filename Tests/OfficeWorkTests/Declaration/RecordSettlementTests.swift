import OfficeWork
import SyncProtocol
import Testing

@Suite("Settling what is at odds")
struct RecordSettlementTests {
    private static let reference = RecordReference(
        RecordKind.reply.record(Array(repeating: 7, count: 16)),
        in: SpaceID(.reports, of: Sample.chengdu)
    )

    private static func settlement(
        _ entries: [(code: String, value: EnteredValue)],
        present: RecordState = RecordState()
    ) throws(ValidationError) -> RecordSettlement {
        try RecordSettlement(
            validating: entries,
            "fields",
            of: Reply.declaration,
            Self.reference,
            shown: Revision(of: present),
            present: present
        )
    }

    @Test("It says what holds, and who said so when")
    func intent() throws {
        let part = try Self.settlement([("text", .text("部分落实"))]).part(at: 5, user: "张三")
        let fields = try #require(part.intents.first).fields
        #expect(fields.map(\.number) == [2, 3, 4])
        #expect(fields.map(\.value) == [.text("部分落实"), .integer(5), .text("张三")])
        #expect(part.preconditions.count == 3)
    }

    @Test("A value that stands there is chosen by the change that brought it, files of it too")
    func chosen() throws {
        var state = RecordState()
        let files = Value.list([.bytes([1]), .text("a.pdf"), .text("application/pdf"), .integer(3)])
        let change = ChangeID(high: 1, low: 1)
        state.apply(
            [RecordEdit.Field(5, .choice(files, superseding: []))],
            from: OperationOrigin(
                change: change,
                stamp: Stamp(milliseconds: 1),
                author: AuthorID(high: 1, low: 0),
                incarnation: 1
            ),
            firstIndex: 0
        )
        let part = try Self.settlement([("attachments", .standing(change))], present: state)
            .part(at: 5, user: "u")
        #expect(part.intents.first?.fields.first?.value == files)
        #expect(throws: ValidationError.self) {
            _ = try Self.settlement([("attachments", .standing(ChangeID(high: 2, low: 1)))])
        }
    }

    @Test("What belongs together is settled together: a reply is its text with its files")
    func whole() throws {
        var state = RecordState()
        for (number, text) in [(UInt64(1), "甲"), (2, "乙")] {
            let files = Value.list([
                .bytes([1]), .text("\(text).pdf"), .text("application/pdf"), .integer(3),
            ])
            state.apply(
                [
                    RecordEdit.Field(2, .choice(.text(text), superseding: [])),
                    RecordEdit.Field(5, .choice(files, superseding: [])),
                ],
                from: OperationOrigin(
                    change: ChangeID(high: number, low: 1),
                    stamp: Stamp(milliseconds: 1),
                    author: AuthorID(high: number, low: 0),
                    incarnation: 1
                ),
                firstIndex: 0
            )
        }
        let first = EnteredValue.standing(ChangeID(high: 1, low: 1))
        #expect {
            _ = try Self.settlement([("text", first)], present: state)
        } throws: { error in
            (error as? ValidationError)?.field == "fields.attachments"
        }
        let both = [(code: "text", value: first), (code: "attachments", value: first)]
        _ = try Self.settlement(both, present: state)
    }

    @Test("What a command of its own writes is not settled beside it")
    func governed() {
        for code in ["level", "hostedBy", "places"] {
            #expect(throws: ValidationError.self) {
                _ = try RecordSettlement(
                    validating: [(code, .text("city"))],
                    "fields",
                    of: OfficeEntry.declaration,
                    Self.reference,
                    shown: .nothing,
                    present: RecordState()
                )
            }
        }
        for kind in [Directive.declaration, Report.declaration, SuccessionEntry.declaration] {
            #expect(kind.settlement == .none)
        }
    }

    @Test(
        "What people do not fill in, and what is required, is refused by its name",
        arguments: [
            ([], "fields", "required"), ([("at", .text("1"))], "fields.at", "word"),
            ([("earlier", .nothing)], "fields.earlier", "word"),
            ([("x", .text("1"))], "fields.x", "word"),
            ([("text", .nothing)], "fields.text", "required"),
            ([("text", .text(" "))], "fields.text", "required"),
        ] as [([(code: String, value: EnteredValue)], String, String)]
    )
    func refusal(
        entries: [(code: String, value: EnteredValue)],
        field: String,
        rule: String
    ) {
        #expect {
            _ = try Self.settlement(entries)
        } throws: { error in
            let error = error as? ValidationError
            return error?.field == field && error?.rule == rule
        }
    }
}
