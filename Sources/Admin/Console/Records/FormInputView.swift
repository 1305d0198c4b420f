/// One input of a form, made from what is declared of a field.
struct FormInputView {
    /// How it is typed.
    enum Shape: Equatable {
        case line(type: String)
        case passage
        case choice
    }

    let id: String
    let name: String
    let label: String
    let value: String
    /// What stood there when the page was drawn, and the name under which that is sent back; nil for a new record.
    let shownName: String?
    let shown: String
    /// Nil for several lines and for a choice.
    let lineType: String?
    let isPassage: Bool
    /// What is chosen from; none where it is typed.
    let choices: [ChoiceView]
    let isChoice: Bool
    let isRequired: Bool
    let inputHint: String?
    /// What is wrong with what was typed.
    let inputFault: String?
    /// What stands there now, where that has changed since it was shown, or is added to.
    let standing: [RecordEntryView]
    let hasStanding: Bool

    init(
        _ field: RecordKindField,
        of kind: RecordKindDetail,
        _ form: RecordEntryForm,
        record: RecordDetail?,
        fault: APIError?,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        let (code, text) = (field.code, form.typed[field.code] ?? "")
        self.id = "field-\(code)"
        self.name = "field.\(code)"
        self.label = language.say(field.name)
        self.value = text
        self.shownName = record == nil || form.shown[code] == nil ? nil : "was.\(code)"
        self.shown = form.shown[code] ?? ""
        let shape = Self.shape(of: field, text)
        if case .line(let type) = shape { self.lineType = type } else { self.lineType = nil }
        self.isPassage = shape == .passage
        self.isChoice = shape == .choice
        self.choices = shape == .choice ? Self.choices(of: field, text, language) : []
        self.isRequired = field.isRequired
        self.inputHint = Self.hint(on: field, of: kind, isNew: record == nil, language)
        self.inputFault =
            kind.code(of: fault) == code
            ? fault.map { language.say($0.messageChinese, $0.messageEnglish) } : nil
        let entries = record?.fields.first { $0.code == code }?.entries ?? []
        let isShown = form.changed.contains(code) || field.merge == .counter
        self.standing = (isShown ? entries.prefix(RecordValueView.elementsMax) : []).map {
            RecordEntryView($0, of: field, steps: kind.steps, now: now, language)
        }
        self.hasStanding = !self.standing.isEmpty
    }

    /// An input that takes whatever stands there or was typed, since a browser drops silently what is no date, no
    /// number or more than one line where it expects one.
    private static func shape(of field: RecordKindField, _ text: String) -> Shape {
        if field.words != nil, field.merge != .set { return .choice }
        if RecordFormValue.isLong(field) || text.contains(where: \.isNewline) { return .passage }
        if field.content == .date, text.isEmpty || ChinaTime.isDate(text) {
            return .line(type: "date")
        }
        let isNumber = field.merge == .counter || field.content == .integer
        if isNumber, text.isEmpty || Int64(text).map({ String($0) }) == text {
            return .line(type: "number")
        }
        return .line(type: "text")
    }

    private static func choices(
        of field: RecordKindField,
        _ text: String,
        _ language: ConsoleLanguage
    ) -> [ChoiceView] {
        var choices = [ChoiceView(value: "", words: "—", isCurrent: text.isEmpty)]
        choices += (field.words ?? []).map { word in
            ChoiceView(
                value: word.code,
                words: language.say(word.name),
                isCurrent: word.code == text
            )
        }
        // Of a later version, perhaps.
        if !choices.contains(where: \.isCurrent) {
            choices.append(ChoiceView(value: text, words: text, isCurrent: true))
        }
        return choices
    }

    private static func hint(
        on field: RecordKindField,
        of kind: RecordKindDetail,
        isNew: Bool,
        _ language: ConsoleLanguage
    ) -> String? {
        var parts: [Phrase] = []
        switch (field.merge, field.content) {
        case (_, .files):
            parts.append(
                Phrase(
                    "每行一个附件：文件标识、空格、文件名；先用 cast-admin attachment add 上传",
                    "one file a line: its content, a space, its name; upload it first by cast-admin attachment add"
                )
            )
        case (_, .recipients), (.set, _): parts.append(Phrase("每行一个", "one a line"))
        case (.counter, _) where !isNew:
            parts.append(Phrase("填写本次增加的数，减少写负数", "how many more; fewer with a minus sign"))
        case (_, .period): parts.append(Phrase("如 2018Q2", "like 2018Q2"))
        default: break
        }
        if let length = field.length {
            parts.append(
                length.isInBytes
                    ? Phrase("至多 \(length.max) 字节", "\(length.max) bytes at most")
                    : Phrase("至多 \(length.max) 字", "\(length.max) characters at most")
            )
        }
        if let step = kind.steps.first(where: { $0.step.code == field.requiredFrom })?.step {
            parts.append(
                Phrase("办理到“\(step.nameChinese)”须填写", "needed for \(step.nameEnglish)")
            )
        }
        guard !parts.isEmpty else { return nil }
        return parts.map { language.say($0) }.joined(separator: language.say("；", "; "))
    }
}
