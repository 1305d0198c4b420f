import Testing

@testable import SyncProtocol

@Suite("Offices that moved")
struct SuccessionsTests {
    private func path(_ text: String) throws -> OfficePath {
        try #require(OfficePath(text: text))
    }

    private func word(
        _ from: String,
        _ to: [String],
        by declaredBy: String = "1",
        since: Int64 = 1
    ) throws -> Succession {
        let word = Succession(
            from: try self.path(from),
            to: try to.map(self.path),
            declaredBy: try self.path(declaredBy),
            since: since
        )
        return try #require(word)
    }

    private func successors(of text: String, _ words: [Succession]) throws -> [String] {
        Successions(words).successors(of: try self.path(text)).map(\.description)
    }

    @Test("What lies below an office follows it, and what lies elsewhere stays")
    func subtree() throws {
        let words = [try self.word("1/A/X", ["1/B/X"])]
        #expect(try self.successors(of: "1/A/X", words) == ["1/B/X"])
        #expect(try self.successors(of: "1/A/X/Y/Z", words) == ["1/B/X/Y/Z"])
        #expect(try self.successors(of: "1/A", words) == [])
        #expect(try self.successors(of: "1/A/X1", words) == [])
        #expect(try self.successors(of: "1/B/X", words) == [])
    }

    @Test("Moves are followed through others; a split is followed to all of its parts")
    func transitive() throws {
        let words = [
            try self.word("1/A/X", ["1/B/X"], since: 1),
            try self.word("1/B", ["1/C", "1/D"], since: 2),
            try self.word("1/D/X", ["1/E"], since: 3),
        ]
        #expect(
            try self.successors(of: "1/A/X/Y", words) == [
                "1/B/X/Y", "1/C/X/Y", "1/D/X/Y", "1/E/Y",
            ]
        )
    }

    @Test("What is said of an office itself counts before what is said of one above it")
    func closest() throws {
        let words = [
            try self.word("1/A", ["1/B"]), try self.word("1/A/X", ["1/C/X"]),
        ]
        #expect(try self.successors(of: "1/A/X/Y", words) == ["1/C/X/Y"])
        #expect(try self.successors(of: "1/A/Z", words) == ["1/B/Z"])
    }

    @Test("The highest office's word counts, and of its words the latest")
    func highest() throws {
        let words = [
            try self.word("1/A/X/Y", ["1/A/Z/Y"], by: "1/A", since: 9),
            try self.word("1/A/X/Y", ["1/B/Y"], since: 1),
            try self.word("1/A/X/Y", ["1/C/Y"], since: 2),
        ]
        #expect(try self.successors(of: "1/A/X/Y", words) == ["1/C/Y"])
        #expect(try self.successors(of: "1/A/X/Y", [words[0]]) == ["1/A/Z/Y"])
    }

    @Test("An office that comes back lives again where it was")
    func back() throws {
        let words = [
            try self.word("1/A/X", ["1/B/X"], since: 1),
            try self.word("1/B/X", ["1/A/X"], since: 2),
        ]
        #expect(try self.successors(of: "1/A/X", words) == [])
        #expect(try self.successors(of: "1/B/X", words) == ["1/A/X"])
        let again = words + [try self.word("1/A/X", ["1/B/X"], since: 3)]
        #expect(try self.successors(of: "1/A/X", again) == ["1/B/X"])
        #expect(try self.successors(of: "1/B/X", again) == [])
    }

    @Test(
        "An office says only what it has a say over",
        arguments: [
            ("1/A/X", ["2/X"], "1"), ("1/A/X", ["1/B/X"], "1/A"), ("1/A", ["1/A/X"], "1"),
            ("1/A", ["1/A"], "1"), ("1/A", [], "1"), ("1/A", ["1/B", "1/B"], "1"),
            ("1", ["1/B"], "1"),
        ]
    )
    func say(from: String, to: [String], by: String) throws {
        let word = Succession(
            from: try self.path(from),
            to: try to.map(self.path),
            declaredBy: try self.path(by),
            since: 0
        )
        #expect(word == nil)
    }

    @Test("The order in which words come does not matter, nor how they hang together")
    func order() throws {
        for seed in 1...200 {
            var random = SeededRandom(seed: UInt64(seed))
            var words: [Succession] = []
            for _ in 0..<12 {
                guard let word = try self.drawnWord(&random) else { continue }
                words.append(word)
            }
            let one = Successions(words)
            let other = Successions(words.reversed() + words)
            #expect(one == other)
            #expect(one.digest(by: .ed25519) == other.digest(by: .ed25519))
            for _ in 0..<20 {
                let path = try self.drawnPath(&random)
                let found = one.successors(of: path)
                #expect(found == other.successors(of: path))
                #expect(found.count <= Successions.successorsMax && !found.contains(path))
                #expect(found.sorted() == found)
                #expect(one.isLeft(path) || found.isEmpty)
            }
        }
    }

    @Test("Whoever has successors is a predecessor of each of them, and of nobody else")
    func backwards() throws {
        var pairs = 0
        for seed in 1...200 {
            var random = SeededRandom(seed: UInt64(seed))
            let drawn = try (0..<6).compactMap { _ in try self.drawnWord(&random) }
            let words = Successions(drawn)
            for _ in 0..<20 {
                let path = try self.drawnPath(&random)
                for successor in words.successors(of: path) {
                    pairs += 1
                    #expect(words.predecessors(of: successor).contains(path))
                }
                for former in words.predecessors(of: path) {
                    pairs += 1
                    #expect(words.successors(of: former).contains(path))
                }
            }
        }
        #expect(pairs > 100)
    }

    private func drawnPath(_ random: inout SeededRandom) throws -> OfficePath {
        let ids = (0...random.int(0...3)).map { _ in "\(random.int(0...2))" }
        return try self.path((["1"] + ids).joined(separator: "/"))
    }

    // MARK: Links

    @Test("A link goes by what both ends read and what concerns both, and both find the same")
    func between() throws {
        let national = try self.word("1/A/X", ["1/B/X"])
        let provincial = try self.word("1/A/Y", ["1/A/Z"], by: "1/A")
        let all = Successions([national, provincial])
        let (root, a, b) = (try self.path("1"), try self.path("1/A"), try self.path("1/B"))
        #expect(all.between(root, and: a) == all)
        #expect(all.between(root, and: b).declared == [national])
        #expect(all.between(b, and: root) == all.between(root, and: b))
        #expect(Successions.none.digest(by: .ed25519) == nil)
        let shared = all.between(root, and: b).digest(by: .ed25519)
        #expect(shared == Successions([national]).digest(by: .ed25519))
        // Guangdong's links do not begin anew because a city goes from Sichuan to Chongqing.
        #expect(all.between(root, and: try self.path("1/C")).isEmpty)
        #expect(all.between(a, and: try self.path("1/A/W")).isEmpty)
    }

    @Test("What a link goes by makes it carry just what all that is known would")
    func enough() throws {
        for seed in 1...300 {
            var random = SeededRandom(seed: UInt64(seed))
            let known = Successions(try (0..<6).compactMap { _ in try self.drawnWord(&random) })
            let paths = try (0..<8).map { _ in try self.drawnPath(&random) }
            for one in paths {
                for other in paths where known.areInLine(one, other) {
                    let scope = LinkScope(
                        office: one,
                        peer: other,
                        successions: known.between(one, and: other)
                    )
                    let shared = Successions(
                        known.declared.filter {
                            $0.declaredBy.isInLine(with: one)
                                && $0.declaredBy.isInLine(with: other)
                        }
                    )
                    let wrong = paths.flatMap { owner in
                        SpaceKind.samples.map { SpaceID($0, of: owner) }
                    }
                    .filter {
                        scope.carries($0) != $0.isCarried(between: one, and: other, shared)
                    }
                    #expect(wrong.isEmpty, "seed \(seed): between \(one) and \(other)")
                }
            }
        }
    }

    private func drawnWord(_ random: inout SeededRandom) throws -> Succession? {
        let from = try self.drawnPath(&random)
        let to = try (0...random.int(0...1)).map { _ in try self.drawnPath(&random) }
        let by = try self.path(random.int(0...2) == 0 ? "1/0" : "1")
        return Succession(
            from: from,
            to: to,
            declaredBy: by,
            since: Int64(random.int(0...4))
        )
    }

    @Test("New offices above get the old reports; old ones keep them and get nothing newer")
    func carriage() throws {
        let known = Successions([try self.word("1/A/X", ["1/B/X"])])
        let old = SpaceID(.reports, of: try self.path("1/A/X"))
        let new = SpaceID(.reports, of: try self.path("1/B/X"))
        let (root, a, b, x) = (
            try self.path("1"), try self.path("1/A"), try self.path("1/B"), try self.path("1/B/X")
        )
        #expect([root, a, b, x].map { old.isAudience($0, known) } == [true, true, true, true])
        #expect([root, a, b, x].map { new.isAudience($0, known) } == [true, false, true, true])
        let link = LinkScope(office: b, peer: x, successions: known)
        #expect(link.carries(old) && link.carries(new))
        #expect(!LinkScope(office: b, peer: x).carries(old))
        let directives = SpaceID(.directives, of: try self.path("1/A/X"))
        #expect(!link.carries(directives), "the new parent is not below the office")
        #expect(directives.isAudience(try self.path("1/B/X/Y"), known))
    }

    @Test("Offices below one that moved may still link with it until they follow")
    func inLine() throws {
        let known = Successions([try self.word("1/A/X", ["1/B/X"])])
        let (x, y) = (try self.path("1/B/X"), try self.path("1/A/X/Y"))
        #expect(known.areInLine(x, y) && known.areInLine(y, x))
        #expect(!Successions.none.areInLine(x, y))
        #expect(!known.areInLine(x, try self.path("1/A/Z")))
        #expect(
            LinkScope(office: x, peer: y, successions: known)
                .carries(SpaceID(.reports, of: y))
        )
    }
}
