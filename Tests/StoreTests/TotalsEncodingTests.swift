import Decision
import SyncProtocol
import Testing

@Suite("The stored form of totals")
struct TotalsEncodingTests {
    /// Updated at 1, two offices, newest 256, oldest 16 before it, the office's own 3 before it. Alone stand
    /// indicators 1 and 4, with others 2.
    private static let bytes: [UInt8] = [
        0x87, 0x01, 0x02, 0x19, 0x01, 0x00, 0x10, 0x03,
        0x86, 0x01, 0x05, 0x00, 0x04, 0x20, 0x01,
        0x86, 0x02, 0xF6, 0x00, 0x07, 0x02, 0x01,
    ]

    @Test("A figure that is all there is takes three values, and all come back in order")
    func roundTrip() throws {
        let totals = try Totals(decoding: Self.bytes)
        #expect(totals.encoded() == Self.bytes)
        #expect(totals.cells.map(\.indicator) == [1, 2, 4])
        #expect(totals.cells.map(\.own) == [5, nil, -1])
        #expect(totals.cells.map(\.total) == [5, 7, -1])
        #expect(totals.cells.map(\.offices) == [1, 2, 1])
        #expect(totals.cells.map(\.conflicts) == [0, 1, 1])
        #expect(totals.cells.map(\.ownConflicts) == [0, 0, 1])
        #expect(totals.span == Totals.Span(oldest: 240, newest: 256) && totals.ownAt == 253)
    }

    @Test("Where no figures are, there are no times")
    func empty() throws {
        let totals = try Totals(decoding: [0x87, 0x00, 0x00, 0xF6, 0x00, 0xF6, 0x80, 0x80])
        #expect(totals == Totals() && totals.encoded() == Totals().encoded())
    }

    @Test("Cells that are not whole are refused", arguments: [8, 15])
    func damaged(place: Int) {
        var bytes = Self.bytes
        bytes[place] -= 1
        #expect(throws: CBORError.self) { try Totals(decoding: bytes) }
    }
}
