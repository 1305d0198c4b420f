internal import Decision

/// Something that the node has to keep beside changes: notes, events, what was refused. It is decided together with
/// all else that waits.
struct Work: Sendable {
    /// Says what the decision can touch.
    let expect: @Sendable (inout Foresight) -> Void
    let decide: @Sendable (Transaction) throws(Interruption) -> any Sendable
    /// Told once the disk has it.
    let complete: @Sendable (Result<any Sendable, StoreError>) -> Void
}
