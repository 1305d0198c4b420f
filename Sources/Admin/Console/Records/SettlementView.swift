/// The form by which somebody says what holds where values are at odds.
struct SettlementView {
    struct Field {
        let code: String
        let label: String
        let options: [Option]
        /// The names of the inputs.
        let takeName: String
        let otherName: String
        let otherID: String
        let otherChoice: String
        let typed: String
        let isOtherTaken: Bool
        let isNoneTaken: Bool
        let inputFault: String?
    }

    struct Option {
        let change: String
        let entry: RecordEntryView
        let isTaken: Bool
    }

    let action: String
    let revision: String
    let fields: [Field]

    /// Nil when nothing is at odds, or others settle it.
    init?(
        _ record: RecordDetail,
        of kind: RecordKindDetail,
        _ form: SettlementForm,
        fault: APIError?,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        let atOdds = record.fields.filter(\.atOdds)
        guard !atOdds.isEmpty, record.record.maySettle else { return nil }
        self.action = PagePath.record(record.record.place, "settlement")
        self.revision = record.revision
        self.fields = atOdds.map { field in
            let (code, taken) = (field.code, form.taken[field.code])
            let shown = RecordFieldView(field, of: kind, now: now, language)
            let options = shown.entries.compactMap { entry in
                entry.change.map { change in
                    Option(change: change, entry: entry, isTaken: change == taken)
                }
            }
            return Field(
                code: code,
                label: shown.label,
                options: options,
                takeName: "take.\(code)",
                otherName: "other.\(code)",
                otherID: "field-\(code)",
                otherChoice: SettlementForm.other,
                typed: form.typed[code] ?? "",
                isOtherTaken: taken == SettlementForm.other,
                isNoneTaken: taken != SettlementForm.other && !options.contains(where: \.isTaken),
                inputFault: kind.code(of: fault) == code
                    ? fault.map { language.say($0.messageChinese, $0.messageEnglish) } : nil
            )
        }
    }
}
