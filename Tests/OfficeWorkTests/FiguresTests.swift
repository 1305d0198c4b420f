import OfficeWork
import SyncProtocol
import Testing

@Suite struct FiguresTests {
    static let period = Period("2018Q2")!

    @Test("Concurrent figures: the latest counts, the others are conflicts")
    func concurrent() {
        var state = RecordState()
        for (number, value) in [(UInt64(3), Int64(7)), (1, 9), (2, 8)] {
            var desk = Desk(number)
            let intent = Self.intent([FieldIntent(1, .choose(.integer(value)))])
            let change = desk.change(intent, seeing: RecordState(), at: value)
            state.apply(change.fields, from: change.origin, firstIndex: 0)
        }
        #expect(Figures.values(state) == [Figure(indicator: 1, value: 9, conflicts: 2)])
        #expect(state.choice(1) == .integer(9))
    }

    @Test("Two nodes that say the same leave nothing to be settled, in whatever form they say it")
    func sameFigures() throws {
        var state = RecordState()
        let half = try #require(DecimalValue("3.00"))
        for (number, value) in [
            (UInt64(1), Value.integer(3)), (2, .integer(3)), (3, .decimal(half)), (4, .integer(5)),
            (5, .text("3")),
        ] {
            var desk = Desk(number)
            let intent = Self.intent([FieldIntent(8, .choose(value))])
            let change = desk.change(intent, seeing: RecordState(), at: Int64(10 - number))
            state.apply(change.fields, from: change.origin, firstIndex: 0)
            let others = number < 4 ? 0 : 1
            #expect(
                Figures.values(state) == [Figure(indicator: 8, value: 300, conflicts: others)]
            )
        }
    }

    @Test("Equal stamps: figure and record agree on which value is the latest")
    func equalStamps() {
        var state = RecordState()
        for number: UInt64 in [2, 3, 1] {
            var desk = Desk(number)
            let intent = Self.intent([FieldIntent(1, .choose(.integer(Int64(number))))])
            let change = desk.change(intent, seeing: RecordState(), at: 5)
            state.apply(change.fields, from: change.origin, firstIndex: 0)
        }
        #expect(Figures.values(state).first?.value == state.choice(1)?.integer)
    }

    @Test("Unreadable figures are left out, and those of indicators that are not in the catalogue")
    func hostileValues() throws {
        let third = try #require(DecimalValue("0.333"))
        let money = try #require(DecimalValue("12.5"))
        let values: [(UInt16, Value)] = [
            (1, .text("12")), (2, .decimal(money)), (3, .integer(.max)), (4, .integer(.min)),
            (5, .list([])), (6, .integer(6)), (8, .integer(100)), (9, .decimal(third)),
            (10, .bool(true)), (16, .integer(1)), (300, .integer(30)), (301, .decimal(money)),
            (302, .bytes([1])), (.max, .integer(1)),
        ]
        let intent = Self.intent(values.map { FieldIntent($0, .choose($1)) })
        let expected = [
            Figure(indicator: 6, value: 6), Figure(indicator: 8, value: 10_000),
        ]
        #expect(Figures.values(state(after: intent)) == expected)
    }

    @Test("Fields of other types beside the choice are passed over")
    func otherTypes() {
        let intent = Self.intent([
            FieldIntent(1, .assign(.integer(5))), FieldIntent(1, .choose(.integer(7))),
            FieldIntent(1, .increment(9)), FieldIntent(2, .add(.integer(1))),
            FieldIntent(3, .advance(1)),
        ])
        #expect(Figures.values(state(after: intent)) == [Figure(indicator: 1, value: 7)])
    }

    @Test("Deltas hold what came, went and changed, and nothing else")
    func deltas() {
        let old = [
            Figure(indicator: 1, value: 5), Figure(indicator: 2, value: 6, conflicts: 1),
            Figure(indicator: 4, value: 0), Figure(indicator: 7, value: 3),
        ]
        let new = [
            Figure(indicator: 1, value: 8), Figure(indicator: 2, value: 6),
            Figure(indicator: 3, value: 0), Figure(indicator: 7, value: 3),
        ]
        let deltas = Figures.deltas(period: Self.period, old: old, new: new)
        let expected: [(UInt16, Int64, Int, Int)] = [
            (1, 3, 0, 0), (2, 0, 0, -1), (3, 0, 1, 0), (4, 0, -1, 0),
        ]
        #expect(
            deltas
                == expected.map {
                    FigureDelta(
                        key: FigureKey(period: Self.period, indicator: $0),
                        value: $1,
                        offices: $2,
                        conflicts: $3
                    )
                }
        )
        #expect(Figures.deltas(period: Self.period, old: new, new: new).isEmpty)
        #expect(Figures.deltas(period: Self.period, old: [], new: []).isEmpty)
    }

    @Test("Extreme figures do not stop the program")
    func extremes() {
        let low = [Figure(indicator: 1, value: .min)]
        let high = [Figure(indicator: 1, value: .max)]
        #expect(Figures.deltas(period: Self.period, old: low, new: high).count == 1)
        #expect(Figures.deltas(period: Self.period, old: low, new: []).count == 1)
    }

    @Test(
        "Whatever the order of changes, the sum of deltas is the fold of the last figures",
        arguments: 1...40
    )
    func property(_ seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var offices = Array(repeating: [Figure](), count: 6)
        var totals = Array(repeating: Total(), count: 20)
        for _ in 0..<200 {
            let office = Int.random(in: 0..<offices.count, using: &random)
            let new = Self.randomFigures(&random)
            let deltas = Figures.deltas(period: Self.period, old: offices[office], new: new)
            #expect(deltas.map(\.key) == deltas.map(\.key).sorted())
            for delta in deltas {
                totals[Int(delta.key.indicator)].value += delta.value
                totals[Int(delta.key.indicator)].offices += delta.offices
                totals[Int(delta.key.indicator)].conflicts += delta.conflicts
            }
            offices[office] = new
        }
        var fold = Array(repeating: Total(), count: 20)
        for figure in offices.joined() {
            fold[Int(figure.indicator)].value += figure.value
            fold[Int(figure.indicator)].offices += 1
            fold[Int(figure.indicator)].conflicts += figure.conflicts
        }
        #expect(totals == fold)
    }

    private struct Total: Equatable {
        var value: Int64 = 0
        var offices = 0
        var conflicts = 0
    }

    private static func randomFigures(_ random: inout SplitMix64) -> [Figure] {
        (1..<UInt16(20)).compactMap { indicator in
            guard Bool.random(using: &random) else { return nil }
            return Figure(
                indicator: indicator,
                value: Int64.random(in: -3...1_000_000, using: &random),
                conflicts: Int.random(in: 0...2, using: &random)
            )
        }
    }

    private static func intent(_ fields: [FieldIntent]) -> RecordIntent {
        RecordIntent(
            space: SpaceID(.reports, of: Sample.chengdu),
            record: RecordKind.figures.record(Array(Self.period.text.utf8)),
            fields: fields
        )
    }
}
