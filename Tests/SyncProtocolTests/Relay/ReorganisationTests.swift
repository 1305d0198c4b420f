import Testing

@testable import SyncProtocol

@Suite("Links of offices that moved")
struct ReorganisationTests {
    private static let link = LinkID(1)
    private let old = OfficePath(text: "100000/510000/510100")!
    private let city = OfficePath(text: "100000/500000/510100")!
    private let province = OfficePath(text: "100000/500000")!
    private let author = AuthorID(high: 1, low: 2)

    private var feed: FeedID {
        FeedID(space: SpaceID(.reports, of: self.old), author: self.author, incarnation: 3)
    }

    private var position: FeedPosition {
        FeedPosition(
            feed: self.feed,
            head: FeedHead(number: 1, digest: SignatureSuite.ed25519.hash([1]))
        )
    }

    private func successions() throws -> Successions {
        let root = try #require(OfficePath(text: "100000"))
        let word = Succession(from: self.old, to: [self.city], declaredBy: root, since: 1)
        return Successions([try #require(word)])
    }

    private func relay(
        _ office: OfficePath,
        _ positions: [FeedPosition],
        _ successions: Successions
    ) -> Relay {
        Relay(
            office: office,
            context: TreeContext(tree: TreeID(high: 7, low: 7), suite: .ed25519),
            own: OwnAuthors(writing: self.author),
            positions: positions,
            successions: successions
        )
    }

    private func frames(_ actions: [Relay.Action]) throws -> [Frame] {
        try actions.compactMap { action in
            guard case .send(_, let bytes) = action else { return nil }
            return try Frame(decoding: bytes)
        }
    }

    /// Both greet and talk until nothing more is said. What was read of the store is answered by
    /// nobody.
    ///
    /// - Returns: all that each of them wanted done after its greeting.
    private func link(
        _ below: inout Relay,
        _ above: inout Relay
    ) throws -> (below: [Relay.Action], above: [Relay.Action]) {
        var toAbove = below.step(.linkOpened(Self.link, peer: self.province), at: 0)
        var toBelow = above.step(.linkOpened(Self.link, peer: self.city), at: 0)
        var all: (below: [Relay.Action], above: [Relay.Action]) = ([], [])
        while !toAbove.isEmpty || !toBelow.isEmpty {
            let (up, down) = (toAbove, toBelow)
            toAbove = []
            toBelow = []
            for case .send(_, let bytes) in up {
                toBelow += above.step(.frameReceived(Self.link, bytes), at: 1)
            }
            for case .send(_, let bytes) in down {
                toAbove += below.step(.frameReceived(Self.link, bytes), at: 1)
            }
            all.below += toAbove
            all.above += toBelow
        }
        return all
    }

    @Test("When both ends know of the move, the new parent gets the old reports")
    func bothKnow() throws {
        var below = self.relay(self.city, [self.position], try self.successions())
        var above = self.relay(self.province, [], try self.successions())
        let (wanted, _) = try self.link(&below, &above)
        let reads = wanted.compactMap { action -> [ReadRequest]? in
            guard case .read(_, let requests, _) = action else { return nil }
            return requests
        }
        #expect(
            reads == [
                [
                    ReadRequest(
                        feed: self.feed,
                        after: 0,
                        byteCountMax: SendWindow.byteCountAtFirst / 2
                    )
                ]
            ]
        )
        #expect(below.links[0].sendBehind == 1 && above.links[0].receiveBehind == 1)
    }

    @Test("While only one end knows, paths alone decide, and equal digests are compared anew")
    func oneKnows() throws {
        var below = self.relay(self.city, [self.position], try self.successions())
        var above = self.relay(self.province, [], .none)
        let (wanted, answered) = try self.link(&below, &above)
        for action in wanted + answered {
            if case .read = action { Issue.record("\(action)") }
            if case .close = action { Issue.record("\(action)") }
        }
        #expect(below.links[0].phase == .streaming && above.links[0].phase == .streaming)
        #expect(below.links[0].scope.successions.isEmpty)
        #expect(below.links[0].scopeDigest == above.links[0].scopeDigest)
        #expect(below.links[0].sendBehind == 0)
    }

    @Test("An office that learns of a move ends its links, and they begin anew with what is known")
    func learned() throws {
        var below = self.relay(self.city, [self.position], try self.successions())
        var above = self.relay(self.province, [], .none)
        _ = try self.link(&below, &above)
        let known = try self.successions()
        #expect(above.step(.reorganised(known), at: 2).isEmpty)
        #expect(above.links.count == 1 && above.successions == known)
        // Equal as they are, nobody calls them in step.
        #expect(above.links[0].isOutdated && !above.links[0].isEqual)
        #expect(self.ends(&above, at: 1_000) == 0)
        #expect(self.ends(&above, at: 2_002) == 1)
        #expect(above.links.isEmpty)
        // Told the same again, nothing happens.
        #expect(below.step(.reorganised(known), at: 2).isEmpty)
        #expect(self.ends(&below, at: 2_002) == 0)
        _ = below.step(.linkClosed(Self.link), at: 3)
        _ = try self.link(&below, &above)
        #expect(below.links[0].sendBehind == 1)
    }

    /// How many links are told at a tick to begin anew.
    private func ends(_ relay: inout Relay, at now: Int64) -> Int {
        relay.step(.tick, at: now).count { $0 == .close(Self.link, .reorganised) }
    }

    @Test("Whoever goes on with news of moves cuts a link once a minute and no more often")
    func flooded() throws {
        let patient = RelayLimits(helloMillisecondsMax: 900_000, silenceMillisecondsMax: 900_000)
        var above = Relay(
            office: self.province,
            context: TreeContext(tree: TreeID(high: 7, low: 7), suite: .ed25519),
            own: OwnAuthors(writing: self.author),
            positions: [],
            limits: patient
        )
        let root = try #require(OfficePath(text: "100000"))
        var ends: [Int64] = []
        func open(at now: Int64) {
            _ = above.step(.linkOpened(Self.link, peer: self.city), at: now)
        }
        open(at: 0)
        for second in Int64(1)...200 {
            let now = second * 1_000
            let said = Succession(from: self.old, to: [self.city], declaredBy: root, since: now)
            _ = above.step(.reorganised(Successions([try #require(said)])), at: now)
            guard self.ends(&above, at: now) > 0 else { continue }
            ends.append(second)
            open(at: now)
        }
        #expect(ends == [61, 122, 183])
    }

    @Test(
        "Words that come in a row cut a link once, and the next ones not before ten seconds later"
    )
    func inARow() {
        var watch = ReorganisationWatch()
        func due(_ times: [Int64]) -> [Int64] { times.filter { watch.isDue(at: $0) } }
        #expect(due([0]).isEmpty)
        for now in stride(from: Int64(0), through: 5_000, by: 1_000) { watch.hear(at: now) }
        #expect(due([6_999, 7_000, 20_000]) == [7_000])
        watch.hear(at: 8_000)
        #expect(due([16_999, 17_000]) == [17_000])
    }

    @Test("A link that goes by none of it stays open")
    func elsewhere() throws {
        let from = try #require(OfficePath(text: "100000/320000/320100"))
        let to = try #require(OfficePath(text: "100000/320000/320200"))
        let by = try #require(OfficePath(text: "100000/320000"))
        let said = Succession(from: from, to: [to], declaredBy: by, since: 1)
        let word = try #require(said)
        var below = self.relay(self.city, [], .none)
        var above = self.relay(self.province, [], .none)
        _ = try self.link(&below, &above)
        #expect(above.step(.reorganised(Successions([word])), at: 2).isEmpty)
        #expect(self.ends(&above, at: 3_000) == 0 && above.links.count == 1)
    }

    @Test("Two that have the same greet in less than 200 bytes, successions included")
    func size() throws {
        var below = self.relay(self.city, [self.position], try self.successions())
        let greeting = below.step(.linkOpened(Self.link, peer: self.province), at: 0)
        for case .send(_, let bytes) in greeting { #expect(bytes.count + 4 < 200) }
        guard case .hello(let hello)? = try self.frames(greeting).first else {
            Issue.record("no hello")
            return
        }
        #expect(hello.successionsDigest == (try self.successions()).digest(by: .ed25519))
        #expect(try Hello(decoding: hello.encoded()) == hello)
    }

    @Test("Two nodes of one office with equal feeds and different news begin one search")
    func siblings() throws {
        let root = try #require(OfficePath(text: "100000"))
        for isSwapped in [false, true] {
            let known = try self.successions()
            var one = self.relay(root, [self.position], isSwapped ? .none : known)
            var other = self.relay(root, [self.position], isSwapped ? known : .none)
            var toOther = one.step(.linkOpened(Self.link, peer: root), at: 0)
            var toOne = other.step(.linkOpened(Self.link, peer: root), at: 0)
            while !toOther.isEmpty || !toOne.isEmpty {
                let (forth, back) = (toOther, toOne)
                toOther = []
                toOne = []
                for case .send(_, let bytes) in forth {
                    toOne += other.step(.frameReceived(Self.link, bytes), at: 1)
                }
                for case .send(_, let bytes) in back {
                    toOther += one.step(.frameReceived(Self.link, bytes), at: 1)
                }
            }
            #expect(one.links.map(\.phase) == [.streaming])
            #expect(other.links.map(\.phase) == [.streaming])
        }
    }
}
