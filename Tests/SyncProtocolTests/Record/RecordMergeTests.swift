import Testing

@testable import SyncProtocol

@Suite("Merging: any order, one state")
struct RecordMergeTests {
    private static let ordersPerScript = 25

    private static func liveDots(_ state: RecordState, _ number: UInt16, isSet: Bool) -> [Dot] {
        for slot in state.slots where slot.number == number {
            switch slot.state {
            case .choice(let choice) where !isSet: return choice.live.map(\.dot)
            case .set(let set) where isSet: return set.live.map(\.dot)
            default: continue
            }
        }
        return []
    }

    @Test(
        "Each type of field comes to one state and one encoding in any order",
        arguments: MergeScript.FieldKind.allCases,
        UInt64(0)..<8
    )
    func oneKind(kind: MergeScript.FieldKind, seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let script = MergeScript(
            random: &random,
            authors: 4,
            changesPerAuthor: 8,
            kinds: [kind]
        )
        Self.checkOrders(script, &random)
    }

    @Test(
        "Records with fields of all types come to one state in any order",
        arguments: UInt64(100)..<120
    )
    func allKinds(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let script = MergeScript(random: &random, authors: 5, changesPerAuthor: 7)
        Self.checkOrders(script, &random)
    }

    private static func checkOrders(_ script: MergeScript, _ random: inout SeededRandom) {
        let expected = script.state(script.changes)
        let bytes = expected.encoded()
        for _ in 0..<Self.ordersPerScript {
            let state = script.state(script.changes.shuffled(using: &random))
            #expect(state == expected)
            #expect(state.encoded() == bytes)
        }
        #expect(script.state(script.changes.reversed()).encoded() == bytes)
    }

    @Test(
        "The state is what the rules say of the whole set of changes",
        arguments: UInt64(200)..<230
    )
    func model(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let script = MergeScript(random: &random, authors: 4, changesPerAuthor: 6)
        let state = script.state(script.changes.shuffled(using: &random))
        let model = MergeModel(changes: script.changes)
        #expect(state.register(1) == model.register(1))
        #expect(Self.liveDots(state, 2, isSet: false) == model.live(2, isSet: false))
        #expect(state.counter(3) == model.counter(3))
        #expect(Self.liveDots(state, 4, isSet: true) == model.live(4, isSet: true))
        #expect(state.stage(5) == model.stage(5))
        #expect(state.text(6)?.text ?? "" == model.text(6))
        #expect(state.conflicts.count == (model.liveValues(2).count > 1 ? 1 : 0))
    }

    @Test("Operations that name any dots at all still commute", arguments: UInt64(300)..<320)
    func hostile(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let origins = (0..<12).map { number in
            OperationOrigin(
                change: ChangeID(high: UInt64(number), low: 0),
                stamp: Stamp(raw: UInt64(random.int(1...3))),
                author: AuthorID(high: UInt64(number % 3), low: 0),
                incarnation: UInt64(number % 2)
            )
        }
        let changes = origins.map { origin in
            ScriptedChange(
                origin: origin,
                fields: (0..<random.int(1...4)).map { _ in Self.anyField(&random) }
            )
        }
        let script = MergeScript(random: &random, authors: 1, changesPerAuthor: 1)
        let expected = script.state(changes).encoded()
        for _ in 0..<Self.ordersPerScript {
            #expect(script.state(changes.shuffled(using: &random)).encoded() == expected)
        }
    }

    /// An operation as no honest writer would make it: dots of the future, of other fields, of no
    /// change at all; equal stamps; several types under one number.
    private static func anyField(_ random: inout SeededRandom) -> RecordEdit.Field {
        var dots: [Dot] = []
        for high in UInt64(0)..<14 where random.chance(25) {
            dots.append(
                Dot(change: ChangeID(high: high, low: 0), index: UInt32(random.int(0...3)))
            )
        }
        let value = Value.integer(Int64(random.int(0...3)))
        let operation: FieldOperation =
            switch random.int(0...8) {
            case 0: .register(value)
            case 1: .choice(value, superseding: dots)
            case 2: .counter(total: Int64(random.int(-9...9)))
            case 3: .add(value)
            case 4: .remove(dots)
            case 5: .stage(reopening: UInt32(random.int(0...2)), step: UInt32(random.int(0...4)))
            case 6:
                .insert(
                    "甲e\u{301}",
                    at: dots.last.map { .after(TextElement($0, UInt32(random.int(0...5)))) }
                        ?? .start
                )
            case 7:
                .erase(
                    TextSpan.union(dots.compactMap { TextSpan($0, 1..<UInt32(random.int(2...9))) })
                )
            default: .unknown(opcode: 99, encoded: [0])
            }
        return RecordEdit.Field(UInt16(random.int(1...2)), operation)
    }
}
