package import SyncProtocol

/// A record as people and programs read it, by what is declared of its kind.
package struct RecordReading: Sendable, Hashable {
    /// What stands in one field.
    package struct Field: Sendable, Hashable {
        /// Nil for a field that is not known here.
        package let declaration: FieldDeclaration?
        package let number: UInt16
        /// The latest first; several are at odds, or stand in a set.
        package let entries: [Entry]
        /// Whether a person has to settle what holds.
        package let isConflict: Bool
    }

    /// One value, and who put it there when.
    package struct Entry: Sendable, Hashable {
        package let value: ShownValue
        /// The change that brought it; nil of a step.
        package let change: ChangeID?
        /// UTC milliseconds; nil of a step.
        package let at: Int64?
    }

    /// Declared ones in the order of their numbers, then those that are not known here.
    package let fields: [Field]

    package init(_ state: RecordState, by declaration: RecordDeclaration) {
        let conflicts = declaration.conflicts(in: state)
        self.fields = state.fieldNumbers.compactMap { number in
            let known = declaration.field(number)
            let entries = Self.entries(number, in: state, known)
            guard !entries.isEmpty else { return nil }
            return Field(
                declaration: known,
                number: number,
                entries: entries,
                isConflict: conflicts.contains(number)
            )
        }
    }

    /// What can be seen of a value, whatever its field.
    package static func shown(_ value: Value, in field: FieldDeclaration?) -> ShownValue {
        field?.type.kind?.shown(value) ?? ValueKind.plain(value)
    }

    private static func entries(
        _ number: UInt16,
        in state: RecordState,
        _ field: FieldDeclaration?
    ) -> [Entry] {
        state.slots.filter { $0.number == number }.flatMap { slot -> [Entry] in
            switch slot.state {
            case .register(let state):
                [
                    Entry(
                        value: Self.shown(state.value, in: field),
                        change: state.change,
                        at: state.stamp.milliseconds
                    )
                ]
            case .choice(let state), .set(let state):
                state.newestFirst.map { entry in
                    Entry(
                        value: Self.shown(entry.value, in: field),
                        change: entry.dot.change,
                        at: entry.stamp.milliseconds
                    )
                }
            case .stage(let state): [Self.step(state, field)]
            case .counter(let state):
                [Entry(value: .text(String(state.total)), change: nil, at: nil)]
            case .text(let state): [Entry(value: .text(state.text), change: nil, at: nil)]
            case .unknown: []
            }
        }
    }

    private static func step(_ stage: StageState, _ field: FieldDeclaration?) -> Entry {
        Entry(value: .text(field?.stepCode(stage.step) ?? "\(stage.step)"), change: nil, at: nil)
    }
}

extension FieldDeclaration {
    /// What programs call a step; nil where none of that number is declared.
    package func stepCode(_ number: UInt32) -> String? {
        guard case .stage(let steps) = self.type else { return nil }
        return steps.first { $0.number == number }?.code
    }
}
