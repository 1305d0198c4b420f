internal import Decision

/// Something that the node has to keep beside changes: notes, events, what was refused. It is decided together with
/// all else that waits.
struct Work: Sendable, TurnWork {
    private let expect: @Sendable (inout Foresight) -> Void
    private let body: @Sendable (Transaction) throws(Interruption) -> any Sendable
    /// Told once the disk has it.
    let complete: @Sendable (Result<any Sendable, StoreError>) -> Void

    init(
        expect: @escaping @Sendable (inout Foresight) -> Void,
        decide: @escaping @Sendable (Transaction) throws(Interruption) -> any Sendable,
        complete: @escaping @Sendable (Result<any Sendable, StoreError>) -> Void
    ) {
        self.expect = expect
        self.body = decide
        self.complete = complete
    }

    func foresee(_ foresight: inout Foresight) { self.expect(&foresight) }

    func decide(_ transaction: Transaction) throws(Interruption) -> any Sendable {
        try self.body(transaction)
    }
}
