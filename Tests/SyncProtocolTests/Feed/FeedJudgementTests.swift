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

    /// Judges against one strand for each list of changes.
    private func judge(
        _ change: VerifiedChange,
        have strands: [VerifiedChange]...,
        split: Bool = false,
        isDamaged: Bool = false,
        steps: VerificationSteps = .all
    ) -> FeedJudgement {
        let known = strands.enumerated().compactMap { index, changes -> Strand? in
            guard let last = changes.last else { return nil }
            let name = index == 0 ? self.feed : changes[0].strand
            return Strand(
                feed: name,
                head: last.head,
                stamp: last.change.stamp,
                isSplit: split && index == 0
            )
        }
        let stored = { (strand: FeedID, number: UInt64) in
            strands.enumerated().first { index, changes in
                (index == 0 ? self.feed : changes[0].strand) == strand
            }?.element.first { $0.change.number == number }
        }
        return FeedJudgement.judge(
            change,
            strands: known,
            steps: steps,
            digest: { stored($0, $1)?.digest },
            stamp: { isDamaged ? nil : stored($0, $1)?.change.stamp }
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
        #expect(self.judge(self.first, have: []) == .append(to: self.feed))
        #expect(self.judge(self.second, have: [self.first]) == .append(to: self.feed))
        #expect(self.judge(self.third, have: [self.first, self.second]) == .append(to: self.feed))
    }

    @Test("What we have is a duplicate, at the end and before it")
    func duplicate() {
        let all = [self.first, self.second, self.third]
        for change in all { #expect(self.judge(change, have: all) == .duplicate(in: self.feed)) }
    }

    @Test("A change after a hole waits")
    func gap() {
        #expect(self.judge(self.second, have: []) == .gap)
        #expect(self.judge(self.third, have: [self.first]) == .gap)
    }

    @Test("Another change of a number that we have begins a strand, and cuts ours where it goes on")
    func branchInside() throws {
        let branch = try self.next(after: self.first.head, milliseconds: 1_760_000_000_011)
        let cut = FeedJudgement.branch(cutting: self.feed)
        #expect(self.judge(branch, have: [self.first, self.second]) == cut)
        #expect(self.judge(branch, have: [self.first, self.second, self.third]) == cut)
        #expect(branch.strand.base == 1)
        #expect(branch.strand.root == self.feed)
    }

    @Test("Behind a change that the disk has lost nothing is judged: it comes again")
    func behindDamage() throws {
        let branch = try self.next(after: self.first.head, milliseconds: 1_760_000_000_011)
        let have = [self.first, self.second, self.third]
        #expect(self.judge(branch, have: have, isDamaged: true) == .gap)
        #expect(self.judge(branch, have: have) == .branch(cutting: self.feed))
    }

    @Test("Another opening cuts the feed before its first change")
    func branchAtOpening() throws {
        let city = self.sample.city
        let other = try self.sample.verified(
            try city.opening(self.feed, payload: Change.payload([try SampleEdits.title("二")])),
            by: city
        )
        #expect(
            self.judge(other, have: [self.first, self.second]) == .branch(cutting: self.feed)
        )
    }

    @Test("A third branch of one fork cuts nothing; what follows a branch is appended to it")
    func thirdBranch() throws {
        let other = try self.next(after: self.first.head, milliseconds: 1_760_000_000_011)
        let third = try self.next(
            after: self.first.head,
            milliseconds: 1_760_000_000_011,
            title: "三"
        )
        let strands = ([self.first], [self.second, self.third], [other])
        #expect(
            self.judge(third, have: strands.0, strands.1, strands.2, split: true)
                == .branch(cutting: nil)
        )
        let follower = try self.next(after: other.head, milliseconds: 1_760_000_000_030)
        #expect(
            self.judge(follower, have: strands.0, strands.1, strands.2, split: true)
                == .append(to: other.strand)
        )
        // A change that follows one inside a strand cuts that strand alone.
        let late = try self.next(after: self.second.head, milliseconds: 1_760_000_000_040)
        #expect(
            self.judge(late, have: strands.0, strands.1, strands.2, split: true)
                == .branch(cutting: self.second.strand)
        )
        for change in [self.second, self.third] {
            #expect(
                self.judge(change, have: strands.0, strands.1, strands.2, split: true)
                    == .duplicate(in: self.second.strand)
            )
        }
    }

    @Test("A change on a branch of which we lack the beginning waits")
    func unknownBranch() throws {
        let branch = try self.next(after: self.first.head, milliseconds: 1_760_000_000_011)
        let onBranch = try self.next(after: branch.head, milliseconds: 1_760_000_000_030)
        #expect(self.judge(onBranch, have: [self.first, self.second]) == .gap)
        #expect(self.judge(onBranch, have: [self.first, branch]) == .append(to: self.feed))
    }

    @Test(
        "A stamp that does not rise is refused, at the end and on a branch",
        arguments: [1_760_000_000_009, 1_760_000_000_010] as [Int64]
    )
    func stampNotRising(milliseconds: Int64) throws {
        let late = try self.next(after: self.second.head, milliseconds: milliseconds)
        let refused = FeedJudgement.refused(.stampNotRising)
        #expect(self.judge(late, have: [self.first, self.second]) == refused)
        #expect(self.judge(late, have: [self.first, self.second, self.third]) == refused)
    }

    @Test("More branches than are kept are refused")
    func tooManyBranches() throws {
        var strands: [Strand] = [
            Strand(
                feed: self.feed,
                head: self.first.head,
                stamp: self.first.change.stamp,
                isSplit: true
            )
        ]
        for number in 1..<ChangeLimits.strandsPerFeedMax {
            let id = ChangeID(high: UInt64(number), low: 0)
            let digest = Digest256(words: (UInt64(number), 0, 0, 0))
            strands.append(
                Strand(
                    feed: self.feed.strand(from: 2, id),
                    head: FeedHead(number: 2, digest: digest),
                    stamp: .zero,
                    isSplit: false
                )
            )
        }
        let judge = { (strands: [Strand]) in
            FeedJudgement.judge(self.second, strands: strands, digest: { _, _ in nil }) { _, _ in
                nil
            }
        }
        #expect(judge(strands) == .refused(.forked))
        #expect(judge(strands.dropLast()) == .branch(cutting: nil))
    }

    @Test("The end of a feed and its place among the others have one spelling each")
    func positions() throws {
        let position = FeedPosition(feed: self.feed, head: self.third.head)
        #expect(try FeedPosition(decoding: position.encoded()) == position)
        let other = FeedPosition(feed: self.feed, head: self.second.head)
        let suite = SignatureSuite.ed25519
        #expect(position.digest(by: suite) != other.digest(by: suite))
        let strand = FeedPosition(feed: self.third.strand, head: self.third.head)
        #expect(try FeedPosition(decoding: strand.encoded()) == strand)
        #expect(strand.digest(by: suite) != position.digest(by: suite))
        #expect(self.feed < strand.feed)
        let feeds = [
            self.feed, self.sample.city.feed(.reports, incarnation: 10),
            self.sample.province.feed(.reports),
            self.sample.city.feed(.roster),
        ]
        #expect(feeds.sorted().map(\.space.kind) == [.roster, .reports, .reports, .reports])
        #expect(feeds.sorted()[1] == self.sample.province.feed(.reports))
    }

    @Test("A strand's name is refused with the number 0, and with four parts")
    func malformedNames() {
        for count in [2, 4, 6] {
            var encoder = CBOREncoder()
            encoder.array(count: count)
            self.feed.space.encode(to: &encoder)
            self.feed.author.encode(to: &encoder)
            encoder.unsigned(self.feed.incarnation)
            for _ in 3..<max(3, count) { encoder.unsigned(1) }
            #expect(throws: CBORError.self) { try FeedID(decoding: encoder.bytes) }
        }
        let zero = FeedID(
            space: self.feed.space,
            author: self.feed.author,
            incarnation: 1,
            branch: FeedBranch(number: 0, change: self.first.id)
        )
        #expect(throws: CBORError.self) { try FeedID(decoding: zero.encoded()) }
    }
}
