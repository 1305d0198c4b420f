/// What became of one part of an act that was accepted.
package enum PartOutcome: Hashable, Sendable {
    /// - Parameter replacing: what stood in the fields before, where it was something else.
    case written(replacing: [ReplacedField])
    /// It stood there already; nothing was written.
    case repeated
}

/// What a `choice` field said before an act wrote something else into it.
package struct ReplacedField: Hashable, Sendable {
    package let reference: RecordReference
    package let number: UInt16
    /// Latest first; several were at odds. None is what stands there now.
    package let values: [ChoiceState.Entry]
    package let new: Value
}

extension RecordIntent {
    /// What it replaces in a record.
    package func replaced(in state: RecordState) -> [ReplacedField] {
        guard !state.slots.isEmpty else { return [] }
        return self.fields.compactMap { field in
            guard case .choose(let new) = field.action else { return nil }
            let values = state.choices(field.number).filter { $0.value != new }
            guard !values.isEmpty else { return nil }
            return ReplacedField(
                reference: self.reference,
                number: field.number,
                values: values,
                new: new
            )
        }
    }
}
