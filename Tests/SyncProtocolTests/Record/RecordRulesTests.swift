import Testing

@testable import SyncProtocol

@Suite("The merge rules by example")
struct RecordRulesTests {
    private static func origin(
        _ change: UInt64,
        author: UInt64 = 1,
        incarnation: UInt64 = 0,
        stamp: UInt64? = nil
    ) -> OperationOrigin {
        OperationOrigin(
            change: ChangeID(high: change, low: 0),
            stamp: Stamp(raw: stamp ?? change),
            author: AuthorID(high: author, low: 0),
            incarnation: incarnation
        )
    }

    private static func dot(_ change: UInt64, _ index: UInt32 = 0) -> Dot {
        Dot(change: ChangeID(high: change, low: 0), index: index)
    }

    private static func state(_ steps: [(OperationOrigin, FieldOperation)]) -> RecordState {
        var state = RecordState()
        for (origin, operation) in steps {
            state.apply([RecordEdit.Field(1, operation)], from: origin, firstIndex: 0)
        }
        return state
    }

    @Test("Concurrent choices are both kept, the later first, and a later choice settles them")
    func choice() {
        var state = Self.state([
            (Self.origin(1, stamp: 10), .choice(.text("草案"), superseding: [])),
            (Self.origin(2, author: 2, stamp: 20), .choice(.text("甲"), superseding: [Self.dot(1)])),
            (Self.origin(3, author: 3, stamp: 30), .choice(.text("乙"), superseding: [Self.dot(1)])),
        ])
        #expect(state.choices(1).map(\.value) == [.text("乙"), .text("甲")])
        #expect(state.choice(1) == .text("乙"))
        #expect(state.conflicts.count == 1)
        let settled = state.operation(
            for: FieldIntent(1, .choose(.text("丙"))),
            by: AuthorID(high: 1, low: 0),
            incarnation: 0
        )
        #expect(settled == .choice(.text("丙"), superseding: [Self.dot(2), Self.dot(3)]))
        state.apply([RecordEdit.Field(1, settled)], from: Self.origin(4, stamp: 5), firstIndex: 0)
        #expect(state.choices(1).map(\.value) == [.text("丙")])
        #expect(state.conflicts.isEmpty)
    }

    @Test("Writers that say the same at one time leave nothing to be settled")
    func sameChoice() {
        let same = [1, 2].map { (number: UInt64) in
            (
                Self.origin(number, author: number, stamp: 10),
                FieldOperation.choice(.integer(3), superseding: [])
            )
        }
        #expect(Self.state(same).choices(1).count == 2)
        #expect(Self.state(same).conflicts.isEmpty)
        let other = (
            Self.origin(3, author: 3, stamp: 5), FieldOperation.choice(.integer(4), superseding: [])
        )
        #expect(Self.state(same + [other]).conflicts.count == 1)
    }

    @Test("A value that was superseded before it arrived never shows")
    func supersededBeforeArrival() {
        let late = Self.state([
            (Self.origin(2), .choice(.text("新"), superseding: [Self.dot(1)])),
            (Self.origin(1), .choice(.text("旧"), superseding: [])),
        ])
        #expect(late.choices(1).map(\.value) == [.text("新")])
        let inOrder = Self.state([
            (Self.origin(1), .choice(.text("旧"), superseding: [])),
            (Self.origin(2), .choice(.text("新"), superseding: [Self.dot(1)])),
        ])
        #expect(late == inOrder)
    }

    @Test("An element that one office adds again while another removes it stays")
    func addWins() {
        let state = Self.state([
            (Self.origin(1), .add(.text("四川省科协"))),
            (Self.origin(2, author: 2), .add(.text("四川省科协"))),
            (Self.origin(3, author: 3), .remove([Self.dot(1)])),
        ])
        #expect(state.elements(1) == [.text("四川省科协")])
        let remove = state.operation(
            for: FieldIntent(1, .remove(.text("四川省科协"))),
            by: AuthorID(high: 3, low: 0),
            incarnation: 0
        )
        #expect(remove == .remove([Self.dot(2)]))
    }

    @Test("A set shows each element once, ordered by its encoding")
    func elements() {
        let state = Self.state([
            (Self.origin(1), .add(.integer(300))), (Self.origin(2), .add(.text("b"))),
            (Self.origin(3), .add(.integer(5))), (Self.origin(4), .add(.integer(300))),
            (Self.origin(5), .add(.integer(-1))),
        ])
        #expect(state.elements(1) == [.integer(5), .integer(300), .integer(-1), .text("b")])
    }

    @Test("A counter is the sum of each author's latest total")
    func counter() {
        let state = Self.state([
            (Self.origin(1, author: 1, stamp: 2), .counter(total: 5)),
            (Self.origin(2, author: 2, stamp: 1), .counter(total: 7)),
            // Older than what we have of author 1.
            (Self.origin(3, author: 1, stamp: 1), .counter(total: 3)),
            // The same author after its store was restored: a part of its own.
            (Self.origin(4, author: 1, incarnation: 8, stamp: 1), .counter(total: 100)),
        ])
        #expect(state.counter(1) == 112)
        let next = state.operation(
            for: FieldIntent(1, .increment(-2)),
            by: AuthorID(high: 1, low: 0),
            incarnation: 0
        )
        #expect(next == .counter(total: 3))
    }

    @Test("A dot that three writers supersede leaves two marks, in every order")
    func marksOfASupersededDot() throws {
        let dot = Dot(change: ChangeID(high: 1, low: 1), index: 0)
        let entry = ChoiceState.Entry(dot: dot, stamp: .zero, value: .bool(true))
        for place in 0...3 {
            var state = ChoiceState()
            for turn in 0...3 {
                if turn == place { state.insert(entry) } else { state.supersede([dot]) }
            }
            // A count, not a set: otherwise the state would depend on the order.
            #expect(state.live.isEmpty)
            #expect(state.pending == [dot, dot])
        }
    }

    @Test(
        "A change with many operations comes to the state that they come to one by one",
        arguments: UInt64(0)..<20
    )
    func manyOperations(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var whole = RecordState()
        var single = RecordState()
        var turns = (1...6).map { UInt64($0) }
        // What a change names may come before it or after it.
        turns.shuffle(using: &random)
        for turn in turns {
            let origin = Self.origin(turn, author: turn % 3, stamp: turn)
            let count = Int.random(in: 1...200, using: &random)
            let fields = (0..<count).map { _ in Self.field(&random, changes: 6, except: turn) }
            whole.apply(fields, from: origin, firstIndex: 7)
            for (place, field) in fields.enumerated() {
                single.apply([field], from: origin, firstIndex: 7 + UInt32(place))
            }
            #expect(whole == single)
        }
        #expect(whole.encoded() == single.encoded())
    }

    /// An operation on one of a few fields that names up to twenty dots of other changes.
    private static func field(
        _ random: inout SeededRandom,
        changes: UInt64,
        except own: UInt64
    ) -> RecordEdit.Field {
        let number = UInt16.random(in: 1...4, using: &random)
        let named = (0..<Int.random(in: 0...20, using: &random)).map { _ in
            Dot(
                change: Self.origin(UInt64.random(in: 1...changes, using: &random)).change,
                index: UInt32.random(in: 7...100, using: &random)
            )
        }
        let dots = Set(named.filter { $0.change != Self.origin(own).change }).sorted()
        let value = Value.integer(Int64.random(in: 1...3, using: &random))
        switch Int.random(in: 0...6, using: &random) {
        case 0: return RecordEdit.Field(number, .register(value))
        case 1: return RecordEdit.Field(number, .counter(total: 4))
        case 2: return RecordEdit.Field(number, .add(value))
        case 3: return RecordEdit.Field(number, .remove(dots))
        case 4: return RecordEdit.Field(number, .stage(reopening: 0, step: UInt32(dots.count)))
        case 5: return RecordEdit.Field(number, .unknown(opcode: 9, encoded: [0]))
        default: return RecordEdit.Field(number, .choice(value, superseding: dots))
        }
    }

    @Test("Two branches of a forked feed with one stamp: the greater total counts, in either order")
    func counterOfAFork() {
        let one = (Self.origin(1, stamp: 5), FieldOperation.counter(total: 4))
        let other = (Self.origin(2, stamp: 5), FieldOperation.counter(total: 6))
        #expect(Self.state([one, other]).counter(1) == 6)
        #expect(Self.state([other, one]).counter(1) == 6)
    }

    @Test("A counter that overflows wraps and does not crash")
    func counterOverflow() {
        let state = Self.state([
            (Self.origin(1, author: 1), .counter(total: .max)),
            (Self.origin(2, author: 2), .counter(total: 1)),
        ])
        #expect(state.counter(1) == .min)
        let next = state.operation(
            for: FieldIntent(1, .increment(1)),
            by: AuthorID(high: 1, low: 0),
            incarnation: 0
        )
        #expect(next == .counter(total: .min))
    }

    @Test("A stage only advances, and goes back only by a reopening")
    func stage() {
        var state = Self.state([
            (Self.origin(1), .stage(reopening: 0, step: 3)),
            (Self.origin(9), .stage(reopening: 0, step: 1)),
        ])
        #expect(state.stage(1) == StageState(reopening: 0, step: 3))
        let author = AuthorID(high: 1, low: 0)
        let reopen = state.operation(for: FieldIntent(1, .reopen(1)), by: author, incarnation: 0)
        #expect(reopen == .stage(reopening: 1, step: 1))
        state.apply([RecordEdit.Field(1, reopen)], from: Self.origin(10), firstIndex: 0)
        #expect(state.stage(1) == StageState(reopening: 1, step: 1))
        let advance = state.operation(for: FieldIntent(1, .advance(2)), by: author, incarnation: 0)
        #expect(advance == .stage(reopening: 1, step: 2))
    }

    @Test("A stage that a hostile writer has reopened as often as can be counted crashes nobody")
    func stageAtTheEnd() {
        let state = Self.state([(Self.origin(1), .stage(reopening: .max, step: 1))])
        let reopen = state.operation(
            for: FieldIntent(1, .reopen(2)),
            by: AuthorID(high: 1, low: 0),
            incarnation: 0
        )
        #expect(reopen == .stage(reopening: .max, step: 2))
    }

    @Test(
        "The register with the greatest stamp wins, then the greatest change, then the later write"
    )
    func register() {
        let early = (Self.origin(9, stamp: 1), FieldOperation.register(.integer(1)))
        let late = (Self.origin(1, stamp: 2), FieldOperation.register(.integer(2)))
        let tied = (Self.origin(2, stamp: 2), FieldOperation.register(.integer(3)))
        #expect(Self.state([late, early]).register(1) == .integer(2))
        #expect(Self.state([tied, late]).register(1) == .integer(3))
        var twice = RecordState()
        let fields = [1, 2].map { RecordEdit.Field(1, .register(.integer($0))) }
        twice.apply(fields, from: Self.origin(1), firstIndex: 0)
        #expect(twice.register(1) == .integer(2))
    }

    @Test(
        "Operations of a later version have no meaning here, but are counted and keep their place"
    )
    func unknownOperations() throws {
        var state = RecordState()
        state.apply(
            [
                RecordEdit.Field(1, .unknown(opcode: 50, encoded: [0x80])),
                RecordEdit.Field(1, .choice(.integer(1), superseding: [])),
            ],
            from: Self.origin(1),
            firstIndex: 4
        )
        #expect(state.choices(1).map(\.dot) == [Self.dot(1, 5)])
        #expect(state.slots.map(\.state.typeNumber) == [2, 255])
        #expect(state.slots.last?.state == .unknown(operationCount: 1))
        #expect(try RecordState(decoding: state.encoded()) == state)
    }

    @Test("Two types under one number are two fields")
    func typesUnderOneNumber() {
        let state = Self.state([
            (Self.origin(1), .register(.integer(1))), (Self.origin(2), .counter(total: 2)),
            (Self.origin(3), .choice(.integer(3), superseding: [])),
            (Self.origin(4), .add(.integer(4))),
            (Self.origin(5), .stage(reopening: 0, step: 5)),
        ])
        #expect(state.register(1) == .integer(1))
        #expect(state.counter(1) == 2)
        #expect(state.choice(1) == .integer(3))
        #expect(state.elements(1) == [.integer(4)])
        #expect(state.stage(1)?.step == 5)
    }
}
