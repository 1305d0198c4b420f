import SyncProtocol
import Testing

@testable import OfficeWork

/// What the trace of one directive costs headquarters, on the real tree: 32 provinces, about 350 cities
/// and 2,517 counties.
@Suite("What a trace costs headquarters")
struct TraceCostTests {
    private static let at: Int64 = 1_760_000_000
    /// An exception costs no more than this, in bytes.
    private static let exceptionByteCountMax = 40
    /// All complete folds together cost no more than this, in bytes.
    private static let completeByteCountMax = 4 * 1024
    private static let prefixByteCount = 4

    private struct Tree {
        var frames = 0
        var byteCount = 0
        var largest = 0
        var addressed: UInt64 = 0
        var named = 0
    }

    /// Every county and city is addressed; each province folds what lies below it.
    ///
    /// - Parameter lagging: the counties that lag behind, counted through the whole tree.
    private func cost(lagging: Set<Int>) throws -> Tree {
        let signer = try Ed25519Signer(seed: Array(repeating: 1, count: 32))
        let root = OfficePath(root: try #require(OfficeID("100000")))
        let done = TraceFacts(isReceived: true, isOpened: true, isSigned: true, isAnswered: true)
        let behind = TraceFacts(
            isReceived: true,
            isOpened: true,
            isSigned: false,
            isAnswered: false
        )
        var tree = Tree()
        var city = 0
        var county = 0
        for province in 0..<32 {
            let code = 110_000 + province * 10_000
            let provinceID = try #require(OfficeID("\(code)"))
            var fold = TraceFold(goal: .answered)
            while city * 32 < (province + 1) * 350 {
                let cityID = try #require(OfficeID("\(code + (city % 60 + 1) * 100)"))
                fold.merge(self.single([cityID], done))
                var below = TraceFold(goal: .answered)
                while county * 350 < (city + 1) * 2_517 {
                    let countyID = try #require(OfficeID("\(code + county % 9_999)"))
                    let facts = lagging.contains(county) ? behind : done
                    below.merge(self.single([countyID], facts))
                    county += 1
                }
                // The city's fold, as the province folds it again.
                fold.merge(below.named(below: cityID))
                city += 1
            }
            let body = TraceFoldNote(
                directive: DirectiveID(high: 0x0123_4567_89AB_CDEF, low: 0xFEDC_BA98_7654_3210),
                at: Self.at + 30,
                fold: fold
            ).encoded()
            let path = try #require(root.child(provinceID))
            let note = try Note(
                .fold,
                body: body,
                in: Note.Context(tree: TreeID(high: 1, low: 2), signer: path),
                signer: signer
            )
            let byteCount = Frame.note(.note(note)).encoded().count + Self.prefixByteCount
            tree.frames += 1
            tree.byteCount += byteCount
            tree.largest = max(tree.largest, byteCount)
            tree.addressed += fold.counts.addressed
            tree.named += fold.exceptions.count
        }
        return tree
    }

    private func single(_ path: [OfficeID], _ facts: TraceFacts) -> TraceFold {
        TraceFold(TraceException(path: path, facts: facts, at: Self.at), goal: .answered)
    }

    @Test("When all is done, the folds of 2,867 offices fit into 4 KiB")
    func complete() throws {
        let tree = try self.cost(lagging: [])
        #expect(tree.addressed == 350 + 2_517)
        #expect(tree.frames == 32)
        #expect(tree.byteCount <= Self.completeByteCountMax)
        #expect(tree.largest <= 128)
        print("trace of a directive, complete: \(tree.byteCount) bytes in \(tree.frames) frames")
    }

    @Test("Each exception costs at most 40 bytes more", arguments: [1, 10, 100, 600])
    func exceptions(count: Int) throws {
        let lagging = Set((0..<count).map { $0 * 2_517 / count })
        let tree = try self.cost(lagging: lagging)
        #expect(tree.named == count)
        let byteCountMax = Self.completeByteCountMax + Self.exceptionByteCountMax * count
        #expect(tree.byteCount <= byteCountMax)
        print("trace of a directive, \(count) exceptions: \(tree.byteCount) bytes")
    }
}
