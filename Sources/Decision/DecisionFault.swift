package import SyncProtocol

/// Why something cannot be written, whatever the disk does.
package enum DecisionFault: Error, Sendable, Hashable {
    /// What is stored does not fit together; the feeds can still tell what is right.
    case damaged(detail: String)
    /// A record as it is stored is not what was written; the changes that it follows from are not touched by that.
    case unreadable(record: String)
    case notAuthorised(space: String, detail: String)
    /// An act that can never be written, whatever happens.
    case invalid(detail: String)
    /// What the act presupposes does not hold: something else was there first.
    case conflict(ActConflict)
    /// This program writes a kind of record in a version below the one that an office above asks for.
    case belowFloor(kind: UInt16, needed: UInt32, own: UInt32)
    /// A number beyond what the store can name.
    case unfit(detail: String)
    case signing(detail: String)

    /// Whether the fault lies in what was to be written: then the parts of a transaction are tried one by one, so
    /// that one of them cannot stop the others.
    package var liesInData: Bool {
        if case .damaged = self { false } else { true }
    }
}

extension DecisionFault {
    /// In words, for what is kept with a refused change.
    var english: String {
        switch self {
        case .damaged(let detail): "The store is damaged: \(detail)."
        case .unreadable(let record): "The record \(record) is damaged on the disk."
        case .notAuthorised(let space, let detail):
            "This office may not write in \(space): \(detail)."
        case .invalid(let detail): "This cannot be written: \(detail)."
        case .conflict: "Something else was written first."
        case .belowFloor(let kind, let needed, let own):
            "Records of kind \(kind) need version \(needed); this program writes \(own)."
        case .unfit(let detail): "The store has no place for it: \(detail)."
        case .signing(let detail): "The change could not be signed: \(detail)."
        }
    }
}

/// What ends a decision before its end.
package enum Interruption: Error, Sendable {
    /// Rows that were not loaded: decide again once they are.
    case needs(Needs)
    case fault(DecisionFault)
}
