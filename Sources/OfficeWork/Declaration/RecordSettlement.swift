package import SyncProtocol

/// What holds in fields of a record in which writers who did not know of each other have said different things.
package struct RecordSettlement: Sendable, Hashable {
    package let reference: RecordReference
    private let declaration: RecordDeclaration
    /// What its author was shown.
    private let revision: Revision
    private let entries: RecordEntries

    /// Checks what was handed in.
    ///
    /// - Parameters:
    ///   - values: what holds, by the fields' codes.
    ///   - field: the place of the values in what was handed in, for an error.
    ///   - present: what stands in the record, for values that are chosen out of it.
    /// - Throws: the first rule that is broken, in the order of the fields.
    package init(
        validating values: [(code: String, value: EnteredValue)],
        _ field: String,
        of declaration: RecordDeclaration,
        _ reference: RecordReference,
        shown revision: Revision,
        present: RecordState
    ) throws(ValidationError) {
        guard !values.isEmpty else { throw RecordAmendment.nothing(field) }
        let entries = try RecordEntries(
            validating: values,
            field,
            of: declaration,
            present: present,
            at: 0
        )
        for entry in entries.entries {
            guard case .choice = entry.field.type else {
                throw Self.neverAtOdds("\(field).\(entry.field.code)")
            }
        }
        if declaration.settlement == .whole {
            try Self.checkWhole(entries.replaced, declaration, field, present)
        }
        self.declaration = declaration
        self.reference = reference
        self.revision = revision
        self.entries = entries
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

    private static func neverAtOdds(_ place: String) -> ValidationError {
        ValidationError(
            place,
            .shape,
            chinese: "此项自动合并，不会并存不同内容。",
            english: "What is written here merges by itself: it is never at odds."
        )
    }

    /// What writes it, unless just this stands there already.
    ///
    /// - Parameters:
    ///   - at: milliseconds since 1970 UTC.
    ///   - user: see ``UserName``.
    package func part(at: Int64, user: String) -> LocalAct.Part {
        let numbers = self.entries.replaced
        let intent = RecordIntent(
            space: self.reference.space,
            record: self.reference.record,
            fields: self.entries.intents + self.declaration.said(at: at, by: user)
        )
        return LocalAct.Part(
            [intent],
            if: [
                .isNotSaid(RecordContent(of: self.reference, self.entries.contents)),
                .isAsShown(self.reference, self.revision, numbers),
                .isAtOdds(self.reference, numbers),
            ]
        )
    }
}
