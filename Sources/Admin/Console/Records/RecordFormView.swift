/// The form for a new record, or for one that is here, made from what is declared of its kind.
struct RecordFormView {
    /// Where it is sent.
    let action: String
    /// Where one goes who does not want to send it.
    let backPath: String
    let backWords: String
    /// The key of a new record: drawn, or typed; nil for one that is here.
    let drawnID: String?
    let typedID: String?
    let isNew: Bool
    /// The office of a new record; empty for this node's own.
    let office: String
    let revision: String?
    let inputs: [FormInputView]
    let user: String
    let userFault: String?
    let fault: FaultView?
    /// Whether the author is told that something stands there now that they had not seen.
    let isChanged: Bool
    /// The fields that are left out of the form until they are settled.
    let unsettled: String?

    private init(
        _ kind: RecordKindDetail,
        _ form: RecordEntryForm,
        record: RecordDetail?,
        id: String?,
        office: String,
        user: String,
        fault: APIError?,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        let place = record?.record.place
        self.action =
            place.map { PagePath.record($0, "edit") } ?? PagePath.newRecord(kind.code)
        self.backPath = place.map { PagePath.record($0) } ?? PagePath.records(kind.code)
        self.backWords = language.say("放弃填写", "Leave it")
        self.isNew = record == nil
        self.drawnID = kind.key == "drawn" ? id : nil
        self.typedID = kind.key == "drawn" ? nil : id
        self.office = office
        self.revision = form.revision
        self.user = user
        let step = record?.step(of: kind)
        let fields = kind.entered.filter { field in
            form.isTouched(field.code)
                || (form.typed[field.code] != nil && kind.isOpen(field, at: step))
        }
        self.inputs = fields.map {
            FormInputView($0, of: kind, form, record: record, fault: fault, now: now, language)
        }
        let isOfUser = fault?.field == "user"
        self.userFault =
            isOfUser ? fault.map { language.say($0.messageChinese, $0.messageEnglish) } : nil
        let code = kind.code(of: fault)
        self.fault = fault.map { error in
            FaultView(error, input: isOfUser ? "user" : code.map { "field-\($0)" }, language)
        }
        self.isChanged = !form.changed.isEmpty
        let unsettled = record?.fields.filter { field in
            field.atOdds && !fields.contains { $0.code == field.code }
        }
        let names = (unsettled ?? []).map { language.say($0.name) }
        self.unsettled =
            names.isEmpty ? nil : names.joined(separator: language.say("、", ", "))
    }

    /// The form for a new record.
    ///
    /// - Parameter id: its key; drawn where keys are drawn, so that a form that is sent twice makes one record.
    init(
        new kind: RecordKindDetail,
        _ form: RecordEntryForm,
        id: String,
        office: String,
        user: String,
        fault: APIError? = nil,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        self.init(
            kind,
            form,
            record: nil,
            id: id,
            office: office,
            user: user,
            fault: fault,
            now: now,
            language
        )
    }

    /// The form for a record that is here.
    init(
        of record: RecordDetail,
        _ kind: RecordKindDetail,
        _ form: RecordEntryForm,
        user: String,
        fault: APIError? = nil,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        self.init(
            kind,
            form,
            record: record,
            id: nil,
            office: "",
            user: user,
            fault: fault,
            now: now,
            language
        )
    }
}

extension RecordDetail {
    /// The step at which the record is, by its code; nil for a kind without steps.
    func step(of kind: RecordKindDetail) -> String? {
        let code = kind.fields.first { $0.merge == .stage }?.code
        return self.fields.first { $0.code == code }?.entries.first?.value.text
    }
}

extension RecordKindDetail {
    /// Whether a field is still written at a step.
    func isOpen(_ field: RecordKindField, at step: String?) -> Bool {
        func place(_ code: String?) -> Int? {
            self.steps.firstIndex { $0.step.code == code }
        }
        guard let last = place(field.openUntil), let now = place(step) else { return true }
        return now <= last
    }
}
