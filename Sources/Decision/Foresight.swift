internal import OfficeWork
internal import OrderedCollections
package import SyncProtocol

/// What a turn of the writer can touch, said before it is decided, so that nearly always everything is there when it
/// is. What shows only while deciding is asked for then (``Interruption/needs(_:)``).
package struct Foresight {
    /// No document number is longer, in bytes.
    private static let numberByteCountMax = 512

    private static let strandsForeseenMax = 4

    private let state: StoreState
    package private(set) var needs = Needs()

    package init(_ state: StoreState) {
        self.state = state
    }

    // MARK: Received

    package mutating func expect(_ batch: VerifiedBatch) {
        for verification in batch.changes { self.expect(verification) }
    }

    package mutating func expect(_ verification: ChangeVerification) {
        switch verification {
        case .good(let change):
            self.expect(change)
        case .openingMissing: break
        case .refused(let reason, let detail, let signed, let change):
            // The digest is over the bytes alone.
            self.expect(
                QuarantinedUnit(
                    reason: reason,
                    detail: detail,
                    feed: change?.feed,
                    number: change?.number,
                    peer: "",
                    body: signed.body,
                    signature: signed.signature
                )
            )
        }
    }

    package mutating func expect(_ unit: QuarantinedUnit) {
        self.needs.quarantined.append(unit.digest(by: self.state.suite))
    }

    private mutating func expect(_ verified: VerifiedChange) {
        let change = verified.change
        self.expectPlace(of: change)
        for edit in verified.edits {
            self.expect(RecordReference(edit.record, in: change.feed.space))
            self.expectTotals(of: edit.record, in: change.feed.space)
            guard edit.record.kind == RecordKind.report.rawValue else { continue }
            for field in edit.fields where field.number == ReportField.directive.rawValue {
                if case .choice(let value, _) = field.operation { self.expectDirectives(value) }
            }
        }
    }

    /// The change before it and what stands under its number, where it does not come next.
    private mutating func expectPlace(of change: Change) {
        let strands = self.state.directory.strands(of: change.feed)
        // Of a feed with many branches only what is needed indeed is loaded: bodies may be long.
        guard strands.count <= Self.strandsForeseenMax else { return }
        for place in strands {
            let feed = self.state.directory.feeds[place]
            for number in [change.number, change.number - 1] {
                guard number > feed.feed.base, number < feed.head.number else { continue }
                let id = Directory.id(place)
                self.needs.changes.append(ChangePosition.value(feed: id, number: number))
            }
        }
    }

    // MARK: Written here

    package mutating func expect(_ act: LocalAct) {
        for part in act.parts {
            for precondition in part.preconditions { self.expect(precondition) }
            for intent in part.intents { self.expect(intent) }
        }
    }

    private mutating func expect(_ intent: RecordIntent) {
        self.expect(intent.reference)
        self.expectTotals(of: intent.record, in: intent.space)
        guard intent.record.kind == RecordKind.report.rawValue else { return }
        let reference = intent.fields.first { $0.number == ReportField.directive.rawValue }
        self.expectDirectives(reference?.value)
    }

    private mutating func expect(_ precondition: Precondition) {
        switch precondition {
        case .isNew(let content), .agrees(let content), .isNotSaid(let content):
            self.expect(content.reference)
        case .exists(let reference), .isEmpty(let reference, _), .isBefore(let reference, _, _),
            .isAsShown(let reference, _, _), .isAtOdds(let reference, _):
            self.expect(reference)
        case .isUnique(let reference, .value(_, .text(let number))):
            if let space = self.state.directory.space(reference.space) {
                let kind = reference.record.kind
                self.needs.holders.append(Needs.NumberKey(space: space, kind: kind, number: number))
            }
        case .isUnique: break
        case .hasNoNode(let office): self.needs.joined.append(office)
        case .hasPlace, .isUnchanged: break
        }
    }

    private mutating func expect(_ reference: RecordReference) {
        guard let space = self.state.directory.space(reference.space) else { return }
        self.needs.records.append(RecordKey(space: space, record: reference.record))
    }

    // MARK: What follows from records

    /// The totals of all offices above that are known, though the space may be new.
    private mutating func expectTotals(of record: RecordID, in space: SpaceID) {
        guard record.kind == RecordKind.figures.rawValue, space.kind == .reports,
            let period = Figures.period(key: record.key)
        else { return }
        for path in space.owner.lineage.reversed() {
            guard let place = self.state.directory.office(path) else { continue }
            for place in self.state.directory.offices[place].lineage {
                self.needs.totals.append(TotalsKey(office: place, period: period))
            }
            return
        }
    }

    /// A report names the directive that it answers by its id or its number.
    private mutating func expectDirectives(_ value: Value?) {
        guard case .text(let number)? = value, DirectiveID(hex: number) == nil,
            number.utf8.count <= Self.numberByteCountMax
        else { return }
        self.needs.numbers.append(number)
    }

    // MARK: Notes

    package mutating func expect(_ note: VerifiedNote) {
        self.needs.notes.append(note.key)
        if case .fold(let header) = note.content { self.needs.directives.append(header.subject) }
    }

    package mutating func expect(_ ids: [NoteID]) {
        self.needs.noteIDs.formUnion(ids)
    }

    package mutating func expect(_ held: HeldTurn) {
        for part in held.parts {
            let id = Directory.id(part.place)
            for number in part.numbers {
                self.needs.changes.append(ChangePosition.value(feed: id, number: number))
            }
        }
    }
}
