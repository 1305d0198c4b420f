import PlainText
import Testing

@Suite("Rows of the audit log, as ranges")
struct RowRangesTests {
    private static func numbers(_ rows: RowRanges) -> Set<Int64> {
        Set(rows.ranges.flatMap { Array($0) })
    }

    @Test("They say the same as the numbers one by one, in any order", arguments: 1...200)
    func asSets(_ seed: UInt64) {
        var state = seed
        func draw(_ below: UInt64) -> Int64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int64((state >> 33) % below)
        }
        func some() -> [ClosedRange<Int64>] {
            (0..<draw(9)).map { _ in
                let first = draw(30) + 1
                return first...first + draw(5)
            }
        }
        let (one, other) = (some(), some())
        let (rows, others) = (RowRanges(one), RowRanges(other))
        let (set, otherSet) = (Set(one.flatMap { Array($0) }), Set(other.flatMap { Array($0) }))
        #expect(Self.numbers(rows) == set && rows.count == Int64(set.count))
        #expect(Self.numbers(rows.intersection(others)) == set.intersection(otherSet))
        #expect(Self.numbers(rows.subtracting(others)) == set.subtracting(otherSet))
        #expect(RowRanges(text: rows.text) == rows)
        #expect(Set(rows.parts(of: 2).flatMap { Self.numbers($0) }) == set)
        #expect(rows.parts(of: 2).allSatisfy { $0.ranges.count <= 2 })
        let neighbours = zip(rows.ranges, rows.ranges.dropFirst())
        #expect(neighbours.allSatisfy { $1.lowerBound > $0.upperBound + 1 })
    }

    @Test("The text has ranges, and what is none is left out")
    func text() {
        let rows = RowRanges([507...507, 4...500, 501...503])
        #expect(rows.text == "4-503 507" && rows.names == ["4–503", "507"])
        #expect(RowRanges(text: "4-503 507") == rows)
        #expect(RowRanges(text: "x 0 -3 7-5 9- 0-4 12").text == "12")
        let all = RowRanges([1...(.max)])
        #expect(all.count == .max && RowRanges(text: all.text) == all)
        #expect(rows.subtracting(all).isEmpty && all.intersection(rows) == rows)
    }
}
