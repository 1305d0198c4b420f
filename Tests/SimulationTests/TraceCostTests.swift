import Simulation
import Testing

/// What the trace of one directive costs headquarters, on the real tree: 32 provinces, about 350 cities
/// and 2,517 counties.
@Suite("What a trace costs headquarters")
struct TraceCostTests {
    /// An exception costs no more than this, in bytes.
    private static let exceptionByteCountMax = 40
    /// All complete folds together cost no more than this, in bytes.
    private static let completeByteCountMax = 4 * 1024

    @Test("When all is done, the folds of 2,867 offices fit into 4 KiB")
    func complete() throws {
        let tree = try #require(TraceCost(lagging: 0))
        #expect(tree.addressed == 350 + 2_517)
        #expect(tree.frames == 32)
        #expect(tree.byteCount <= Self.completeByteCountMax)
        #expect(tree.largest <= 128)
    }

    @Test("Each exception costs at most 40 bytes more", arguments: [1, 10, 100, 600])
    func exceptions(count: Int) throws {
        let tree = try #require(TraceCost(lagging: count))
        #expect(tree.named == count)
        let byteCountMax = Self.completeByteCountMax + Self.exceptionByteCountMax * count
        #expect(tree.byteCount <= byteCountMax)
    }
}
