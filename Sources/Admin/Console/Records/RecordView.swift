/// One record of any kind, field by field, with all that may be done with it.
struct RecordView {
    let heading: String
    let kindName: String
    let kindPath: String
    let officeName: String
    let office: String
    let id: String
    let stepName: String?
    let fields: [RecordFieldView]
    let hasFields: Bool
    let isAtOdds: Bool
    /// Whether another office says what holds.
    let isSettledElsewhere: Bool
    let settlement: SettlementView?
    /// Where a step is sent.
    let stepPath: String
    let revision: String
    let next: [ChoiceView]
    let hasNext: Bool
    /// The form by which it is changed; nil for a kind that has a command of its own.
    let editPath: String?
    let command: String?
    let history: RecordHistoryView
    let user: String
    let userFault: String?
    let fault: FaultView?

    init(
        _ record: RecordDetail,
        of kind: RecordKindDetail,
        _ history: RecordHistory,
        _ form: SettlementForm = SettlementForm(),
        user: String,
        fault: APIError? = nil,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        let summary = record.record
        self.heading = summary.title ?? language.say(summary.kindName)
        self.kindName = language.say(summary.kindName)
        self.kindPath = PagePath.records(summary.kind)
        self.officeName = summary.officeName
        self.office = summary.office
        self.id = summary.id
        let step = record.step(of: kind)
        self.stepName = kind.steps.first { $0.step.code == step }
            .map { language.say($0.step.name) }
        self.fields = record.fields.map { RecordFieldView($0, of: kind, now: now, language) }
        self.hasFields = !record.fields.isEmpty
        self.settlement = SettlementView(
            record,
            of: kind,
            form,
            fault: fault,
            now: now,
            language
        )
        self.isAtOdds = record.conflicts > 0
        self.isSettledElsewhere = record.conflicts > 0 && !summary.maySettle
        self.stepPath = PagePath.record(summary.place, "step")
        self.revision = record.revision
        self.next = record.next.map {
            ChoiceView(value: $0.code, words: language.say($0.name), isCurrent: false)
        }
        self.hasNext = !record.next.isEmpty
        self.editPath = kind.command == nil ? PagePath.record(summary.place, "edit") : nil
        self.command = kind.command
        self.history = RecordHistoryView(history, of: kind, now: now, language)
        self.user = user
        let isOfUser = fault?.field == "user"
        self.userFault =
            isOfUser ? fault.map { language.say($0.messageChinese, $0.messageEnglish) } : nil
        let code = kind.code(of: fault)
        let isInput = code.map { code in
            record.fields.contains { $0.code == code && $0.atOdds }
        }
        self.fault = fault.map {
            FaultView($0, input: isInput == true ? code.map { "field-\($0)" } : nil, language)
        }
    }
}
