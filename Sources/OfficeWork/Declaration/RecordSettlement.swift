private import PlainText
package import SyncProtocol

/// What holds in fields of a record in which writers who did not know of each other have said different things.
package struct RecordSettlement: Sendable, Hashable {
    package let reference: RecordReference
    private let declaration: RecordDeclaration
    /// What its author was shown.
    private let revision: Revision
    private let fields: [RecordContent.Field]

    /// Checks what was handed in.
    ///
    /// - Parameters:
    ///   - entries: what holds, by the fields' codes.
    ///   - field: the place of the entries in what was handed in, for an error.
    ///   - present: what stands in the record, for values that are chosen out of it.
    /// - Throws: the first rule that is broken, in the order of the fields.
    package init(
        validating entries: [(code: String, value: EnteredValue)],
        _ field: String,
        of declaration: RecordDeclaration,
        _ reference: RecordReference,
        shown revision: Revision,
        present: RecordState
    ) throws(ValidationError) {
        guard !entries.isEmpty else {
            throw ValidationError(
                field,
                .required,
                chinese: "请写出至少一项的取值。",
                english: "Say what holds in one field at least."
            )
        }
        var fields: [RecordContent.Field] = []
        for entry in entries {
            let place = "\(field).\(entry.code)"
            guard let known = declaration.field(code: entry.code),
                case .choice(let kind) = known.type, known.role == .content
            else { throw Self.unknown(place, declaration) }
            var value = try Self.chosen(entry.value, known, place, present)
            if value == nil { value = try kind.value(of: entry.value, place) }
            guard known.presence != .filled || !Self.isBlank(value) else {
                throw ValidationError(
                    place,
                    .required,
                    chinese: "此项必填，请填写。",
                    english: "This is required: fill it in."
                )
            }
            fields.append(RecordContent.Field(known.number, value))
        }
        if declaration.settlement == .whole {
            try Self.checkWhole(fields.map(\.number), declaration, field, present)
        }
        self.declaration = declaration
        self.reference = reference
        self.revision = revision
        self.fields = fields
    }

    /// Fields that belong together are settled together.
    private static func checkWhole(
        _ named: [UInt16],
        _ declaration: RecordDeclaration,
        _ field: String,
        _ present: RecordState
    ) throws(ValidationError) {
        let missing = declaration.conflicts(in: present).first { !named.contains($0) }
        guard let other = missing.flatMap({ declaration.field($0) }) else { return }
        throw ValidationError(
            "\(field).\(other.code)",
            .required,
            chinese: "“\(other.name.chinese)”也有并存的内容，与所裁定的是一体，请一并写明。",
            english: "The \(other.name.english) is at odds, too, and belongs to the rest: "
                + "say what holds there."
        )
    }

    private static func isBlank(_ value: Value?) -> Bool {
        guard let value else { return true }
        return value.text.map(PlainText.isBlank) ?? value.isBlank
    }

    /// Nil when it is typed.
    private static func chosen(
        _ entry: EnteredValue,
        _ field: FieldDeclaration,
        _ place: String,
        _ present: RecordState
    ) throws(ValidationError) -> Value? {
        guard case .standing(let change) = entry else { return nil }
        let standing = present.choices(field.number).first { $0.dot.change == change }
        guard let standing else {
            throw ValidationError(
                place,
                .word,
                chinese: "此项中没有变更 \(change) 带来的内容，请重新查看。",
                english: "Nothing that change \(change) brought stands in this field: look again."
            )
        }
        return standing.value
    }

    /// What writes it, unless just this stands there already.
    ///
    /// - Parameters:
    ///   - at: milliseconds since 1970 UTC.
    ///   - user: see ``UserName``.
    package func part(at: Int64, user: String) -> LocalAct.Part {
        let numbers = self.fields.map(\.number)
        let said = self.declaration.fields.compactMap { field -> FieldIntent? in
            switch field.role {
            case .content, .governed, .bookkeeping: nil
            case .saidAt: FieldIntent(field.number, .choose(.integer(at)))
            case .saidBy: FieldIntent(field.number, .choose(.text(user)))
            }
        }
        let intent = RecordIntent(
            space: self.reference.space,
            record: self.reference.record,
            fields: self.fields.map {
                FieldIntent($0.number, .choose($0.value ?? self.blank($0.number)))
            } + said
        )
        return LocalAct.Part(
            [intent],
            if: [
                .isNotSaid(RecordContent(of: self.reference, self.fields)),
                .isAsShown(self.reference, self.revision, numbers),
                .isAtOdds(self.reference, numbers),
            ]
        )
    }

    private func blank(_ number: UInt16) -> Value {
        switch self.declaration.field(number)?.type.kind {
        case .recipients, .attachments: .list([])
        default: .text("")
        }
    }

    private static func unknown(
        _ field: String,
        _ declaration: RecordDeclaration
    ) -> ValidationError {
        let codes = declaration.fields.filter { field in
            if case .choice = field.type { field.role == .content } else { false }
        }
        .map(\.code)
        return ValidationError(
            field,
            .word,
            chinese: "没有这一项，或另由专门命令办理；可填：\(codes.joined(separator: "、"))。",
            english: "There is no such field, or it has a command of its own. Fields: "
                + codes.joined(separator: ", ") + "."
        )
    }
}
