import SyncProtocol
import Testing

@testable import Decision

@Suite("What followers are told of one commit")
struct TransactionNewsTests {
    private let feed = FeedID(
        space: SpaceID(.reports, of: TestOffice.chengdu.path),
        author: AuthorID(high: 1, low: 2),
        incarnation: 4
    )

    private func committed(_ number: UInt64, of feed: FeedID) -> CommitReport.Committed {
        CommitReport.Committed(
            feed: feed,
            head: FeedHead(
                number: number,
                digest: SignatureSuite.ed25519.hash([UInt8(number)])
            ),
            signed: SignedChange(body: [UInt8(number)], signature: [1])
        )
    }

    @Test("What is written and withdrawn again in one commit is told to nobody")
    func withdrawnAtOnce() {
        let other = FeedID(space: self.feed.space, author: self.feed.author, incarnation: 6)
        var news = TransactionNews()
        news.committed = [
            self.committed(1, of: self.feed), self.committed(2, of: self.feed),
            self.committed(2, of: other), self.committed(3, of: self.feed),
        ]
        let rest = FeedPosition(feed: other, head: self.committed(2, of: other).head)
        news.cuts = [0, 2, 4].map {
            CommitReport.Cut(strand: other, head: .nothing, rest: rest, order: $0)
        }
        let end = FeedPosition(feed: self.feed, head: self.committed(1, of: self.feed).head)
        news.forget(behind: end)
        #expect(
            news.committed == [self.committed(1, of: self.feed), self.committed(2, of: other)]
        )
        // Each cut stands where it stood among what is left.
        #expect(news.cuts.map(\.order) == [0, 1, 2])
    }
}
