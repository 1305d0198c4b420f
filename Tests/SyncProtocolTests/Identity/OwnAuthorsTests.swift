import SyncProtocol
import Testing

@Suite("Who writes and has written on a node")
struct OwnAuthorsTests {
    private let first = AuthorID(high: 9, low: 1)
    private let second = AuthorID(high: 5, low: 2)
    private let third = AuthorID(high: 7, low: 3)

    @Test("With each new key the one before becomes a former one, and counts as own for ever")
    func succession() {
        var own = OwnAuthors(writing: self.first)
        #expect(own.former.isEmpty)
        own = own.writing(as: self.second)
        own = own.writing(as: self.third)
        #expect(own.writing == self.third)
        #expect(own.former == [self.second, self.first])
        #expect([self.first, self.second, self.third].allSatisfy(own.contains))
        #expect(!own.contains(AuthorID(high: 9, low: 2)))
    }

    @Test("The same keys are the same set, in whatever order and however often they are named")
    func spelling() {
        let own = OwnAuthors(
            writing: self.third,
            former: [self.first, self.third, self.second, self.first]
        )
        #expect(own == OwnAuthors(writing: self.third, former: [self.second, self.first]))
        #expect(own.writing(as: self.third) == own)
    }
}
