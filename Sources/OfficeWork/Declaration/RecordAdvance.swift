package import SyncProtocol

/// A step that somebody takes a record to, with what they fill in on the way.
package struct RecordAdvance: Sendable, Hashable {
    package let reference: RecordReference
    package let step: DeclaredStep
    package let entries: RecordEntries
    private let declaration: RecordDeclaration
    private let stage: FieldDeclaration
    /// Whether the record is opened again.
    private let isReopening: Bool
    /// What its author was shown.
    private let revision: Revision

    /// Checks what was handed in.
    ///
    /// - Parameters:
    ///   - code: of the step.
    ///   - values: by the fields' codes.
    ///   - present: what stands in the record.
    /// - Throws: the first rule that is broken: no such step, none that is reached from where the record stands, a
    ///   field that must be filled in first.
    package init(
        validating code: String,
        _ values: [(code: String, value: EnteredValue)],
        of declaration: RecordDeclaration,
        _ reference: RecordReference,
        shown revision: Revision,
        present: RecordState
    ) throws(ValidationError) {
        let now = declaration.step(of: present)
        guard let (stage, steps) = declaration.stage,
            let step = steps.first(where: { $0.code == code })
        else { throw Self.unknown(declaration) }
        guard step.origins.contains(now) else {
            throw Self.unreachable(steps.filter { $0.origins.contains(now) })
        }
        let entries = try RecordEntries(
            validating: values,
            "fields",
            of: declaration,
            present: present,
            at: now
        )
        for field in declaration.entered where field.isRequired(at: step.number) {
            let isBlank = entries.entry(field.number)?.isBlank ?? field.isBlank(in: present)
            guard !isBlank else { throw RecordEntries.required("fields.\(field.code)") }
        }
        self.reference = reference
        self.step = step
        self.entries = entries
        self.declaration = declaration
        self.stage = stage
        self.isReopening = step.number <= now
        self.revision = revision
    }

    /// What writes it. Whoever was shown another step, or other values of what is filled in, is refused.
    ///
    /// - Parameters:
    ///   - at: milliseconds since 1970 UTC.
    ///   - user: see ``UserName``.
    package func part(at: Int64, user: String) -> LocalAct.Part {
        let step = self.step.number
        let taken = FieldIntent(
            self.stage.number,
            self.isReopening ? .reopen(step) : .advance(step)
        )
        let said = self.entries.intents.isEmpty ? [] : self.declaration.said(at: at, by: user)
        let intent = RecordIntent(
            space: self.reference.space,
            record: self.reference.record,
            fields: self.entries.intents + [taken] + said
        )
        // What must be filled in must be as it was shown, too: an empty field is not.
        let required = self.declaration.entered.filter { $0.isRequired(at: step) }.map(\.number)
        return LocalAct.Part(
            [intent],
            if: [
                .exists(self.reference),
                .isAsShown(
                    self.reference,
                    self.revision,
                    self.entries.replaced + required + [self.stage.number]
                ),
            ]
        )
    }

    private static func unknown(_ declaration: RecordDeclaration) -> ValidationError {
        let steps = declaration.stage?.steps ?? []
        return ValidationError(
            "step",
            .word,
            chinese: steps.isEmpty
                ? "这类记录没有办理步骤。"
                : "应为下列之一："
                    + steps.map { "\($0.name.chinese)（\($0.code)）" }.joined(separator: "、") + "。",
            english: steps.isEmpty
                ? "Records of this kind have no steps."
                : "This is one of \(steps.map(\.code).joined(separator: ", "))."
        )
    }

    private static func unreachable(_ next: [DeclaredStep]) -> ValidationError {
        ValidationError(
            "step",
            .stepOrder,
            chinese: next.isEmpty
                ? "该记录已办理完毕，没有下一步。"
                : "该记录现在只能办理到："
                    + next.map { "\($0.name.chinese)（\($0.code)）" }.joined(separator: "、") + "。",
            english: next.isEmpty
                ? "The record has come to its end: there is no further step."
                : "From where the record stands it goes to "
                    + next.map(\.code).joined(separator: " or ") + "."
        )
    }
}

extension FieldDeclaration {
    fileprivate func isRequired(at step: UInt32) -> Bool {
        self.terms.requiredFrom.map { step >= $0 } ?? (self.presence == .filled)
    }

    /// Whether nothing stands there.
    fileprivate func isBlank(in state: RecordState) -> Bool {
        switch self.type {
        case .choice, .register:
            (state.choice(self.number) ?? state.register(self.number))?.isBlank ?? true
        case .set: state.additions(self.number).isEmpty
        case .counter: false
        case .stage: state.stage(self.number) == nil
        case .text: state.text(self.number)?.text.isEmpty ?? true
        }
    }
}
