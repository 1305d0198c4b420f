import Testing

@testable import SyncProtocol

@Suite("What becomes of a change at the end of its feed")
struct FeedJudgementTests {
    private let sample: SampleTree
    private let feed: FeedID
    private let first: VerifiedChange
    private let second: VerifiedChange
    private let third: VerifiedChange

    init() throws {
        self.sample = try SampleTree()
        let city = self.sample.city
        self.feed = city.feed(.reports)
        self.first = try self.sample.verified(try city.opening(self.feed), by: city)
        self.second = try self.sample.verified(
            try city.next(self.feed, after: self.first.head, milliseconds: 1_760_000_000_010),
            by: city
        )
        self.third = try self.sample.verified(
            try city.next(self.feed, after: self.second.head, milliseconds: 1_760_000_000_020),
            by: city
        )
    }

    private func judge(_ change: VerifiedChange, have changes: [VerifiedChange]) -> FeedJudgement {
        FeedJudgement.judge(
            change,
            head: changes.last.map { ($0.head, $0.change.stamp) },
            stored: { number in changes.first { $0.change.number == number }?.digest }
        )
    }

    private func next(
        after head: FeedHead,
        milliseconds: Int64,
        title: String = "另一支"
    ) throws -> VerifiedChange {
        let signed = try self.sample.city.next(
            self.feed,
            after: head,
            milliseconds: milliseconds,
            payload: Change.payload([try SampleEdits.title(title)])
        )
        return try self.sample.verified(signed, by: self.sample.city)
    }

    @Test("The next change is appended")
    func append() {
        #expect(self.judge(self.first, have: []) == .append)
        #expect(self.judge(self.second, have: [self.first]) == .append)
        #expect(self.judge(self.third, have: [self.first, self.second]) == .append)
    }

    @Test("What we have is a duplicate, at the end and before it")
    func duplicate() {
        let all = [self.first, self.second, self.third]
        for change in all { #expect(self.judge(change, have: all) == .duplicate) }
    }

    @Test("A change after a hole waits")
    func gap() {
        #expect(self.judge(self.second, have: []) == .gap)
        #expect(self.judge(self.third, have: [self.first]) == .gap)
    }

    @Test("Another change of a number that we have is a fork, at the end and before it")
    func forkAtNumber() throws {
        let branch = try self.next(after: self.first.head, milliseconds: 1_760_000_000_011)
        #expect(self.judge(branch, have: [self.first, self.second]) == .fork)
        #expect(self.judge(branch, have: [self.first, self.second, self.third]) == .fork)
    }

    @Test("A next change that follows another than ours is a fork")
    func forkBehind() throws {
        let branch = try self.next(after: self.first.head, milliseconds: 1_760_000_000_011)
        let onBranch = try self.next(after: branch.head, milliseconds: 1_760_000_000_030)
        #expect(self.judge(onBranch, have: [self.first, self.second]) == .fork)
        #expect(self.judge(onBranch, have: [self.first, branch]) == .append)
    }

    @Test(
        "A stamp that does not rise is refused",
        arguments: [1_760_000_000_009, 1_760_000_000_010] as [Int64]
    )
    func stampNotRising(milliseconds: Int64) throws {
        let late = try self.next(after: self.second.head, milliseconds: milliseconds)
        #expect(self.judge(late, have: [self.first, self.second]) == .refused(.stampNotRising))
    }

    @Test("The end of a feed and its place among the others have one spelling each")
    func positions() throws {
        let position = FeedPosition(feed: self.feed, head: self.third.head)
        #expect(try FeedPosition(decoding: position.encoded()) == position)
        let other = FeedPosition(feed: self.feed, head: self.second.head)
        #expect(position.digest != other.digest)
        let feeds = [
            self.feed, self.sample.city.feed(.reports, incarnation: 10),
            self.sample.province.feed(.reports),
            self.sample.city.feed(.roster),
        ]
        #expect(feeds.sorted().map(\.space.kind) == [.roster, .reports, .reports, .reports])
        #expect(feeds.sorted()[1] == self.sample.province.feed(.reports))
    }
}
