package import SyncProtocol

/// What somebody changes in a record that was shown to them.
package struct RecordAmendment: Sendable, Hashable {
    package let reference: RecordReference
    package let entries: RecordEntries
    private let declaration: RecordDeclaration
    /// What its author was shown.
    private let revision: Revision

    /// Checks what was handed in.
    ///
    /// - Parameters:
    ///   - values: by the fields' codes.
    ///   - place: of the values in what was handed in, for an error.
    ///   - present: what stands in the record.
    /// - Throws: the first rule that is broken.
    package init(
        validating values: [(code: String, value: EnteredValue)],
        _ place: String,
        of declaration: RecordDeclaration,
        _ reference: RecordReference,
        shown revision: Revision,
        present: RecordState
    ) throws(ValidationError) {
        guard !values.isEmpty else { throw Self.nothing(place) }
        self.entries = try RecordEntries(
            validating: values,
            place,
            of: declaration,
            present: present,
            at: declaration.step(of: present)
        )
        self.reference = reference
        self.declaration = declaration
        self.revision = revision
    }

    /// What writes it, unless the record says it already. What was not shown to its author stays as it is.
    ///
    /// - Parameters:
    ///   - at: milliseconds since 1970 UTC.
    ///   - user: see ``UserName``.
    package func part(at: Int64, user: String) -> LocalAct.Part {
        let intents = self.entries.intents
        let intent = RecordIntent(
            space: self.reference.space,
            record: self.reference.record,
            fields: intents + self.declaration.said(at: at, by: user)
        )
        // Of what is added to a counter nobody can tell whether it was added before.
        let isTold = intents.isEmpty || self.entries.entries.allSatisfy { $0.content != nil }
        var preconditions: [Precondition] = [.exists(self.reference)]
        if isTold {
            preconditions.append(
                .isNotSaid(RecordContent(of: self.reference, self.entries.contents))
            )
        }
        // Which fields are open depends on the step, so that must be the one that was shown.
        let steps = self.declaration.stage.map { [$0.field.number] } ?? []
        preconditions.append(
            .isAsShown(self.reference, self.revision, self.entries.replaced + steps)
        )
        return LocalAct.Part([intent], if: preconditions)
    }

    static func nothing(_ place: String) -> ValidationError {
        ValidationError(
            place,
            .required,
            chinese: "请写出至少一项的取值。",
            english: "Say what holds in one field at least."
        )
    }
}

extension RecordDeclaration {
    /// How far a record has come; 0 for one of a kind without steps.
    package func step(of state: RecordState) -> UInt32 {
        self.stage.flatMap { state.stage($0.field.number)?.step } ?? 0
    }
}
