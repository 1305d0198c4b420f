internal import Decision
internal import OrderedCollections
internal import SyncProtocol

/// What a node answered to whoever saved a page, and what the save took the place of.
struct EditWriting: Sendable {
    enum Answer: Sendable, Equatable {
        case saved
        /// It stands there already.
        case repeated
        /// Something stands in the field that was not shown.
        case unseen(UInt16)
        /// In the field nothing is at odds.
        case settled(UInt16)
        /// There is no record in which something could be.
        case missing

        var refusedField: UInt16? {
            switch self {
            case .saved, .repeated, .missing: nil
            case .unseen(let field), .settled(let field): field
            }
        }
    }

    private static let name = "a save is answered by what is in its record"
    private static let supersededName = "a save takes the place of what was shown alone"

    let page: OpenPage
    let answer: Answer
    /// Of a save, by the signed change: for each field the texts that it supersedes, ascending.
    let superseded: OrderedDictionary<UInt16, [String]>
    /// Of a refusal: what its user was told to stand in the field, ascending.
    let present: [String]

    /// - Parameter image: the disk of the node with the acts of the commit.
    init(
        _ number: ActNumber,
        _ page: OpenPage,
        _ outcome: CommitOutcome,
        _ image: StoreImage
    ) throws(CheckFailure) {
        self.page = page
        if let positions = outcome.acts[number] {
            self.answer = positions.isEmpty ? .repeated : .saved
            self.present = []
            self.superseded =
                positions.isEmpty ? [:] : try Self.superseded(by: page, at: positions, on: image)
            return
        }
        self.superseded = [:]
        guard case .conflict(let conflict)? = outcome.refused[number] else {
            throw Self.failure(page, "\(outcome.refused[number].map { "\($0)" } ?? "no answer")")
        }
        switch conflict.reason {
        case .unseen(page.reference, let field, let present):
            self.answer = .unseen(field)
            self.present = Self.texts(present, field)
        case .settled(page.reference, let field, let present):
            self.answer = .settled(field)
            self.present = Self.texts(present, field)
        case .missing(page.reference):
            self.answer = .missing
            self.present = []
        default: throw Self.failure(page, "\(conflict.reason)")
        }
    }

    private static func texts(_ state: RecordState, _ field: UInt16) -> [String] {
        state.choices(field).map { $0.value.text ?? "\($0.value)" }.sorted()
    }

    private static func failure(
        _ page: OpenPage,
        _ detail: String,
        _ name: String = Self.name
    ) -> CheckFailure {
        CheckFailure(.correctness, name, office: page.office, "\(page.words): \(detail)")
    }

    /// What the operations of a save name as superseded, read from what was signed.
    private static func superseded(
        by page: OpenPage,
        at positions: [FeedPosition],
        on image: StoreImage
    ) throws(CheckFailure) -> OrderedDictionary<UInt16, [String]> {
        var result: OrderedDictionary<UInt16, [String]> = [:]
        for field in positions.flatMap({ Self.edits(at: $0, on: image) })
            .filter({ $0.record == page.reference.record }).flatMap(\.fields)
        {
            guard case .choice(let value, let dots) = field.operation,
                page.entries.contains(where: { $0.field == field.number && .text($0.text) == value }
                )
            else { continue }
            var texts: [String] = []
            for dot in dots {
                guard let text = page.shown[field.number]?[dot] else {
                    throw Self.failure(page, "something was not shown", Self.supersededName)
                }
                texts.append(text)
            }
            result[field.number] = texts.sorted()
        }
        guard result.count == page.entries.count else {
            throw Self.failure(page, "\(result.keys) were written")
        }
        return result
    }

    private static func edits(at position: FeedPosition, on image: StoreImage) -> [RecordEdit] {
        let entry = image.copy(holding: position)?.entry(position.head.number)
        let change = entry.flatMap { try? Change(decoding: $0.signed.body) }
        return change.flatMap { try? $0.edits() } ?? []
    }
}

extension OpenPage {
    /// The answer that a save is due.
    ///
    /// - Parameter standing: the texts in each field of the record, ascending.
    func answer(on standing: OrderedDictionary<UInt16, [String]>) -> EditWriting.Answer {
        if self.entries.allSatisfy({ standing[$0.field] == [$0.text] }) { return .repeated }
        let unseen = self.entries.first { entry in
            (standing[entry.field] ?? []).contains { !self.hasShown($0, in: entry.field) }
        }
        if let unseen { return .unseen(unseen.field) }
        guard self.isSettlement else { return .saved }
        if standing.values.allSatisfy(\.isEmpty) { return .missing }
        let settled = self.entries.first { (standing[$0.field] ?? []).count < 2 }
        return settled.map { .settled($0.field) } ?? .saved
    }
}
