internal import OrderedCollections
internal import SyncProtocol

/// What changes did to a record, field by field, as people read it.
package struct TouchReading: Sendable {
    /// What a change did to one field.
    package struct FieldChange: Sendable, Hashable {
        /// Nil for a field that is not known here.
        package let declaration: FieldDeclaration?
        package let number: UInt16
        package let value: ShownValue
        /// What that took the place of.
        package let before: [ShownValue]
        /// Whether it was taken out of a set or a text.
        package let isRemoved: Bool
    }

    private let declaration: RecordDeclaration
    /// What each operation brought.
    private let values: OrderedDictionary<Dot, Value>

    /// - Parameter touches: all changes of the record that are known.
    package init(_ touches: [RecordTouch], by declaration: RecordDeclaration) {
        self.declaration = declaration
        var values: OrderedDictionary<Dot, Value> = [:]
        for touch in touches {
            for (offset, field) in touch.fields.enumerated() {
                let dot = Dot(change: touch.change, index: touch.firstIndex + UInt32(offset))
                switch field.operation {
                case .choice(let value, _), .add(let value), .register(let value):
                    values[dot] = value
                case .counter, .remove, .stage, .insert, .erase, .unknown: break
                }
            }
        }
        self.values = values
    }

    package func fields(of touch: RecordTouch) -> [FieldChange] {
        touch.fields.map { field in
            let known = self.declaration.field(field.number)
            func shown(_ value: Value) -> ShownValue { RecordReading.shown(value, in: known) }
            func change(
                _ value: ShownValue,
                before: [ShownValue] = [],
                isRemoved: Bool = false
            ) -> FieldChange {
                FieldChange(
                    declaration: known,
                    number: field.number,
                    value: value,
                    before: before,
                    isRemoved: isRemoved
                )
            }
            switch field.operation {
            case .register(let value): return change(shown(value))
            case .choice(let value, let dots):
                return change(shown(value), before: dots.compactMap { self.values[$0].map(shown) })
            case .add(let value): return change(shown(value))
            case .remove(let dots):
                let removed = dots.compactMap { self.values[$0].map(shown) }
                return change(removed.first ?? .nothing, before: removed, isRemoved: true)
            case .stage(_, let step):
                return change(.text(known?.stepCode(step) ?? "\(step)"))
            case .counter(let total): return change(.text("\(total)"))
            case .insert(let text, _): return change(.text(DisplayText.cleaned(text)))
            case .erase: return change(.nothing, isRemoved: true)
            case .unknown: return change(.nothing)
            }
        }
    }
}
