import Admin
import OfficeWork
import Store
import SyncProtocol

extension Replacement {
    /// So many are named in one answer.
    static let shownMax = 100

    /// What the reports and replies of one act replaced, in the order in which they were written.
    ///
    /// - Parameter user: who wrote the act: a field that it left as it was is theirs, too.
    static func all(_ replaced: [ReplacedField], by user: String?) -> [Replacement] {
        var result: [Replacement] = []
        var rest = replaced[...]
        while let first = rest.first {
            let fields = rest.prefix { $0.reference == first.reference }
            rest = rest.dropFirst(fields.count)
            switch RecordKind(rawValue: first.reference.record.kind) {
            case .figures: result += fields.compactMap { Self.figure($0) }
            case .reply: result += Self.reply(Array(fields), by: user).map { [$0] } ?? []
            default: continue
            }
        }
        return result
    }

    private static func figure(_ field: ReplacedField) -> Replacement? {
        guard let period = Figures.period(key: field.reference.record.key),
            let indicator = Indicator.byNumber(field.number),
            let new = Figures.scaled(field.new, indicator: field.number)
        else { return nil }
        // The same number may be written in several ways.
        let values = field.values.compactMap { Figures.scaled($0.value, indicator: field.number) }
            .filter { $0 != new }
        guard !values.isEmpty else { return nil }
        return Replacement(
            kind: "figure",
            office: field.reference.space.owner.office.text,
            indicator: indicator.code,
            period: period.text,
            values: values.map { indicator.text(scaled: $0) },
            new: indicator.text(scaled: new),
            at: field.values[0].stamp.milliseconds
        )
    }

    private static func reply(_ fields: [ReplacedField], by user: String?) -> Replacement? {
        func field(_ number: ReplyField) -> ReplacedField? {
            fields.first { $0.number == number.rawValue }
        }
        let text = field(.text)
        guard let content = text ?? field(.attachments),
            let directive = DirectiveID(bytes: content.reference.record.key)
        else { return nil }
        return Replacement(
            kind: "reply",
            office: content.reference.space.owner.office.text,
            directive: directive.description,
            values: text?.values.compactMap(\.value.text) ?? [],
            new: text?.new.text,
            at: field(.at)?.values.first?.value.integer ?? content.values[0].stamp.milliseconds,
            user: field(.user)?.values.first?.value.text ?? user
        )
    }
}
