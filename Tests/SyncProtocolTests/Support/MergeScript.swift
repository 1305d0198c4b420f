import Testing

@testable import SyncProtocol

/// What one change of a script does to the one record that the script is about.
struct ScriptedChange: Hashable {
    let origin: OperationOrigin
    let fields: [RecordEdit.Field]

    var edit: RecordEdit {
        guard let record = RecordID(kind: 7, key: [1]) else { preconditionFailure("a valid key") }
        return RecordEdit(record: record, fields: self.fields)
    }
}

/// Several authors who write in one record, each knowing some of what the others wrote.
struct MergeScript {
    enum FieldKind: CaseIterable {
        case register
        case choice
        case counter
        case set
        case stage
        case text
    }

    private(set) var changes: [ScriptedChange] = []

    /// - Parameter kinds: the types of fields that are written.
    init(
        random: inout SeededRandom,
        authors authorCount: Int,
        changesPerAuthor: Int,
        kinds: [FieldKind] = FieldKind.allCases
    ) {
        var authors = (0..<authorCount).map { Author(number: $0) }
        for _ in 0..<(authorCount * changesPerAuthor) {
            let place = random.int(0...(authorCount - 1))
            if random.chance(40) { authors[place].learn(self.changes, &random) }
            self.changes.append(authors[place].write(kinds, &random))
        }
    }

    func state(_ changes: [ScriptedChange]) -> RecordState {
        var state = RecordState()
        for change in changes { state.apply(change.fields, from: change.origin, firstIndex: 0) }
        return state
    }

    private struct Author {
        let id: AuthorID
        let number: Int
        var state = RecordState()
        var known: Set<ChangeID> = []
        var clock: Int64 = 1_760_000_000_000
        var writtenCount = 0

        init(number: Int) {
            self.number = number
            self.id = AuthorID(prefixOf: SignatureSuite.ed25519.hash([UInt8(number)]))
        }

        mutating func take(_ change: ScriptedChange) {
            guard self.known.insert(change.origin.change).inserted else { return }
            self.state.apply(change.fields, from: change.origin, firstIndex: 0)
        }

        mutating func learn(_ changes: [ScriptedChange], _ random: inout SeededRandom) {
            for change in changes.shuffled(using: &random) where random.chance(60) {
                self.take(change)
            }
        }

        mutating func write(
            _ kinds: [FieldKind],
            _ random: inout SeededRandom
        ) -> ScriptedChange {
            self.writtenCount += 1
            self.clock += Int64(random.int(0...2))
            let label = [UInt8(self.number), UInt8(self.writtenCount)]
            let origin = OperationOrigin(
                change: ChangeID(prefixOf: SignatureSuite.ed25519.hash(label)),
                stamp: Stamp(milliseconds: self.clock, counter: UInt16(self.writtenCount)),
                author: self.id,
                incarnation: UInt64(self.number)
            )
            let intents = (0..<random.int(1...3)).flatMap { _ in
                self.intents(kinds[random.int(0...kinds.count - 1)], &random)
            }
            // One write to a number, as a draft has it; but a text is inserted into and erased from at once.
            var fields: [RecordEdit.Field] = []
            var written: Set<UInt16> = []
            for (place, intent) in intents.enumerated() {
                let isNext = place > 0 && intents[place - 1].number == intent.number
                guard written.insert(intent.number).inserted || isNext && intent.number == 6 else {
                    continue
                }
                let operation = self.state.operation(
                    for: intent,
                    by: self.id,
                    incarnation: origin.incarnation
                )
                fields.append(RecordEdit.Field(intent.number, operation))
            }
            let change = ScriptedChange(origin: origin, fields: fields)
            self.take(change)
            return change
        }

        private func intents(
            _ kind: FieldKind,
            _ random: inout SeededRandom
        ) -> [FieldIntent] {
            let value = Value.integer(Int64(random.int(0...4)))
            switch kind {
            case .register: return [FieldIntent(1, .assign(value))]
            case .choice: return [FieldIntent(2, .choose(value))]
            case .counter: return [FieldIntent(3, .increment(Int64(random.int(-3...9))))]
            case .set: return [FieldIntent(4, random.chance(70) ? .add(value) : .remove(value))]
            case .stage:
                let step = UInt32(random.int(0...5))
                return [FieldIntent(5, random.chance(80) ? .advance(step) : .reopen(step))]
            case .text:
                let text = self.state.text(6) ?? TextState()
                return text.edit(to: TextWriter.rewrite(text.text, &random)).intents(6)
            }
        }
    }
}
