import OfficeWork
import SyncProtocol
import Testing

@Suite("What is entered for a field")
struct EnteredValueTests {
    private static let words = [
        DeclaredWord("urgent", DeclaredName("特急", "urgent")),
        DeclaredWord("normal", DeclaredName("平件", "normal")),
    ]

    @Test(
        "is put into its one spelling",
        arguments: [
            (.line(charactersMax: 10), "  标题\u{200B} ", .text("标题")),
            (.passage(charactersMax: 10), "一\r\n二", .text("一\n二")),
            (.body(bytesMax: 10), "", .text("")),
            (.date, "2018年2月3日", .text("2018-02-03")), (.period, "2018q2", .text("2018Q2")),
            (.documentNumber, "科协发[2018]3号", .text("科协发〔2018〕3号")),
            (.directive, "科协发〔2018〕3号", .text("科协发〔2018〕3号")),
            (.word(Self.words), "特急", .text("urgent")),
            (.word(Self.words), "normal", .text("normal")),
            (.integer(0...2_000), "１,２００", .integer(1_200)),
            (.figure(Indicator.all[7]), "35万", .integer(350_000)),
        ] as [(ValueKind, String, Value)]
    )
    func spelling(kind: ValueKind, text: String, value: Value) throws {
        #expect(try kind.value(of: .text(text), "f") == value)
    }

    @Test(
        "is refused with its rule where it breaks one",
        arguments: [
            (.line(charactersMax: 2), .text("三个字"), "length"),
            (.line(charactersMax: 9), .text(" "), "required"),
            (.line(charactersMax: 9), .text("【机密】题"), "classification-mark"),
            (.line(charactersMax: 9), .list(["a"]), "shape"),
            (.passage(charactersMax: 1), .text("二字"), "length"),
            (.body(bytesMax: 2), .text("字"), "length"), (.date, .text("2018-13-01"), "date-format"),
            (.period, .text("2018Q5"), "period-format"), (.word(Self.words), .text("x"), "word"),
            (.integer(0...9), .text("10"), "range"), (.integer(0...9), .text("1.5"), "range"),
            (.figure(Indicator.all[0]), .text("1.5"), "fraction-digits"),
            (.recipients, .text("all"), "shape"), (.recipients, .list([]), "count"),
            (.recipients, .list(["510000"]), "recipient-format"),
            (.attachments, .text("a"), "shape"), (.instant, .text("1"), "read-only"),
            (.user, .text("a"), "read-only"), (.path, .nothing, "read-only"),
            (.formerReply, .text("a"), "read-only"), (.opaque, .text("a"), "read-only"),
        ] as [(ValueKind, EnteredValue, String)]
    )
    func refusal(kind: ValueKind, entry: EnteredValue, rule: String) {
        #expect {
            _ = try kind.value(of: entry, "f")
        } throws: {
            ($0 as? ValidationError)?.rule == rule
        }
    }

    @Test("is emptied by nothing")
    func nothing() throws {
        #expect(try ValueKind.date.value(of: .nothing, "f") == .text(""))
        #expect(try ValueKind.attachments.value(of: .nothing, "f") == .list([]))
    }

    @Test("Values are shown whatever somebody put there")
    func shown() {
        #expect(ValueKind.date.shown(.text("a\u{0}b")) == .text("a\u{FFFD}b"))
        #expect(ValueKind.line(charactersMax: 1).shown(.bytes([1, 255])) == .text("01ff"))
        #expect(ValueKind.integer(0...1).shown(.bool(true)) == .text("true"))
        #expect(ValueKind.instant.shown(.integer(5)) == .instant(5))
        #expect(ValueKind.instant.shown(.text("5")) == .text("5"))
        #expect(ValueKind.opaque.shown(.list([.integer(1), .text("a")])) == .list(["1", "a"]))
        #expect(ValueKind.attachments.shown(.list([.text("x")])) == .files([]))
        #expect(ValueKind.attachments.shown(.text("x")) == .text("x"))
        #expect(ValueKind.figure(Indicator.all[7]).shown(.integer(35)) == .text("35.00"))
        #expect(ValueKind.figure(Indicator.all[7]).shown(.text("35")) == .text("35"))
        #expect(ValueKind.line(charactersMax: 1).shown(.text("")) == .nothing)
    }
}
