import PlainText

/// Records as lines of comma-separated values (RFC 4180), as spreadsheet programs read them.
package struct RecordTable: Sendable {
    /// Records that are read at a time.
    package static let partMax = 200
    /// By which a spreadsheet program knows that the text is UTF-8.
    private static let byteOrderMark = "\u{FEFF}"

    private let kind: RecordKindDetail
    private let language: ConsoleLanguage

    init(_ kind: RecordKindDetail, _ language: ConsoleLanguage) {
        self.kind = kind
        self.language = language
    }

    /// The first line: what the columns are.
    package var heading: String {
        let columns = [
            self.language.say("编号", "id"), self.language.say("单位代码", "office"),
            self.language.say("单位", "office name"),
        ]
        let last = self.language.say("待定项数", "fields at odds")
        return Self.byteOrderMark
            + Self.line(columns + self.kind.fields.map { self.language.say($0.name) } + [last])
    }

    /// One record's line.
    package func line(_ item: RecordListItem) -> String {
        let fields = self.kind.fields.map { declared in
            self.text(of: item.fields?.first { $0.code == declared.code }, declared)
        }
        return Self.line(
            [item.record.id, item.record.office, item.record.officeName] + fields
                + ["\(item.conflicts)"]
        )
    }

    /// Elements are divided by semicolons, values that are at odds by bars.
    private func text(of field: RecordField?, _ declared: RecordKindField) -> String {
        guard let field else { return "" }
        let words =
            (declared.words ?? []) + (declared.merge == .stage ? self.kind.steps.map(\.step) : [])
        func said(_ text: String) -> String {
            words.first { $0.code == text }.map { self.language.say($0.name) } ?? text
        }
        let values = field.entries.map { entry in
            let value = entry.value
            let texts = value.files?.map(\.name) ?? value.list ?? value.text.map { [$0] }
            return texts?.map(said).joined(separator: "; ")
                ?? value.at.map { ChinaTime.text($0) } ?? ""
        }
        return values.joined(separator: declared.merge == .set ? "; " : " | ")
    }

    static func line(_ cells: [String]) -> String {
        cells.map { Self.cell($0) }.joined(separator: ",") + "\r\n"
    }

    /// A cell that a spreadsheet program would take for a formula is made a text: what other offices write must not
    /// calculate on anybody's machine.
    static func cell(_ text: String) -> String {
        let bytes = Array(Self.harmless(text).utf8)
        let isPlain = bytes.allSatisfy { byte in
            byte != UInt8(ascii: "\"") && byte != UInt8(ascii: ",") && byte != 10 && byte != 13
        }
        guard !isPlain else { return String(decoding: bytes, as: UTF8.self) }
        let quoted = bytes.flatMap { $0 == UInt8(ascii: "\"") ? [$0, $0] : [$0] }
        return "\"" + String(decoding: quoted, as: UTF8.self) + "\""
    }

    private static func harmless(_ text: String) -> String {
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
        let isFormula = first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
        let beginsWithControl = text.unicodeScalars.first.map { $0.value < 0x20 } ?? false
        guard isFormula || beginsWithControl, (try? DecimalSpelling.canonical(text)) != text else {
            return text
        }
        return "'" + text
    }
}
