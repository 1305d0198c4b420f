internal import SyncProtocol

/// What became of one received note. Every one comes to exactly one of these.
package enum NoteFate: String, Sendable, CaseIterable {
    case kept
    /// A later one is here, or the same.
    case older
    case subjectUnknown
    /// It names other changes of ours than those that are here (yet).
    case contradicted
    /// It did not pass the checks, and is in quarantine.
    case refused
    /// Nobody has vouched for its author yet.
    case authorUnknown
    /// Too much waited, or too much had been refused.
    case dropped
    /// The link or the node ended before it was on disk.
    case lost

    init(_ verdict: NoteVerdict) {
        self =
            switch verdict {
            case .kept: .kept
            case .older: .older
            case .subjectUnknown: .subjectUnknown
            case .contradicted: .contradicted
            }
    }
}
