/// How a field's values merge (design, D4), and what they are.
package enum FieldType: Sendable, Hashable {
    /// All values live that nobody who saw them has replaced; a person settles them.
    case choice(ValueKind)
    /// The latest value wins: only where losing the other is harmless.
    case register(ValueKind)
    /// Elements that are added and taken away.
    case set(ValueKind)
    /// A step in a declared order that only advances. The steps are named from 1.
    case stage([DeclaredStep])

    /// What one value of it is; nil for a step.
    package var kind: ValueKind? {
        switch self {
        case .choice(let kind), .register(let kind), .set(let kind): kind
        case .stage: nil
        }
    }
}
