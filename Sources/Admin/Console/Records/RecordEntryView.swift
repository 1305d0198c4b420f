/// A value that stands in a field, and who put it there when.
struct RecordEntryView {
    let value: RecordValueView
    /// Who put it there, as far as is known; nil when nothing is.
    let author: String?
    let writtenAt: MomentView?
    /// The change that brought it; nil of what merges by itself.
    let change: String?

    init(
        _ entry: RecordEntry,
        of field: RecordKindField?,
        steps: [RecordKindStep],
        isGlance: Bool = false,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        self.value = RecordValueView(
            entry.value,
            of: field,
            steps: steps,
            isGlance: isGlance,
            now: now,
            language
        )
        let author = [entry.user, entry.office].compactMap { $0 }.joined(separator: " · ")
        self.author = author.isEmpty ? nil : author
        self.writtenAt = entry.at.map { MomentView($0, now: now, language) }
        self.change = entry.change
    }
}
