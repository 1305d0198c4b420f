/// Who wrote a record, when, and what stood there before.
struct RecordHistoryView {
    struct Change {
        let at: MomentView
        let author: String
        let officeName: String
        let signature: BadgeView
        let change: String
        let touched: [Field]
    }

    struct Field {
        let label: String
        let value: RecordValueView
        let before: [RecordValueView]
        let hasBefore: Bool
        let isRemoved: Bool
    }

    /// Of so many changes, the latest, the page tells.
    static let changesMax = 50

    let changes: [Change]
    /// How many older ones there are; nil when all are told.
    let changesMore: String?
    /// Whether there are older ones that were not looked at.
    let isCut: Bool

    init(
        _ history: RecordHistory,
        of kind: RecordKindDetail?,
        now: Int64,
        _ language: ConsoleLanguage
    ) {
        func value(_ value: RecordValue, _ code: String) -> RecordValueView {
            RecordValueView(
                value,
                of: kind?.fields.first { $0.code == code },
                steps: kind?.steps ?? [],
                isGlance: true,
                now: now,
                language
            )
        }
        self.changes = history.changes.prefix(Self.changesMax).map { change in
            Change(
                at: MomentView(change.at, now: now, language),
                author: change.user ?? language.say("本节点自动", "the node itself"),
                officeName: change.officeName,
                signature: change.verified
                    ? BadgeView(.good, language.say("签名有效", "signature holds"))
                    : BadgeView(.bad, language.say("签名无效", "signature does not hold")),
                change: change.change,
                touched: change.fields.map { field in
                    Field(
                        label: language.say(field.name),
                        value: value(field.value, field.code),
                        before: field.before.map { value($0, field.code) },
                        hasBefore: !field.before.isEmpty,
                        isRemoved: field.removed
                    )
                }
            )
        }
        let more = history.changes.count - self.changes.count
        self.changesMore = more > 0 ? Numerals.grouped(more) : nil
        self.isCut = history.isCut
    }
}
