/// What stands in one field of a record.
struct RecordFieldView {
    let code: String
    let label: String
    let entries: [RecordEntryView]
    /// How many values more stand there; nil when all are shown.
    let entriesMore: String?
    let isAtOdds: Bool

    init(
        _ field: RecordField,
        of kind: RecordKindDetail?,
        isGlance: Bool = false,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        let declared = kind?.fields.first { $0.code == field.code }
        self.code = field.code
        self.label = language.say(field.name)
        self.entries = field.entries.prefix(RecordValueView.elementsMax).map { entry in
            RecordEntryView(
                entry,
                of: declared,
                steps: kind?.steps ?? [],
                isGlance: isGlance,
                now: now,
                language
            )
        }
        let more = field.entries.count - self.entries.count
        self.entriesMore = more > 0 ? Numerals.grouped(more) : nil
        self.isAtOdds = field.atOdds
    }
}
