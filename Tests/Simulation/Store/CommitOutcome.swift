internal import Decision
internal import OrderedCollections
internal import SyncProtocol

/// What is told when a commit is done.
struct CommitOutcome: Sendable {
    var report = CommitReport(committed: [], batches: [])
    var notices: [StoreNotice] = []
    /// For each act that was written, where it stands now.
    var acts: OrderedDictionary<ActNumber, [FeedPosition]> = [:]
    /// Acts that were not written, and why.
    var refused: OrderedDictionary<ActNumber, DecisionFault> = [:]
    /// The disk with all acts, before anything held was applied. Nil when there were none.
    var imageAfterActs: StoreImage?
    var works: [StoreWork.Outcome] = []
    /// What people are told.
    var events: [StoreEvent] = []
    /// A record was asked for that the disk has not kept.
    var isUnreadable = false
    /// What confirmations have made the office believe.
    var beliefs: [StoreImage.Belief] = []
    /// Whose records or applied changes are others now.
    var spaces: OrderedSet<SpaceID> = []
    /// Nothing but notes was written.
    var isOfNotesOnly = true

    var committed: [CommitReport.Committed] { self.report.committed }

    /// Changes that were written or received.
    var changeCount: Int {
        self.acts.count + self.report.batches.reduce(0) { $0 + $1.outcomes.count }
    }

    var notes: [NoteOutcome] {
        self.works.compactMap { if case .note(let outcome) = $0 { outcome } else { nil } }
    }

    /// What became of notes that neighbours had sent.
    var receivedNotes: [NoteFate] {
        self.notes.flatMap { outcome -> [NoteFate] in
            switch outcome {
            case .received(_, let verdicts, _): verdicts.map(NoteFate.init)
            case .refused: [.refused]
            case .own, .settled, .forgotten: []
            }
        }
    }
}
