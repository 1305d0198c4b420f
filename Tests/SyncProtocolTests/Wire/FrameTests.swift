import Testing

@testable import SyncProtocol

@Suite("Frames")
struct FrameTests {
    private let sample: SampleTree
    private let frames: [Frame]

    init() throws {
        self.sample = try SampleTree()
        self.frames = try SampleFrames(self.sample).all
    }

    private func refusal(_ bytes: [UInt8]) -> CBORError? {
        do throws(CBORError) {
            _ = try Frame(decoding: bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test("Each kind of frame is read back as it was")
    func roundTrip() throws {
        for frame in self.frames {
            let bytes = frame.encoded()
            #expect(try Frame(decoding: bytes) == frame)
            #expect(self.refusal(bytes + [0])?.reason == .trailingBytes)
        }
        let kinds = try self.frames.map { frame in
            var decoder = CBORDecoder(frame.encoded())
            _ = try decoder.array()
            return try decoder.unsigned()
        }
        #expect(kinds == [1, 2, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 12, 12])
    }

    @Test("A frame cut off at any byte is refused as truncated")
    func truncation() {
        for frame in self.frames {
            let bytes = frame.encoded()
            for length in 0..<bytes.count {
                #expect(self.refusal(Array(bytes[..<length]))?.reason == .truncated)
            }
        }
    }

    @Test("Two offices in sync greet each other in fewer than 200 bytes")
    func size() {
        #expect(self.frames[0].encoded().count < 200)
    }

    @Test(
        "What is no frame is refused",
        arguments: [
            ("80", .unexpectedType), ("81 07", .unexpectedType), ("82 00 00", .valueOutOfRange),
            ("82 08 00", .valueOutOfRange), ("83 07 60 60", .unexpectedType),
            ("a1 07 60", .unexpectedType),
            ("82 07 41 61", .unexpectedType), ("82 05 82 07 41 00", .valueOutOfRange),
            ("82 02 88 00 01 00 00 80 80 80 80", .unexpectedType),
            ("82 02 82 00 f5", .unexpectedType),
            // A range of 21 bits, a prefix beyond its bits, three parts, no part, half a digest.
            ("82 02 88 00 01 00 f5 80 81 82 15 00 80 80", .valueOutOfRange),
            ("82 02 88 00 01 00 f5 80 81 82 01 02 80 80", .valueOutOfRange),
            (
                "82 02 88 00 01 00 f5 81 82 82 00 00 52 000000000000000000000000000000000000 80 80 80",
                .valueOutOfRange
            ),
            ("82 02 88 00 01 00 f5 81 82 82 00 00 40 80 80 80", .valueOutOfRange),
            ("82 02 88 00 01 00 f5 81 82 82 00 00 43 000000 80 80 80", .valueOutOfRange),
            ("82 03 82 01 81 81 40", .unexpectedType), ("82 04 82 01 80", .unexpectedType),
        ] as [(String, CBORError.Reason)]
    )
    func refused(encoding: String, reason: CBORError.Reason) {
        #expect(self.refusal(hex(encoding))?.reason == reason)
    }

    @Test("Each key of a greeting is required, and keys of a later version are skipped")
    func helloKeys() throws {
        var decoder = CBORDecoder(self.frames[0].encoded())
        _ = try decoder.array()
        _ = try decoder.unsigned()
        var pairs: [(UInt64, [UInt8])] = []
        try decoder.fields { key, value throws(CBORError) in
            let start = value.offset
            try value.skip()
            pairs.append((key, value.encodedBytes(from: start)))
            return true
        }
        let bytes = { (pairs: [(UInt64, [UInt8])]) in
            var encoder = CBOREncoder()
            encoder.array(count: 2)
            encoder.unsigned(1)
            encoder.map(count: pairs.count)
            for (key, value) in pairs {
                encoder.unsigned(key)
                encoder.raw(value)
            }
            return encoder.bytes
        }
        for index in pairs.indices {
            var fewer = pairs
            fewer.remove(at: index)
            #expect(self.refusal(bytes(fewer))?.reason == .missingKey)
        }
        #expect(try Frame(decoding: bytes(pairs + [(99, hex("a10101"))])) == self.frames[0])
        let overdrawn = pairs.dropLast() + [(6, hex("1a80000000"))]
        #expect(self.refusal(bytes(Array(overdrawn)))?.reason == .valueOutOfRange)
    }

    @Test("The limits of pages, batches and reasons hold")
    func limits() throws {
        let position = FeedPosition(
            feed: self.sample.city.feed(.reports),
            head: FeedHead(number: 1, digest: SignatureSuite.ed25519.hash([]))
        )
        let page = { (count: Int) in
            Frame.reconcile(
                ReconcilePage(turn: 1, answers: Array(repeating: position, count: count))
            )
        }
        #expect(self.refusal(page(WireLimits.positionsPerPageMax).encoded()) == nil)
        #expect(
            self.refusal(page(WireLimits.positionsPerPageMax + 1).encoded())?.reason == .tooLong
        )
        let batch = { (count: Int) in
            let change = SignedChange(body: [], signature: [])
            return Frame.changes(
                ChangeBatch(number: 1, changes: Array(repeating: change, count: count))
            )
        }
        #expect(self.refusal(batch(WireLimits.batchChangesMax).encoded()) == nil)
        #expect(self.refusal(batch(WireLimits.batchChangesMax + 1).encoded())?.reason == .tooLong)
        let bye = { (count: Int) in Frame.bye(String(repeating: "a", count: count)).encoded() }
        #expect(self.refusal(bye(WireLimits.reasonByteCountMax)) == nil)
        #expect(self.refusal(bye(WireLimits.reasonByteCountMax + 1))?.reason == .tooLong)
    }

    @Test("The longest page and the longest batch fit into a frame")
    func longestFits() throws {
        var path = try path(String(repeating: "9", count: 32))
        while let child = path.child(path.office) { path = child }
        let position = FeedPosition(
            feed: FeedID(
                space: SpaceID(.reports, of: path),
                author: AuthorID(high: .max, low: .max),
                incarnation: .max
            ),
            head: FeedHead(number: UInt64(Int64.max), digest: SignatureSuite.ed25519.hash([]))
        )
        let page = ReconcilePage(
            turn: 4,
            page: .max,
            answers: Array(repeating: position, count: WireLimits.positionsPerPageMax)
        )
        #expect(Frame.reconcile(page).encoded().count <= WireLimits.frameByteCountMax)
        let reason = String(repeating: "a", count: WireLimits.reasonByteCountMax)
        let refusal = BatchAcknowledgement.Refusal(
            feed: position.feed,
            number: .max,
            reason: reason
        )
        let bytes = Frame.acknowledgement(
            BatchAcknowledgement(number: 1, positions: [position], refusals: [refusal])
        )
        .encoded()
        #expect(bytes.count < 1024 * 2)
    }

    @Test("20,000 damaged frames never crash, and what is accepted has one spelling")
    func damaged() throws {
        var random = SeededRandom(seed: 21)
        let samples = self.frames.map { $0.encoded() }
        var acceptedCount = 0
        for _ in 0..<20_000 {
            var bytes = samples[random.int(0...(samples.count - 1))]
            let place = random.int(0...(bytes.count - 1))
            switch random.int(0...2) {
            case 0: bytes[place] ^= 1 << UInt8(random.int(0...7))
            case 1: bytes.removeSubrange(place...)
            default: bytes.insert(UInt8(truncatingIfNeeded: random.next()), at: place)
            }
            guard let frame = try? Frame(decoding: bytes) else { continue }
            acceptedCount += 1
            let again = frame.encoded()
            // A greeting may carry keys of a later version; nothing else may come out shorter.
            if case .hello = frame, again.count < bytes.count { continue }
            guard again != bytes else { continue }
            Issue.record("\(Hexadecimal.text(bytes))")
        }
        #expect(acceptedCount > 1000)
    }
}
