/// What a writer wants of one field, before it is known which dots that supersedes.
package struct FieldIntent: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        /// Writes a `register`.
        case assign(Value)
        /// Writes a `choice`, settling whatever conflict is known here.
        case choose(Value)
        /// Adds to a `counter`.
        case increment(Int64)
        case add(Value)
        case remove(Value)
        /// Moves a `stage` on. A step that is behind the present one has no effect.
        case advance(UInt32)
        /// Opens a `stage` again at an earlier step.
        case reopen(UInt32)
        /// Puts something into a `text`; see ``TextState/edit(to:)``.
        case insert(String, at: TextAnchor)
        /// Takes elements out of a `text`.
        case erase([TextSpan])
    }

    package let number: UInt16
    package let action: Action

    package init(_ number: UInt16, _ action: Action) {
        self.number = number
        self.action = action
    }

    /// What is written into the field, or into and out of the set that it is.
    package var value: Value? {
        switch self.action {
        case .assign(let value), .choose(let value), .add(let value), .remove(let value): value
        case .increment, .advance, .reopen, .insert, .erase: nil
        }
    }
}
