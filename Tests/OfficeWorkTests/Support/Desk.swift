import SyncProtocol

/// One author that turns intents into operations on records, as a store does.
struct Desk {
    let author: AuthorID
    private var changes: UInt64 = 0

    init(_ number: UInt64) {
        self.author = AuthorID(high: number, low: 0)
    }

    /// One change of this author on what the state shows it.
    mutating func change(
        _ intent: RecordIntent,
        seeing state: RecordState,
        at milliseconds: Int64
    ) -> (fields: [RecordEdit.Field], origin: OperationOrigin) {
        self.changes += 1
        let fields = intent.fields.map {
            RecordEdit.Field(
                $0.number,
                state.operation(for: $0, by: self.author, incarnation: 1)
            )
        }
        let origin = OperationOrigin(
            change: ChangeID(high: self.author.high, low: self.changes),
            stamp: Stamp(milliseconds: milliseconds),
            author: self.author,
            incarnation: 1
        )
        return (fields, origin)
    }

    mutating func write(
        _ intent: RecordIntent,
        to state: inout RecordState,
        at milliseconds: Int64 = 1
    ) {
        let change = self.change(intent, seeing: state, at: milliseconds)
        state.apply(change.fields, from: change.origin, firstIndex: 0)
    }
}

/// The state of a record that has seen these intents, one after the other, by one author.
func state(after intents: RecordIntent...) -> RecordState {
    var desk = Desk(1)
    var state = RecordState()
    for (index, intent) in intents.enumerated() {
        desk.write(intent, to: &state, at: Int64(index + 1))
    }
    return state
}
