import Testing

@testable import SyncProtocol

@Suite("Digests over sets")
struct SetDigestTests {
    private static func elements(_ count: Int, seed: UInt64) -> [Digest256] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in SignatureSuite.ed25519.hash(random.bytes(8)) }
    }

    private static func digest(_ elements: [Digest256]) -> SetDigest {
        var digest = SetDigest()
        for element in elements { digest.insert(element) }
        return digest
    }

    @Test("The order of the elements does not matter", arguments: UInt64(0)..<10)
    func order(seed: UInt64) {
        let elements = Self.elements(50, seed: seed)
        var random = SeededRandom(seed: seed)
        #expect(Self.digest(elements) == Self.digest(elements.shuffled(using: &random)))
    }

    @Test("Taking an element out undoes putting it in", arguments: UInt64(0)..<10)
    func inverse(seed: UInt64) {
        let elements = Self.elements(40, seed: seed)
        var digest = Self.digest(elements)
        var random = SeededRandom(seed: seed)
        for element in elements.dropFirst(7).shuffled(using: &random) { digest.remove(element) }
        #expect(digest == Self.digest(Array(elements.prefix(7))))
        #expect(
            digest.value(by: .ed25519) == Self.digest(Array(elements.prefix(7))).value(by: .ed25519)
        )
        for element in elements.prefix(7) { digest.remove(element) }
        #expect(digest == SetDigest())
    }

    @Test("A digest that was kept goes on where it was", arguments: UInt64(0)..<10)
    func kept(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        var whole = SetDigest()
        var kept = SetDigest()
        var members: [Digest256] = []
        for step in 0..<60 {
            if step % 3 == 2, let gone = members.popLast() {
                whole.remove(gone)
                kept.remove(gone)
            } else {
                let element = SignatureSuite.ed25519.hash(random.bytes(8))
                members.append(element)
                whole.insert(element)
                kept.insert(element)
            }
            kept = try #require(SetDigest(sum: kept.keptSum, count: kept.count))
            #expect(kept == whole)
            #expect(kept.value(by: .ed25519) == whole.value(by: .ed25519))
        }
    }

    @Test("What is kept is the sum itself, the most significant byte first")
    func keptForm() throws {
        let bytes = Array(repeating: UInt8(0), count: 31) + [5]
        let five = try #require(Digest256(bytes: bytes))
        #expect(Self.digest([five]).keptSum == bytes)
        #expect(Self.digest([five, five]).keptSum.last == 10)
        #expect(SetDigest(sum: Array(bytes.dropLast()), count: 1) == nil)
    }

    @Test("Carries and borrows run through all words")
    func carry() throws {
        let full = try #require(Digest256(bytes: Array(repeating: 0xFF, count: 32)))
        let one = try #require(Digest256(bytes: Array(repeating: 0, count: 31) + [1]))
        let zero = try #require(Digest256(bytes: Array(repeating: 0, count: 32)))
        // −1 + 1 = 0 and −1 + −1 = −2, modulo 2^256.
        #expect(Self.digest([full, one]) == Self.digest([zero, zero]))
        var digest = Self.digest([full, full, one, one])
        #expect(digest == Self.digest([zero, zero, zero, zero]))
        digest.remove(full)
        digest.remove(full)
        #expect(digest == Self.digest([one, one]))
    }

    @Test("Sets that differ in one element, or hold it twice, differ")
    func different() {
        let elements = Self.elements(20, seed: 1)
        let whole = Self.digest(elements)
        for index in elements.indices {
            var fewer = elements
            fewer.remove(at: index)
            #expect(Self.digest(fewer).value(by: .ed25519) != whole.value(by: .ed25519))
            #expect(
                Self.digest(elements + [elements[index]]).value(by: .ed25519)
                    != whole.value(by: .ed25519)
            )
        }
        // Equal sums, other counts.
        let zero = Digest256(words: (0, 0, 0, 0))
        #expect(
            Self.digest([zero]).value(by: .ed25519)
                != Self.digest([zero, zero]).value(by: .ed25519)
        )
        #expect(Self.digest([zero]).value(by: .ed25519) != SetDigest().value(by: .ed25519))
    }
}
