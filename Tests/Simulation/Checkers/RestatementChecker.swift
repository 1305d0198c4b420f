internal import Decision
internal import OrderedCollections
internal import PlainText
internal import SyncProtocol

/// The end of a feed of our own was damaged, withdrawn and written again: all that it said still stands, or people are
/// told that something is lost.
struct RestatementChecker {
    private static let name = "what is written again says all that was said"

    static func check(
        _ outcome: CommitOutcome,
        at index: Int,
        _ office: SimulatedOffice,
        before: StoreImage
    ) throws(CheckFailure) {
        // Whatever else changes records: then nobody can tell from outside what was written again.
        let isHeldApplied = outcome.notices.contains {
            if case .heldApplied = $0 { true } else { false }
        }
        // An act of the same commit that was withdrawn with the rest.
        let isMixed = isHeldApplied || outcome.acts.values.contains(where: \.isEmpty)
        guard !isMixed, outcome.report.mended.isEmpty, outcome.report.cuts.isEmpty else { return }
        let lost = outcome.events.reduce(Int64(0)) { $0 + ($1.details.number(.lost) ?? 0) }
        let disk = office.store.durable
        // What stands behind where an office was taken off a case, here or where it stood before, is not said again.
        let places = [office.path] + disk.formerPaths
        for end in outcome.report.withdrawn
        where end.feed.author == office.identity.author
            && places.allSatisfy({ disk.charters.limit(of: end.feed, by: $0) == nil })
        {
            let space = end.feed.space
            // Records that could not be read, or lacked it already, have nothing to say; what another damaged change
            // has said comes back with it.
            guard !before.hasRottenRecords(in: space), !before.lacksDamaged(in: space),
                !disk.lacksDamaged(in: space)
            else { continue }
            let touched = Self.touched(in: space, outcome, by: office.identity.author)
            for record in before.recordIDs(in: space) where !touched.contains(record) {
                let reference = RecordReference(record, in: space)
                let (old, new) = (before.state(reference).said, disk.state(reference).said)
                guard old != new else { continue }
                let detail =
                    "\(space) \(record.name): \(new) instead of \(old), \(lost) said to be lost"
                throw CheckFailure(.correctness, Self.name, office: index, detail)
            }
        }
    }

    /// The records of a space that other changes of the commit are about: of others, of acts, and what has come back of
    /// the office's own past.
    private static func touched(
        in space: SpaceID,
        _ outcome: CommitOutcome,
        by author: AuthorID
    ) -> OrderedSet<RecordID> {
        let acts = OrderedSet(outcome.acts.values.joined().map(\.head))
        let opened = outcome.notices.compactMap { notice -> UInt64? in
            if case .incarnationOpened(let incarnation, _) = notice { incarnation } else { nil }
        }
        var records: OrderedSet<RecordID> = []
        for change in outcome.committed
        where change.feed.space == space
            && (change.feed.author != author || acts.contains(change.head)
                || !opened.contains(FeedID.ordinary(change.feed.incarnation)))
        {
            let edits = (try? Change(decoding: change.signed.body)).flatMap { try? $0.edits() }
            for edit in edits ?? [] { records.append(edit.record) }
        }
        return records
    }
}

extension RecordState {
    /// What a person is shown of it, and what stands beside that unsettled.
    fileprivate var said: [String] {
        self.slots.flatMap { slot -> [String] in
            switch slot.state {
            case .register(let state): ["\(slot.number) \(state.value) \(state.stamp)"]
            case .choice(let state):
                state.live.map { "\(slot.number) \($0.value)" }.sorted()
            case .set(let state): state.live.map { "\(slot.number) \($0.value)" }.sorted()
            // Nothing counted reads like nothing written.
            case .counter(let state):
                state.total == 0 ? [] : ["\(slot.number) \(state.total)"]
            case .stage(let state): ["\(slot.number) \(state.reopening) \(state.step)"]
            case .text(let state): ["\(slot.number) \(state.text)"]
            case .unknown: []
            }
        }
    }
}
