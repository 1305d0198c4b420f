import Admin
import OfficeWork
import Store
import SyncProtocol

/// Puts records into the API's words.
struct RecordWords: Sendable {
    let attachments: AttachmentService

    func detail(
        _ target: RecordTarget,
        _ touches: [RecordTouch],
        _ roster: Roster
    ) -> RecordDetail {
        let reading = RecordReading(target.state, by: target.kind)
        return RecordDetail(
            record: Self.summary(target, roster),
            revision: Revision(of: target.state).text,
            fields: reading.fields.map { self.field($0, touches) },
            conflicts: reading.fields.count(where: \.isConflict),
            next: Self.next(target)
        )
    }

    /// The steps to which a record goes from where it stands.
    private static func next(_ target: RecordTarget) -> [RecordWord] {
        guard target.kind.entering == .byField, let steps = target.kind.stage?.steps else {
            return []
        }
        let now = target.kind.step(of: target.state)
        return steps.filter { $0.origins.contains(now) }.map { RecordWord($0) }
    }

    func conflict(
        _ target: RecordTarget,
        at: Int64,
        _ touches: [RecordTouch],
        _ roster: Roster
    ) -> RecordConflict {
        let fields = RecordReading(target.state, by: target.kind).fields.filter(\.isConflict)
        return RecordConflict(
            record: Self.summary(target, roster),
            fields: fields.map { self.field($0, touches) },
            at: at
        )
    }

    static func summary(_ target: RecordTarget, _ roster: Roster) -> RecordSummary {
        RecordSummary(
            kind: target.kind.code,
            kindChinese: target.kind.name.chinese,
            kindEnglish: target.kind.name.english,
            id: target.id,
            office: "\(target.office)",
            officeName: roster.name(target.office),
            title: target.title,
            maySettle: target.kind.settlement != .none && roster.isOwnOrHosted(target.office)
        )
    }

    func history(
        _ target: RecordTarget,
        _ history: StoredHistories.History,
        _ roster: Roster
    ) -> RecordHistory {
        let reading = TouchReading(history.touches, by: target.kind)
        return RecordHistory(
            changes: history.touches.map { touch in
                RecordChange(
                    change: touch.change.description,
                    at: touch.stamp.milliseconds,
                    user: touch.user,
                    office: "\(touch.office)",
                    officeName: roster.name(touch.office),
                    verified: touch.isSigned,
                    fields: reading.fields(of: touch).map { self.change($0) }
                )
            },
            isCut: history.isCut
        )
    }

    /// What stands in one field of a record.
    func field(
        _ number: UInt16,
        of state: RecordState,
        by kind: RecordDeclaration,
        _ touches: [RecordTouch]
    ) -> RecordField? {
        RecordReading(state, by: kind).fields.first { $0.number == number }
            .map { self.field($0, touches) }
    }

    private func field(_ field: RecordReading.Field, _ touches: [RecordTouch]) -> RecordField {
        let (code, name) = Self.name(field.declaration, field.number)
        return RecordField(
            code: code,
            nameChinese: name.chinese,
            nameEnglish: name.english,
            entries: field.entries.map { entry in
                let touch = touches.first { $0.change == entry.change }
                return RecordEntry(
                    value: self.value(entry.value),
                    change: entry.change?.description,
                    at: entry.at,
                    user: touch?.user,
                    office: touch.map { "\($0.office)" }
                )
            },
            atOdds: field.isConflict
        )
    }

    private func change(_ change: TouchReading.FieldChange) -> RecordFieldChange {
        let (code, name) = Self.name(change.declaration, change.number)
        return RecordFieldChange(
            code: code,
            nameChinese: name.chinese,
            nameEnglish: name.english,
            value: self.value(change.value),
            before: change.before.map { self.value($0) },
            removed: change.isRemoved
        )
    }

    private func value(_ value: ShownValue) -> RecordValue {
        switch value {
        case .nothing: RecordValue()
        case .text(let text): RecordValue(text: text)
        case .instant(let at): RecordValue(at: at)
        case .list(let texts): RecordValue(list: texts)
        case .files(let files): RecordValue(files: self.attachments.summaries(files) ?? [])
        }
    }

    static func name(
        _ field: FieldDeclaration?,
        _ number: UInt16
    ) -> (code: String, name: DeclaredName) {
        guard let field else {
            return (
                "field-\(number)",
                DeclaredName("第 \(number) 项（本版本不识别）", "field \(number) (unknown here)")
            )
        }
        return (field.code, field.name)
    }
}
