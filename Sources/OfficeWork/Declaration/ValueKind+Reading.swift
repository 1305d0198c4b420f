private import PlainText
package import SyncProtocol

extension ValueKind {
    /// A value as people and programs read it, whatever a hostile or later writer put there.
    package func shown(_ value: Value) -> ShownValue {
        if value.isBlank { return .nothing }
        switch (self, value) {
        case (.instant, .integer(let at)): return .instant(at)
        case (.attachments, .list): return .files(Attachment.all(in: value))
        case (.figure(let indicator), _):
            return Figures.scaled(value, indicator: indicator.number)
                .map { .text(indicator.text(scaled: $0)) } ?? Self.plain(value)
        case (.formerReply, _):
            return FormerReply(value).map { .text($0.text) } ?? Self.plain(value)
        default: return Self.plain(value)
        }
    }

    /// The files that a value refers to.
    func attachments(in value: Value) -> [Attachment] {
        switch self {
        case .attachments: Attachment.all(in: value)
        case .formerReply: FormerReply(value)?.attachments ?? []
        default: []
        }
    }

    /// A value of a field that is not known here, too.
    package static func plain(_ value: Value) -> ShownValue {
        if case .list(let values) = value { return .list(values.map(Self.text)) }
        return value.isBlank ? .nothing : .text(Self.text(value))
    }

    private static func text(_ value: Value) -> String {
        switch value {
        case .text(let text): DisplayText.cleaned(text)
        case .integer(let number): String(number)
        case .decimal(let number): number.description
        case .bytes(let bytes): Hexadecimal.text(bytes)
        case .bool(let isTrue): isTrue ? "true" : "false"
        case .list(let values): values.map(Self.text).joined(separator: " ")
        }
    }
}
