import Testing

@testable import SyncProtocol

@Suite("When ends that differ search again")
struct ComparisonWatchTests {
    private let ours = SignatureSuite.ed25519.hash([1])
    private let theirs = SignatureSuite.ed25519.hash([2])

    @Test("Only what is seen twice is a difference")
    func twice() {
        var watch = ComparisonWatch()
        watch.ask(self.ours)
        let first = watch.differs(self.ours, self.theirs, at: 0)
        #expect(!first)
        #expect(!watch.wasAsked(self.ours), "it is asked once more")
        let other = watch.differs(self.ours, SignatureSuite.ed25519.hash([3]), at: 1)
        let same = watch.differs(self.ours, SignatureSuite.ed25519.hash([3]), at: 2)
        #expect(!other && same)
    }

    @Test("A search in vain is repeated at intervals that double, up to an hour")
    func backOff() {
        var watch = ComparisonWatch()
        var searches: [Int64] = []
        for second in Int64(0)..<20_000 {
            if watch.differs(self.ours, self.theirs, at: second * 1_000) { searches.append(second) }
        }
        let gaps = zip(searches, searches.dropFirst()).map { $1 - $0 }
        #expect(gaps.prefix(4) == [15, 30, 60, 120])
        #expect(gaps.max() == 3_600)
    }

    @Test("Equality, or somebody who asks, begins anew")
    func anew() {
        var watch = ComparisonWatch()
        for _ in 0..<2 { _ = watch.differs(self.ours, self.theirs, at: 0) }
        watch.isEqual()
        _ = watch.differs(self.ours, self.theirs, at: 1)
        let again = watch.differs(self.ours, self.theirs, at: 2)
        #expect(again)
        watch.hurry()
        _ = watch.differs(self.ours, self.theirs, at: 3)
        let hurried = watch.differs(self.ours, self.theirs, at: 4)
        #expect(hurried)
    }
}
