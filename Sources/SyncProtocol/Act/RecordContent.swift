/// What a record is to say, without the fields that tell when and by whom it was written: two requests
/// with the same content are one.
package struct RecordContent: Hashable, Sendable {
    package struct Field: Hashable, Sendable {
        package let number: UInt16
        /// Nil: nothing stands there.
        package let value: Value?

        package init(_ number: UInt16, _ value: Value?) {
            self.number = number
            self.value = value.flatMap { $0.isBlank ? nil : $0 }
        }
    }

    package let reference: RecordReference
    package let fields: [Field]

    package init(of reference: RecordReference, _ fields: [Field]) {
        self.reference = reference
        self.fields = fields
    }

    /// What an intent says in some of its fields; those that it leaves out are to be empty.
    ///
    /// - Parameter numbers: of fields of the types `choice` and `register`.
    package init(of intent: RecordIntent, _ numbers: [UInt16]) {
        self.init(
            of: intent.reference,
            numbers.map { number in
                let field = intent.fields.first { $0.number == number }
                return Field(number, field?.value)
            }
        )
    }

    /// The first field in which a record has no such value among those that stand in it.
    package func difference(from state: RecordState) -> UInt16? {
        self.fields.first { field in
            let values = state.standingValues(field.number)
            guard let value = field.value else { return values.contains { !$0.isBlank } }
            return !values.contains(value)
        }?.number
    }

    /// Whether a record says just this, and nothing is left to be settled in these fields.
    package func isSaid(by state: RecordState) -> Bool {
        self.fields.allSatisfy { field in
            let values = state.standingValues(field.number)
            return values.allSatisfy { ($0.isBlank ? nil : $0) == field.value }
                && (field.value == nil || !values.isEmpty)
        }
    }
}

extension Value {
    /// How a field is emptied that once held something.
    package var isBlank: Bool {
        switch self {
        case .text(let text): text.isEmpty
        case .list(let values): values.isEmpty
        case .integer, .decimal, .bytes, .bool: false
        }
    }
}

extension RecordState {
    /// All values that stand in a `choice`, latest first; or the one in a `register`, all elements of a set as one
    /// list, or a long passage.
    fileprivate func standingValues(_ number: UInt16) -> [Value] {
        let choices = self.choices(number)
        guard choices.isEmpty else { return choices.map(\.value) }
        if let value = self.register(number) { return [value] }
        if let passage = self.text(number) { return [.text(passage.text)] }
        let elements = self.elements(number)
        return elements.isEmpty ? [] : [.list(elements)]
    }
}
