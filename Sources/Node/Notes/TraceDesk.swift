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

    private let context: NoteContext
    private var touchedOnes: Set<DirectiveID> = []
    private var isAllTouched = true
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
        self.isAllTouched = true
    }

    func tick() {
        // The root tells nobody.
        guard self.context.office.parent != nil, !self.isWorking else { return }
        let now = self.context.clock()
        var wanted = self.touchedOnes
        for (id, schedule) in self.schedules where schedule.isDue(isComplete: false, at: now) {
            wanted.insert(id)
        }
        guard self.isAllTouched || !wanted.isEmpty else { return }
        self.isWorking = true
        let isAll = self.isAllTouched
        self.isAllTouched = false
        let batch = Array(wanted.sorted().prefix(Self.batchMax))
        self.touchedOnes.subtract(batch)
        let own = self.context.office
        let bound = NIOLoopBound(self, eventLoop: self.context.eventLoop)
        self.context.read { snapshot throws(StoreError) in
            isAll
                ? (all: try Self.everyDirective(snapshot), folded: [])
                : (all: [], folded: try Self.fold(batch, snapshot, own))
        } then: { result in
            bound.value.isWorking = false
            bound.value.touchedOnes.formUnion(result?.all ?? [])
            bound.value.tell(result?.folded ?? [], at: now)
        }
    }

    private static func everyDirective(
        _ snapshot: StoreSnapshot
    ) throws(StoreError) -> [DirectiveID] {
        let range = StoreRange(limit: StoreRange.limitMax)
        return try snapshot.directives(range).rows.map(\.directive.id)
    }

    private static func fold(
        _ directives: [DirectiveID],
        _ snapshot: StoreSnapshot,
        _ own: OfficePath
    ) throws(StoreError) -> [Folded] {
        let roster = try Roster(snapshot, own: own)
        var result: [Folded] = []
        for id in directives {
            guard let row = try snapshot.directive(id: id), row.issuer != own,
                row.issuer.contains(own)
            else { continue }
            let reading = try TraceReading(row, snapshot, roster)
            guard let fold = reading.foldBelow else { continue }
            let told = try snapshot.notes(.fold, about: id.bytes).first { $0.signer == own }
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
