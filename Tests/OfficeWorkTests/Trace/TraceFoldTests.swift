import SyncProtocol
import Testing

@testable import OfficeWork

@Suite("Folding how far a directive has come")
struct TraceFoldTests {
    private static func facts(_ random: inout SplitMix64) -> TraceFacts {
        TraceFacts(
            isReceived: random.next() % 8 > 0,
            isOpened: random.next() % 4 > 1,
            isSigned: random.next() % 4 > 1,
            isAnswered: random.next() % 4 > 1
        )
    }

    private static func offices(_ count: Int, seed: UInt64) throws -> [TraceException] {
        var random = SplitMix64(seed: seed)
        return try (0..<count).map { number in
            let id = try #require(OfficeID("\(510_000 + number)"))
            return TraceException(
                path: [id],
                facts: Self.facts(&random),
                at: Int64(random.next() % 1_000)
            )
        }
    }

    private static func fold(_ folds: [TraceFold], goal: TraceGoal) -> TraceFold {
        folds.reduce(into: TraceFold(goal: goal)) { $0.merge($1) }
    }

    @Test("any grouping and any order give the same fold", arguments: 0..<40)
    func associative(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let goal: TraceGoal = seed % 2 == 0 ? .signed : .answered
        let count = 1 + Int(random.next() % 300)
        let singles = try Self.offices(count, seed: seed).map { TraceFold($0, goal: goal) }
        let whole = Self.fold(singles, goal: goal)
        #expect(Self.fold(singles.reversed(), goal: goal) == whole)
        var groups: [TraceFold] = []
        var rest = singles[...]
        while !rest.isEmpty {
            let length = 1 + Int(random.next() % 40)
            groups.append(Self.fold(Array(rest.prefix(length)), goal: goal))
            rest = rest.dropFirst(length)
        }
        #expect(Self.fold(groups, goal: goal) == whole)
        #expect(Self.fold(groups.reversed(), goal: goal) == whole)
        #expect(whole.exceptions.count <= TraceFold.exceptionsMax)
    }

    @Test("a fold fits into its note, whatever the names of the offices")
    func fitting() throws {
        let ids = try (0..<TraceFold.exceptionsMax).map { number in
            try #require(OfficeID(String(repeating: "9", count: 30) + "\(10 + number)"))
        }
        let fold = Self.fold(
            ids.map { id in
                let office = TraceException(path: [id, id, id, id], facts: [], at: 1 << 39)
                return TraceFold(office, goal: .signed)
            },
            goal: .signed
        )
        #expect(fold.exceptions.count == TraceFold.exceptionsMax)
        let id = DirectiveID(high: 1, low: 1)
        func size(_ fold: TraceFold) -> Int {
            TraceFoldNote(directive: id, at: 1 << 39, fold: fold).encoded().count
        }
        #expect(size(fold) > NoteLimits.bodyByteCountMax)
        let fitting = fold.fitting()
        #expect(size(fitting) <= NoteLimits.bodyByteCountMax)
        #expect(fitting.counts == fold.counts && fitting.floor == .addressed)
        let one = TraceFold(TraceException(path: [ids[0]], facts: [], at: 0), goal: .signed)
        #expect(one.fitting() == one)
    }

    @Test("nobody is counted or named who is not addressed")
    func limited() throws {
        let offices = try Self.offices(20, seed: 3)
        let fold = Self.fold(offices.map { TraceFold($0, goal: .answered) }, goal: .answered)
        let named = try #require(fold.exceptions.first)
        let limited = fold.limited(to: 2) { $0 == named.path }
        #expect(limited.counts.addressed == 2 && limited.exceptions == [named])
        let counts = limited.counts
        #expect([counts.received, counts.opened, counts.signed].allSatisfy { $0 <= 2 })
        #expect(fold.limited(to: 20) { _ in true } == fold)
    }

    @Test("numbers are exact, and who is not named has come as far as the floor says")
    func exact() throws {
        let offices = try Self.offices(200, seed: 11)
        let fold = Self.fold(offices.map { TraceFold($0, goal: .answered) }, goal: .answered)
        #expect(fold.counts.addressed == 200)
        #expect(fold.counts.received == UInt64(offices.count { $0.facts.contains(.received) }))
        #expect(fold.counts.verified == fold.counts.received)
        #expect(fold.counts.opened == UInt64(offices.count { $0.facts.contains(.opened) }))
        #expect(fold.counts.signed == UInt64(offices.count { $0.facts.contains(.signed) }))
        #expect(fold.counts.answered == UInt64(offices.count { $0.facts.contains(.answered) }))
        #expect(fold.latest == offices.map(\.at).max())
        let needed = fold.floor.facts(.answered)
        for office in offices {
            let isNamed = fold.exceptions.contains(office)
            #expect(isNamed != office.facts.isSuperset(of: needed))
            #expect(isNamed || office.facts.isSuperset(of: fold.unnamedFacts))
        }
    }

    @Test("what is missing at named offices only, all others have done")
    func unnamed() throws {
        let id = try #require(OfficeID("1"))
        let done: TraceFacts = [.received, .verified, .opened, .signed, .answered]
        var fold = TraceFold(TraceException(path: [id], facts: done, at: 1), goal: .answered)
        #expect(fold.unnamedFacts == done)
        let named = TraceException(path: [id, id], facts: [.received, .verified], at: 1)
        fold.merge(TraceFold(named, goal: .answered))
        #expect(fold.exceptions == [named])
        #expect(fold.unnamedFacts == done)
        let unsigned = TraceException(path: [id], facts: done.subtracting(.signed), at: 1)
        fold.merge(TraceFold(unsigned, goal: .answered))
        #expect(fold.unnamedFacts == done.subtracting(.signed))
    }

    @Test("a fold is read back as it was written", arguments: 0..<20)
    func roundTrip(seed: UInt64) throws {
        let goal: TraceGoal = seed % 2 == 0 ? .signed : .answered
        let offices = try Self.offices(Int(seed) * 13, seed: seed)
        let child = try #require(OfficeID("510000"))
        let fold = Self.fold(offices.map { TraceFold($0, goal: goal) }, goal: goal)
            .named(below: child)
        let note = TraceFoldNote(
            directive: DirectiveID(high: 1, low: seed),
            at: 1_760_000_000,
            fold: fold
        )
        #expect(try TraceFoldNote(decoding: note.encoded()) == note)
        let header = try FoldHeader(
            bodyOf: Note(
                kind: .fold,
                body: note.encoded(),
                author: AuthorID(high: 0, low: 0),
                signature: []
            )
        )
        #expect(header.subject == note.directive.bytes && header.at == note.at)
    }

    @Test("damaged folds are refused, never a crash", arguments: 0..<200)
    func damaged(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let offices = try Self.offices(30, seed: seed)
        let fold = Self.fold(offices.map { TraceFold($0, goal: .signed) }, goal: .signed)
        var bytes = TraceFoldNote(directive: DirectiveID(high: 1, low: 2), at: 9, fold: fold)
            .encoded()
        for _ in 0..<4 {
            bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(
                truncatingIfNeeded: random.next()
            )
        }
        if let read = try? TraceFoldNote(decoding: bytes) {
            #expect(read.fold.exceptions.count <= TraceFold.exceptionsMax)
            _ = read.encoded()
        }
    }

    @Test("times that lie far off are refused")
    func farOff() throws {
        for at in [Int64.max, Int64.min, 1 << 41] {
            let fold = TraceFold(
                TraceException(path: [try #require(OfficeID("1"))], facts: [], at: at),
                goal: .signed
            )
            let note = TraceFoldNote(directive: DirectiveID(high: 1, low: 2), at: 0, fold: fold)
            guard at != .min else { continue }
            #expect(throws: CBORError.self) { try TraceFoldNote(decoding: note.encoded()) }
        }
    }

    @Test("what follows from a receipt: whoever signs or answers has opened and received it")
    func implied() {
        let answered = TraceFacts(
            isReceived: false,
            isOpened: false,
            isSigned: false,
            isAnswered: true
        )
        #expect(answered == [.received, .verified, .opened, .answered])
        #expect(TraceFold(goal: .signed).isComplete)
    }
}
