internal import Decision
internal import SyncProtocol

typealias SimulatedTurn = Turn<StoreWork, SimulatedAct>

/// What the writer decides in its next commit: a turn, or a part of one that could not be stored at once.
enum StorePiece: Sendable {
    case turn(SimulatedTurn)
    /// The changes of a batch, each in a commit of its own.
    ///
    /// - Parameter outcomes: of those that are done.
    case changes(VerifiedBatch, outcomes: [ChangeOutcome])

    /// Nil when there is nothing to divide.
    var divided: [StorePiece]? {
        guard case .turn(let turn) = self else { return nil }
        return switch turn.division {
        case .parts(let parts): parts.map { .turn($0) }
        case .changes(let batch) where !batch.changes.isEmpty: [.changes(batch, outcomes: [])]
        case .changes, .whole: nil
        }
    }

    /// Received changes that nobody has an outcome of yet.
    var changeCount: Int {
        switch self {
        case .turn(let turn): turn.batches.reduce(0) { $0 + $1.changes.count }
        case .changes(let batch, _): batch.changes.count
        }
    }

    var receivedNoteCount: Int {
        guard case .turn(let turn) = self else { return 0 }
        return turn.works.reduce(0) { $0 + $1.receivedNoteCount }
    }
}

extension StoreWork {
    /// How many received notes this is the end of.
    var receivedNoteCount: Int {
        if case .notes(let work) = self { work.receivedCount } else { 0 }
    }
}
