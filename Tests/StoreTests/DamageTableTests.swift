import SyncProtocol
import Testing

@testable import Decision

@Suite("The table of damaged changes", .timeLimit(.minutes(10)))
struct DamageTableTests {
    private static func position(_ feed: Int64, _ number: UInt64) -> Int64 {
        ChangePosition.value(feed: feed, number: number)
    }

    @Test("What many damaged changes cost rises no faster than their number")
    func many() {
        let count: UInt64 = 200_000
        var table = DamageTable((1...count).map { (Self.position(3, $0), .applied) })
        for number in 1...count {
            let position = Self.position(3, number)
            #expect(table.positions(in: position...position) == [position])
            table.set(nil, at: position)
        }
        #expect(table.positions(in: 0...(.max)).isEmpty)
        var withdrawn = DamageTable((1...count).map { (Self.position(3, $0), .withdrawn) })
        for number in 1..<count {
            withdrawn.set(nil, at: Self.position(3, number))
            #expect(!withdrawn.isWithdrawn(Self.position(3, number)))
        }
        #expect(withdrawn.isWithdrawn(Self.position(3, count)))
    }

    @Test("Positions come in their order, and what was withdrawn reaches to the feed's end")
    func order() {
        let numbers: [UInt64] = [900, 7, 40, 3, 500_000, 12]
        var table = DamageTable(numbers.map { (Self.position(5, $0), .left) })
        table.set(.applied, at: Self.position(6, 1))
        let all = Self.position(5, 1)...Self.position(5, 600_000)
        #expect(table.positions(in: all) == numbers.sorted().map { Self.position(5, $0) })
        func isWithdrawn(_ number: UInt64, of feed: Int64 = 5) -> Bool {
            table.isWithdrawn(Self.position(feed, number))
        }
        #expect(!isWithdrawn(900))
        table.set(.withdrawn, at: Self.position(5, 900))
        table.set(.withdrawn, at: Self.position(5, 40))
        #expect(isWithdrawn(41) && !isWithdrawn(39) && !isWithdrawn(41, of: 6))
        #expect(!table.isWaited(for: Self.position(5, 40)))
        table.set(nil, at: Self.position(5, 40))
        #expect(!isWithdrawn(41) && isWithdrawn(901))
        table.set(.left, at: Self.position(5, 900))
        #expect(!isWithdrawn(901) && table.isWaited(for: Self.position(5, 900)))
    }
}
