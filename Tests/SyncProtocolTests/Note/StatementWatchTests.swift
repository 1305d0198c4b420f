import Testing

@testable import SyncProtocol

@Suite("Statements over a link")
struct StatementWatchTests {
    private static let link = LinkID(1)
    private static let minute: Int64 = 60_000

    private let sample: SampleTree

    init() throws {
        self.sample = try SampleTree()
    }

    private struct Pair {
        var below: Relay
        var above: Relay
        var byteCount = 0

        /// Hands frames to and fro until nobody answers, and gives back what each was told.
        mutating func exchange(
            _ fromBelow: [Relay.Action],
            _ fromAbove: [Relay.Action],
            at now: Int64
        ) -> (below: [Relay.Notice], above: [Relay.Notice]) {
            var (down, up) = (fromAbove, fromBelow)
            var heard: (below: [Relay.Notice], above: [Relay.Notice]) = ([], [])
            while !down.isEmpty || !up.isEmpty {
                heard.below += Self.notices(up)
                heard.above += Self.notices(down)
                let frames = (up: Self.frames(up), down: Self.frames(down))
                self.byteCount += (frames.up + frames.down).reduce(0) { $0 + $1.count + 4 }
                up = frames.down.flatMap {
                    self.below.step(.frameReceived(StatementWatchTests.link, $0), at: now)
                }
                down = frames.up.flatMap {
                    self.above.step(.frameReceived(StatementWatchTests.link, $0), at: now)
                }
            }
            return heard
        }

        mutating func tick(at now: Int64) -> (below: [Relay.Notice], above: [Relay.Notice]) {
            let up = self.below.step(.tick, at: now)
            let down = self.above.step(.tick, at: now)
            return self.exchange(up, down, at: now)
        }

        private static func frames(_ actions: [Relay.Action]) -> [[UInt8]] {
            actions.compactMap { if case .send(_, let bytes) = $0 { bytes } else { nil } }
        }

        private static func notices(_ actions: [Relay.Action]) -> [Relay.Notice] {
            actions.compactMap { if case .notify(let notice) = $0 { notice } else { nil } }
        }
    }

    private func linked() -> Pair {
        func relay(_ office: SampleOffice) -> Relay {
            Relay(
                office: office.path,
                context: TreeContext(tree: self.sample.tree, suite: .ed25519),
                own: OwnAuthors(writing: office.author),
                positions: []
            )
        }
        var pair = Pair(below: relay(self.sample.city), above: relay(self.sample.province))
        let up = pair.below.step(.linkOpened(Self.link, peer: self.sample.province.path), at: 0)
        let down = pair.above.step(.linkOpened(Self.link, peer: self.sample.city.path), at: 0)
        _ = pair.exchange(up, down, at: 0)
        return pair
    }

    @Test("Two ends that have the same say so in under 200 bytes each, without notes")
    func equalHello() {
        var pair = self.linked()
        #expect(pair.byteCount < 400)
        let heard = pair.tick(at: 1_000)
        #expect(heard.below.isEmpty && heard.above.isEmpty)
    }

    @Test("A statement is due after a minute, then every quarter of an hour")
    func due() {
        var pair = self.linked()
        var times: [Int64] = []
        for second in stride(from: Int64(0), through: 40 * 60, by: 10) {
            let heard = pair.tick(at: second * 1_000)
            if heard.below.contains(.statementDue(Self.link)) { times.append(second) }
        }
        #expect(times == [60, 960, 1860])
    }

    @Test(
        "A neighbour that falls silent while its link is up is noticed at once, and told as long as it lasts"
    )
    func stale() {
        var pair = self.linked()
        var stale: [(below: Int, above: Int)] = []
        for second in stride(from: Int64(0), through: 120 * 60, by: 10) {
            let heard = pair.tick(at: second * 1_000)
            // The upper end speaks for a while, then its node stands still; the lower end goes on.
            if second <= 20 * 60, heard.above.contains(.statementDue(Self.link)) {
                _ = pair.below.step(.statementHeard(Self.link), at: second * 1_000)
            }
            if heard.below.contains(.statementDue(Self.link)) {
                _ = pair.above.step(.statementHeard(Self.link), at: second * 1_000)
            }
            let counts = [heard.below, heard.above].map { notices in
                notices.count { if case .statementStale = $0 { true } else { false } }
            }
            if counts != [0, 0] {
                stale.append((counts[0], counts[1]))
                let dueAt = Int64(16 + 45 * stale.count) * 60
                #expect(second > dueAt && second <= dueAt + 40)
            }
        }
        #expect(stale.count == 2)
        #expect(stale.allSatisfy { $0.below == 1 && $0.above == 0 })
    }

    @Test("A note travels only over a link that has greeted, and what is settled is told")
    func passing() throws {
        var pair = self.linked()
        let note = try SampleNotes.statement(self.sample.city, of: self.sample.tree).note
        let id = note.id(by: SignatureSuite.ed25519)
        let sent = pair.below.step(.note(Self.link, .note(note)), at: 5)
        guard case .send(_, let bytes)? = sent.first else {
            Issue.record("\(sent)")
            return
        }
        let taken = pair.above.step(.frameReceived(Self.link, bytes), at: 6)
        #expect(taken == [.take(Self.link, note)])
        let answer = pair.above.step(.note(Self.link, .settled(id)), at: 7)
        guard case .send(_, let settled)? = answer.first else {
            Issue.record("\(answer)")
            return
        }
        let heard = pair.below.step(.frameReceived(Self.link, settled), at: 8)
        #expect(heard == [.notify(.noteSettled(Self.link, id))])
        #expect(pair.below.step(.note(LinkID(9), .note(note)), at: 9).isEmpty)
    }
}
