import Simulation
import Testing

@testable import SyncProtocol

@Suite("Random bytes never crash, and what is accepted has one spelling")
struct CBORRandomTests {
    private static let rounds = 20_000

    /// Bytes that look like CBOR often enough to get past the first head.
    private static func noise(_ random: inout SeededRandom) -> [UInt8] {
        let heads: [UInt8] = [
            0x00, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x20, 0x38, 0x40, 0x41, 0x50, 0x60, 0x61, 0x80,
            0x81,
            0x82, 0x83, 0x84, 0xA0, 0xA1, 0xA2, 0xC4, 0xF4, 0xF5, 0xF6,
        ]
        return (0..<random.int(0...24)).map { _ in
            if random.chance(70), let head = heads.randomElement(using: &random) { return head }
            return UInt8(truncatingIfNeeded: random.next())
        }
    }

    /// Damages bytes: flips, cuts, doubles, inserts.
    private static func damaged(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var result = bytes
        for _ in 0..<random.int(1...3) where !result.isEmpty {
            let place = random.int(0...(result.count - 1))
            switch random.int(0...3) {
            case 0: result[place] ^= 1 << UInt8(random.int(0...7))
            case 1: result.removeSubrange(place...)
            case 2: result.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
            default: result[place] = UInt8(truncatingIfNeeded: random.next())
            }
        }
        return result
    }

    @Test("Whatever is read past can be written again, byte for byte")
    func skipping() {
        var random = SeededRandom(seed: 1)
        var acceptedCount = 0
        for _ in 0..<Self.rounds {
            let bytes = Self.noise(&random)
            guard refusal(of: bytes) == nil else { continue }
            acceptedCount += 1
            var decoder = CBORDecoder(bytes)
            var encoder = CBOREncoder()
            #expect(refusal { () throws(CBORError) in try Self.copy(&decoder, &encoder) } == nil)
            #expect(encoder.bytes == bytes)
        }
        #expect(acceptedCount > 500, "the noise should be accepted now and then")
    }

    /// Reads one item and writes it again, with nothing but the public readers and writers.
    private static func copy(
        _ decoder: inout CBORDecoder,
        _ encoder: inout CBOREncoder
    ) throws(CBORError) {
        if decoder.nullIfPresent() { return encoder.null() }
        switch try decoder.nextMajorType() {
        case 0: encoder.unsigned(try decoder.unsigned())
        case 1:
            let start = decoder.offset
            try decoder.skip()
            encoder.raw(decoder.encodedBytes(from: start))
        case 2: encoder.byteString(try decoder.byteString())
        case 3: encoder.text(try decoder.text())
        case 4:
            let count = try decoder.array()
            encoder.array(count: count)
            for _ in 0..<count { try Self.copy(&decoder, &encoder) }
        case 5:
            let count = try decoder.map()
            encoder.map(count: count)
            for _ in 0..<(2 * count) { try Self.copy(&decoder, &encoder) }
        case 6:
            encoder.tag(try decoder.tag())
            try Self.copy(&decoder, &encoder)
        default: encoder.bool(try decoder.bool())
        }
    }

    /// Decodes noise and damaged samples as one type; what is accepted must have one spelling.
    private static func check<Decoded: CBORCodable>(
        _ type: Decoded.Type,
        seed: UInt64,
        samples: [[UInt8]],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var random = SeededRandom(seed: seed)
        for sample in samples {
            let whole = try? Decoded(decoding: sample)
            #expect(whole?.encoded() == sample, sourceLocation: sourceLocation)
        }
        for round in 0..<Self.rounds {
            let bytes =
                round.isMultiple(of: 4) || samples.isEmpty
                ? Self.noise(&random)
                : Self.damaged(samples[random.int(0...(samples.count - 1))], &random)
            guard let value = try? Decoded(decoding: bytes) else { continue }
            let again = value.encoded()
            guard again != bytes else { continue }
            #expect(again == bytes, "\(Hexadecimal.text(bytes))", sourceLocation: sourceLocation)
            return
        }
    }

    @Test("Names, numbers and values")
    func small() throws {
        let decimal = try #require(DecimalValue("-12.345"))
        let feed = FeedID(
            space: SpaceID(.reports, of: try path("100000/510000")),
            author: AuthorID(high: 1, low: 2),
            incarnation: 3
        )
        let head = FeedHead(number: 7, digest: SignatureSuite.ed25519.hash([1]))
        Self.check(OfficePath.self, seed: 2, samples: [feed.space.owner.encoded()])
        Self.check(SpaceID.self, seed: 3, samples: [feed.space.encoded()])
        Self.check(
            FeedPosition.self,
            seed: 4,
            samples: [FeedPosition(feed: feed, head: head).encoded()]
        )
        Self.check(DecimalValue.self, seed: 5, samples: [decimal.encoded()])
        Self.check(Stamp.self, seed: 6, samples: [Stamp(milliseconds: 1, counter: 2).encoded()])
        let values: [Value] = [
            .integer(-1), .decimal(decimal), .text("进展"), .bytes([0]), .bool(true),
            .list([.list([]), .integer(300), .text("é")]),
        ]
        Self.check(Value.self, seed: 7, samples: values.map { $0.encoded() })
    }

    @Test("Edits and merged states")
    func records() throws {
        var random = SeededRandom(seed: 8)
        let script = MergeScript(random: &random, authors: 3, changesPerAuthor: 6)
        let edits = script.changes.flatMap { $0.fields.isEmpty ? [] : [$0.edit] }
        Self.check(RecordEdit.self, seed: 9, samples: edits.map { $0.encoded() })
        Self.check(RecordState.self, seed: 10, samples: [script.state(script.changes).encoded()])
    }

    @Test("Credentials and signed changes")
    func signed() throws {
        let tree = try SampleTree()
        let opening = try tree.county.opening(tree.county.feed(.reports))
        Self.check(Credential.self, seed: 11, samples: [tree.county.chain.leaf.encoded()])
        Self.check(CredentialChain.self, seed: 12, samples: [tree.county.chain.encoded()])
        Self.check(SignedChange.self, seed: 13, samples: [opening.encoded()])
    }

    @Test("Changes, unless they carry keys of a later version")
    func changes() throws {
        let tree = try SampleTree()
        let opening = try tree.county.opening(tree.county.feed(.reports))
        let head = FeedHead(number: 1, digest: opening.digest)
        let second = try tree.county.next(tree.county.feed(.reports), after: head)
        let samples = [opening.body, second.body]
        var random = SeededRandom(seed: 14)
        var acceptedCount = 0
        for _ in 0..<Self.rounds {
            let bytes = Self.damaged(samples[random.int(0...1)], &random)
            guard let change = try? Change(decoding: bytes) else { continue }
            acceptedCount += 1
            let again = change.encoded()
            guard again != bytes else { continue }
            // Only a map with more pairs than the keys that are known may come out shorter.
            #expect(again[0] < bytes[0], "\(Hexadecimal.text(bytes))")
        }
        #expect(acceptedCount > 100)
    }
}
