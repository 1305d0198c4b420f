package import SyncProtocol

/// What the writer decides in one transaction. When it cannot be stored, its parts are decided one by one, so that none
/// of them can stop the others.
package struct Turn<Work: TurnWork, Act: TurnAct> {
    package var batches: [VerifiedBatch]
    package var works: [Work]
    package var acts: [Act]

    package init(batches: [VerifiedBatch] = [], works: [Work] = [], acts: [Act] = []) {
        self.batches = batches
        self.works = works
        self.acts = acts
    }

    package var partCount: Int { self.batches.count + self.works.count + self.acts.count }

    package var isEmpty: Bool { self.partCount == 0 }

    /// What its decision can touch.
    package func needs(_ state: StoreState) -> Needs {
        var foresight = Foresight(state)
        for batch in self.batches { foresight.expect(batch) }
        for work in self.works { work.foresee(&foresight) }
        for act in self.acts { foresight.expect(act.act) }
        return foresight.needs
    }

    /// How it goes on with what could not be stored.
    package enum Division {
        /// Each part is a turn of its own.
        case parts([Turn])
        /// Each change of a batch is taken in by itself (``ChangeVerification/unstorable(because:)``).
        case changes(VerifiedBatch)
        /// There is nothing to divide.
        case whole
    }

    package var division: Division {
        guard self.partCount > 1 else {
            return self.batches.first.map { .changes($0) } ?? .whole
        }
        return .parts(
            self.batches.map { Turn(batches: [$0]) } + self.works.map { Turn(works: [$0]) }
                + self.acts.map { Turn(acts: [$0]) }
        )
    }
}

extension Turn: Sendable where Work: Sendable, Act: Sendable {}

/// Something to be kept that is neither received nor an act.
package protocol TurnWork {
    associatedtype Value

    /// Says what the decision can touch.
    func foresee(_ foresight: inout Foresight)
    func decide(_ transaction: Transaction) throws(Interruption) -> Value
}

/// An act that waits, with whoever is to be told of it.
package protocol TurnAct {
    var act: LocalAct { get }
}

extension Transaction {
    /// Decides a turn.
    ///
    /// - Returns: what came of each of its works and acts.
    package func decide<Work, Act>(
        _ turn: Turn<Work, Act>
    ) throws(Interruption) -> (works: [Work.Value], acts: [Result<WrittenAct, DecisionFault>]) {
        // Batches first: they may show that our own incarnation must change.
        var works: [Work.Value] = []
        var acts: [Result<WrittenAct, DecisionFault>] = []
        let parts =
            turn.batches.map(TurnPart.batch) + turn.works.map(TurnPart.work) + [TurnPart.acts]
        try self.gather(parts) { (part) throws(Interruption) in
            switch part {
            case .batch(let batch): try self.ingest(batch)
            case .work(let work): works.append(try work.decide(self))
            case .acts: acts = try self.write(turn.acts.map(\.act))
            }
        }
        return (works, acts)
    }
}

private enum TurnPart<Work> {
    case batch(VerifiedBatch)
    case work(Work)
    case acts
}

extension ChangeVerification {
    /// The same, refused: it has shown that it cannot be stored, and goes to quarantine. Nil for what would not have
    /// been stored anyway.
    package func unstorable(because detail: String) -> ChangeVerification? {
        guard case .good(let change) = self else { return nil }
        return .refused(.malformedOperations, detail: detail, change.signed, change.change)
    }
}
