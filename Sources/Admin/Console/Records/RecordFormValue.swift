/// How a field's value is typed: one text, with an element or a file a line where there are several.
enum RecordFormValue {
    /// What stands in a field, as it is typed.
    static func text(of field: RecordField?, _ declared: RecordKindField) -> String {
        guard let field else { return "" }
        if declared.merge == .counter { return "" }
        guard declared.merge != .set else {
            return field.entries.flatMap { Self.lines($0.value) }.joined(separator: "\n")
        }
        return field.entries.first.map { Self.text(of: $0.value) } ?? ""
    }

    static func text(of value: RecordValue) -> String {
        Self.lines(value).joined(separator: "\n")
    }

    private static func lines(_ value: RecordValue) -> [String] {
        if let files = value.files { return files.map { "\($0.content) \($0.name)" } }
        return value.list ?? value.text.map { [$0] } ?? []
    }

    /// What is handed in for what was typed.
    static func draft(of text: String, _ declared: RecordKindField) -> RecordValueDraft {
        let lines = text.split(separator: "\n").map(String.init)
            .filter { !$0.allSatisfy(\.isWhitespace) }
        switch declared.content {
        case .files where text.isEmpty: return declared.merge == .set ? .files([]) : .nothing
        case .files: return .files(lines.map(Self.file))
        case _ where declared.merge == .set: return .list(lines)
        case .recipients where !lines.isEmpty: return .list(lines)
        default: return text.isEmpty ? .nothing : .text(text)
        }
    }

    /// A file is named by its content and its name: `5f1d… 方案.pdf`.
    private static func file(_ line: String) -> AttachmentEntry {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        return AttachmentEntry(
            content: parts.first ?? "",
            name: parts.count == 2 ? parts[1] : ""
        )
    }

    /// Whether a value takes several lines.
    static func isLong(_ declared: RecordKindField) -> Bool {
        declared.merge == .set || declared.merge == .text
            || [.passage, .files, .recipients].contains(declared.content)
    }
}
