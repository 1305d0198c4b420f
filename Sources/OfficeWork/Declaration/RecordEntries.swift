package import SyncProtocol

/// What somebody hands in for the fields of a record, checked against what is declared of its kind.
package struct RecordEntries: Sendable, Hashable {
    /// Those that write something or say something, in the order of what was handed in.
    package let entries: [FieldEntry]

    package static let none = RecordEntries(entries: [])

    private init(entries: [FieldEntry]) { self.entries = entries }

    /// - Parameters:
    ///   - values: by the fields' codes.
    ///   - place: of the values in what was handed in, for an error.
    ///   - present: what stands in the record.
    ///   - step: how far the record has come; 0 for one that is new or has no steps.
    /// - Throws: the first rule that is broken, in the order of the values.
    package init(
        validating values: [(code: String, value: EnteredValue)],
        _ place: String,
        of declaration: RecordDeclaration,
        present: RecordState,
        at step: UInt32
    ) throws(ValidationError) {
        var entries: [FieldEntry] = []
        for (code, value) in values {
            let place = "\(place).\(code)"
            guard let field = declaration.field(code: code), field.role == .content else {
                throw Self.unknown(place, declaration)
            }
            guard field.terms.isOpen(at: step) else { throw Self.closed(place) }
            let entry = try FieldEntry(value, of: field, place, present: present)
            guard field.presence != .filled || !entry.isBlank else {
                throw Self.required(place)
            }
            entries.append(entry)
        }
        self.entries = entries
    }

    package var intents: [FieldIntent] { self.entries.flatMap(\.intents) }

    package var contents: [RecordContent.Field] { self.entries.compactMap(\.content) }

    /// Fields of which their author must have been shown what stands there.
    package var replaced: [UInt16] {
        self.entries.filter { $0.effect == .replaces }.map(\.field.number)
    }

    package func entry(_ number: UInt16) -> FieldEntry? {
        self.entries.first { $0.field.number == number }
    }

    static func required(_ place: String) -> ValidationError {
        ValidationError(
            place,
            .required,
            chinese: "此项必填，请填写。",
            english: "This is required: fill it in."
        )
    }

    private static func closed(_ place: String) -> ValidationError {
        ValidationError(
            place,
            .readOnly,
            chinese: "办理到这一步后，此项不再更改。",
            english: "At the step to which the record has come this is not changed any more."
        )
    }

    private static func unknown(
        _ place: String,
        _ declaration: RecordDeclaration
    ) -> ValidationError {
        let codes = declaration.entered.map(\.code)
        return ValidationError(
            place,
            .word,
            chinese: "没有这一项，或另由专门命令办理；可填：\(codes.joined(separator: "、"))。",
            english: "There is no such field, or it has a command of its own. Fields: "
                + codes.joined(separator: ", ") + "."
        )
    }
}

extension RecordDeclaration {
    /// The fields that people fill in.
    package var entered: [FieldDeclaration] {
        self.fields.filter { field in
            if case .stage = field.type { return false }
            return field.role == .content
        }
    }

    /// When and by whom the content was said, for what writes content.
    ///
    /// - Parameters:
    ///   - at: milliseconds since 1970 UTC.
    ///   - user: see ``UserName``.
    func said(at: Int64, by user: String) -> [FieldIntent] {
        self.fields.compactMap { field in
            switch field.role {
            case .content, .governed, .bookkeeping: nil
            case .saidAt: FieldIntent(field.number, .choose(.integer(at)))
            case .saidBy: FieldIntent(field.number, .choose(.text(user)))
            }
        }
    }
}
