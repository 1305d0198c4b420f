/// How a field's values merge (design, D4), and what they are.
package enum FieldType: Sendable, Hashable {
    /// All values live that nobody who saw them has replaced; a person settles them.
    case choice(ValueKind)
    /// The latest value wins: only where losing the other is harmless.
    case register(ValueKind)
    /// Elements that are added and taken away.
    case set(ValueKind)
    /// A whole number that grows and shrinks by what each writer adds to it.
    case counter
    /// A step in a declared order that only advances, or is opened again. The steps are named from 1.
    case stage([DeclaredStep])
    /// A long passage that several write at once: what each has written stays (``TextState``).
    case text(charactersMax: Int)

    /// What one value of it is; nil where it is the type alone that says it.
    package var kind: ValueKind? {
        switch self {
        case .choice(let kind), .register(let kind), .set(let kind): kind
        case .counter, .stage, .text: nil
        }
    }
}
