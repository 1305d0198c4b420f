import NIOCore
import OfficeWork
import Store
import SyncProtocol

/// Folds how far directives have come below this office, and tells the office above: a complete fold
/// at once, others within seconds unless they are long and many.
final class TraceDesk {
    /// How many directives are folded in one go.
    private static let batchMax = 100

    private struct Folded: Sendable {
        let directive: DirectiveID
        let fold: TraceFold
        /// What the office above was told last.
        let told: TraceFoldNote?
    }

    /// A look at all directives, a page at a time.
    private struct Sweep {
        /// The last directive that was looked at; nil before the first.
        var after: StoreKey?
    }

    private struct Outcome: Sendable {
        let folded: [Folded]
        /// Where the sweep goes on; nil when it is over.
        let next: StoreKey?
    }

    private let context: NoteContext
    private var touchedOnes: Set<DirectiveID> = []
    /// Nil when all have been looked at since the rosters changed last.
    private var sweep: Sweep? = Sweep()
    /// Of directives with something untold.
    private var schedules: [DirectiveID: FoldSchedule] = [:]
    private var isWorking = false
    weak var notes: NoteDriver?

    init(_ context: NoteContext) {
        self.context = context
    }

    func touched(_ directives: [DirectiveID]) {
        self.touchedOnes.formUnion(directives)
    }

    /// Offices have come or changed.
    func touchedAll() {
        self.sweep = Sweep()
    }

    func tick() {
        // The root tells nobody.
        guard self.context.office.parent != nil, !self.isWorking else { return }
        let now = self.context.clock()
        var wanted = self.touchedOnes
        for (id, schedule) in self.schedules where schedule.isDue(isComplete: false, at: now) {
            wanted.insert(id)
        }
        guard self.sweep != nil || !wanted.isEmpty else { return }
        let batch = Array(wanted.sorted().prefix(Self.batchMax))
        self.touchedOnes.subtract(batch)
        // What has changed comes first.
        let sweep = batch.count < Self.batchMax ? self.sweep : nil
        if sweep != nil { self.sweep = nil }
        self.work(on: batch, sweep, at: now)
    }

    private func work(on batch: [DirectiveID], _ sweep: Sweep?, at now: Int64) {
        self.isWorking = true
        let (own, book) = (self.context.office, self.context.standings)
        let bound = NIOLoopBound(self, eventLoop: self.context.eventLoop)
        self.context.read { snapshot throws(StoreError) in
            var rows: [IssuedDirective] = []
            for id in batch {
                if let row = try snapshot.directives.one(id: id) { rows.append(row) }
            }
            var next: StoreKey?
            if let sweep {
                let page = try snapshot.directives.page(
                    StoreRange(after: sweep.after, limit: Self.batchMax)
                )
                rows += page.rows.filter { !batch.contains($0.directive.id) }
                next = page.next
            }
            return Outcome(folded: try Self.fold(rows, snapshot, own, book), next: next)
        } then: { outcome in
            bound.value.worked(on: batch, sweep, outcome, at: now)
        }
    }

    private func worked(
        on batch: [DirectiveID],
        _ sweep: Sweep?,
        _ outcome: Outcome?,
        at now: Int64
    ) {
        self.isWorking = false
        // One that was asked for meanwhile begins at the beginning.
        if let outcome {
            if self.sweep == nil, let next = outcome.next { self.sweep = Sweep(after: next) }
            self.tell(outcome.folded, at: now)
        } else {
            // The store could not be read.
            self.touchedOnes.formUnion(batch)
            self.sweep = self.sweep ?? sweep
        }
    }

    private static func fold(
        _ rows: [IssuedDirective],
        _ snapshot: StoreSnapshot,
        _ own: OfficePath,
        _ book: StandingBook
    ) throws(StoreError) -> [Folded] {
        let roster = try Roster(snapshot, own: own)
        var result: [Folded] = []
        for row in rows where row.issuer != own && row.issuer.contains(own) {
            let reading = try book.standing(of: row, snapshot, roster).reading
            guard let fold = reading.foldBelow else { continue }
            let id = row.directive.id
            let told = try snapshot.notes.all(.fold, about: id.bytes).first { $0.signer == own }
            result.append(
                Folded(
                    directive: id,
                    fold: fold,
                    told: told.flatMap { try? TraceFoldNote(decoding: $0.note.body) }
                )
            )
        }
        return result
    }

    private func tell(_ folded: [Folded], at now: Int64) {
        var notes: [VerifiedNote] = []
        for one in folded {
            guard one.fold != one.told?.fold else {
                self.schedules[one.directive]?.settled()
                continue
            }
            let settings = self.context.settings
            var schedule =
                self.schedules[one.directive]
                ?? FoldSchedule(
                    gatherMilliseconds: settings.foldMilliseconds,
                    millisecondsMax: settings.foldMillisecondsMax
                )
            schedule.changed(at: now)
            let isComplete = one.fold.isComplete
            if schedule.isDue(isComplete: isComplete, at: now) {
                let note = self.note(one, at: now)
                let byteCount = note?.note.body.count ?? 0
                schedule.told(isComplete: isComplete, byteCount: byteCount, at: now)
                if let note { notes.append(note) }
            }
            self.schedules[one.directive] = schedule
        }
        guard !notes.isEmpty else { return }
        let bound = NIOLoopBound(self, eventLoop: self.context.eventLoop)
        let directives = folded.map(\.directive)
        self.context.keep(notes, from: nil) { verdicts in
            guard verdicts != nil else { return bound.value.touched(directives) }
            bound.value.notes?.step(.foldsKept)
        }
    }

    private func note(_ one: Folded, at now: Int64) -> VerifiedNote? {
        // Times never go back, whatever the clock does.
        let at = max(now / 1_000, one.told?.at ?? 0)
        let body = TraceFoldNote(directive: one.directive, at: at, fold: one.fold).encoded()
        let header = FoldHeader(subject: one.directive.bytes, at: at)
        return self.context.identity.note(.fold, body, .fold(header))
    }
}
