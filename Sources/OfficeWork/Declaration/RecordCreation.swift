package import SyncProtocol

/// A new record, as somebody hands it in.
package struct RecordCreation: Sendable, Hashable {
    package let reference: RecordReference
    package let entries: RecordEntries
    private let declaration: RecordDeclaration

    /// Checks what was handed in.
    ///
    /// - Parameters:
    ///   - values: by the fields' codes.
    ///   - place: of the values in what was handed in, for an error.
    /// - Throws: the first rule that is broken.
    package init(
        validating values: [(code: String, value: EnteredValue)],
        _ place: String,
        of declaration: RecordDeclaration,
        _ reference: RecordReference
    ) throws(ValidationError) {
        let entries = try RecordEntries(
            validating: values,
            place,
            of: declaration,
            present: RecordState(),
            at: 0
        )
        for field in declaration.entered
        where field.presence == .filled && entries.entry(field.number) == nil {
            throw RecordEntries.required("\(place).\(field.code)")
        }
        self.reference = reference
        self.entries = entries
        self.declaration = declaration
    }

    /// What writes it, unless it was written before.
    ///
    /// - Parameters:
    ///   - at: milliseconds since 1970 UTC.
    ///   - user: see ``UserName``.
    package func part(at: Int64, user: String) -> LocalAct.Part {
        let declaration = self.declaration
        let blanks = declaration.entered.filter { field in
            field.presence == .present && self.entries.entry(field.number) == nil
        }
        let steps: [FieldIntent] =
            declaration.stage.flatMap { stage in
                stage.steps.first { $0.origins.contains(0) }
                    .map { [FieldIntent(stage.field.number, .advance($0.number))] }
            } ?? []
        let intent = RecordIntent(
            space: self.reference.space,
            record: self.reference.record,
            fields: self.entries.intents + blanks.flatMap(\.blank) + steps
                + declaration.said(at: at, by: user)
        )
        var preconditions: [Precondition] = [
            .isNew(RecordContent(of: self.reference, self.contents))
        ]
        if let index = declaration.index, index.isNumberUnique, let field = index.number,
            let number = self.entries.entry(field)?.content?.value
        {
            preconditions.append(.isUnique(self.reference, .value(field, number)))
        }
        return LocalAct.Part([intent], if: preconditions)
    }

    /// What the record says, with what is left empty.
    private var contents: [RecordContent.Field] {
        self.declaration.entered.compactMap { field in
            guard let entry = self.entries.entry(field.number) else {
                if case .counter = field.type { return nil }
                return RecordContent.Field(field.number, nil)
            }
            return entry.content
        }
    }
}

extension FieldDeclaration {
    /// What writes that nothing stands there.
    fileprivate var blank: [FieldIntent] {
        switch self.type {
        case .choice(let kind): [FieldIntent(self.number, .choose(kind.blank))]
        case .register(let kind): [FieldIntent(self.number, .assign(kind.blank))]
        case .set, .counter, .stage, .text: []
        }
    }
}
