import Simulation
import Testing

@testable import SyncProtocol

@Suite("The signed body of a change")
struct ChangeEncodingTests {
    private let sample: SampleTree
    private let signed: SignedChange

    init() throws {
        self.sample = try SampleTree()
        let city = self.sample.city
        let payload = Change.payload([try SampleEdits.title("短")])
        self.signed = try city.opening(city.feed(.reports), payload: payload)
    }

    /// A small change that is not an opening, so that every bit of it can be tried.
    private func small() throws -> SignedChange {
        let head = FeedHead(number: 1, digest: self.signed.digest)
        return try self.sample.city.next(self.sample.city.feed(.reports), after: head)
    }

    @Test("Every single changed bit of a change, body or signature, is refused")
    func flippedBits() throws {
        let small = try self.small()
        let bytes = small.body + small.signature
        #expect(self.sample.verify(small, by: self.sample.city).good != nil)
        for bit in 0..<(bytes.count * 8) {
            var damaged = bytes
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            let change = SignedChange(
                body: Array(damaged[..<small.body.count]),
                signature: Array(damaged[small.body.count...])
            )
            let result = self.sample.verify(change, by: self.sample.city)
            if result.refusal == nil { Issue.record("bit \(bit) may be changed: \(result)") }
        }
    }

    @Test("Changed bits of an opening are refused, its credentials included")
    func flippedBitsOfTheOpening() throws {
        let bytes = self.signed.body + self.signed.signature
        #expect(self.sample.verify(self.signed).good != nil)
        for bit in stride(from: 0, to: bytes.count * 8, by: 7) {
            var damaged = bytes
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            let change = SignedChange(
                body: Array(damaged[..<self.signed.body.count]),
                signature: Array(damaged[self.signed.body.count...])
            )
            let result = self.sample.verify(change)
            // Turned into a later change of a feed that is not known, it cannot be judged.
            if result.good != nil { Issue.record("bit \(bit) may be changed") }
        }
    }

    @Test("The id covers the body and not the signature")
    func id() throws {
        let other = SignedChange(body: self.signed.body, signature: [])
        #expect(other.digest == self.signed.digest)
        #expect(other != self.signed)
        #expect(try SignedChange(decoding: self.signed.encoded()) == self.signed)
    }

    /// The body with one key's value replaced, or the key taken away or added.
    private func body(replacing key: UInt64, with value: [UInt8]?) throws -> [UInt8] {
        var decoder = CBORDecoder(self.signed.body)
        var pairs: [(UInt64, [UInt8])] = []
        try decoder.fields { found, value throws(CBORError) in
            let start = value.offset
            try value.skip()
            pairs.append((found, value.encodedBytes(from: start)))
            return true
        }
        pairs.removeAll { $0.0 == key }
        if let value { pairs.append((key, value)) }
        pairs.sort { $0.0 < $1.0 }
        var encoder = CBOREncoder()
        encoder.map(count: pairs.count)
        for (key, value) in pairs {
            encoder.unsigned(key)
            encoder.raw(value)
        }
        return encoder.bytes
    }

    private func reason(_ key: UInt64, _ value: String?) throws -> CBORError.Reason? {
        let body = try self.body(replacing: key, with: value.map { hex($0) })
        return refusal { () throws(CBORError) in _ = try Change(decoding: body) }?.reason
    }

    @Test("Each required key is required", arguments: [1, 2, 3, 4, 5, 6, 7, 9, 13, 15] as [UInt64])
    func required(key: UInt64) throws {
        #expect(try self.reason(key, nil) == .missingKey)
    }

    @Test("The user and the act may be missing", arguments: [10, 14] as [UInt64])
    func optional(key: UInt64) throws {
        #expect(try self.reason(key, nil) == nil)
    }

    @Test(
        "Values out of range are refused",
        arguments: [
            (1, "02", .valueOutOfRange), (2, "00", .valueOutOfRange),
            (2, "190100", .valueOutOfRange),
            (3, "4100", .valueOutOfRange), (4, "8207816131", .valueOutOfRange),
            (6, "20", .unexpectedType),
            (7, "00", .valueOutOfRange), (7, "1b8000000000000000", .valueOutOfRange),
            (7, "02", .missingKey),
            (8, "50 00000000000000000000000000000001", .missingKey),
            (9, "1b8000000000000000", .valueOutOfRange), (10, "6365cc81", .notNormalized),
            (13, "80", .valueOutOfRange), (14, "40", .valueOutOfRange), (15, "80", .unexpectedType),
        ] as [(UInt64, String, CBORError.Reason)]
    )
    func outOfRange(key: UInt64, value: String, reason: CBORError.Reason) throws {
        #expect(try self.reason(key, value) == reason)
    }

    @Test("A user name has at most 256 bytes")
    func userName() throws {
        let name = { (count: Int) in
            Hexadecimal.text(Value.text(String(repeating: "a", count: count)).encoded())
        }
        #expect(try self.reason(10, name(256)) == nil)
        #expect(try self.reason(10, name(257)) == .tooLong)
    }

    @Test(
        "An unknown suite is refused for that reason, and a number that is none makes a change malformed",
        arguments: [
            (0, .malformedChange), (2, .wrongSuite), (3, .wrongSuite), (23, .wrongSuite),
        ] as [(UInt8, RefusalReason)]
    )
    func unknownSuite(number: UInt8, reason: RefusalReason) throws {
        let body = try self.body(replacing: 2, with: [number])
        let signed = SignedChange(body: body, signature: self.signed.signature)
        #expect(self.sample.verify(signed).refusal == reason)
    }

    @Test(
        "Keys of a later version are signed, kept and ignored",
        arguments: [0, 11, 16, 17, 900] as [UInt64]
    )
    func laterKeys(key: UInt64) throws {
        let body = try self.body(replacing: key, with: hex("a1 01 82 61 61 f6"))
        let bytes = PreAuthenticationEncoding.bytes(
            type: PreAuthenticationEncoding.change,
            body: body
        )
        let signed = SignedChange(body: body, signature: try self.sample.city.signer.sign(bytes))
        let verified = try #require(self.sample.verify(signed).good)
        #expect(verified.signed.body == body)
        #expect(verified.change == (try Change(decoding: self.signed.body)))
        #expect(verified.id != ChangeID(prefixOf: self.signed.digest))
    }

    @Test("The limits on records and operations of one change hold")
    func counts() throws {
        let many = { (count: Int) in
            var encoder = CBOREncoder()
            encoder.array(count: count)
            for _ in 0..<count { encoder.raw(hex("83 01 41ff 80")) }
            return encoder.bytes
        }
        let city = self.sample.city
        let at = try city.opening(city.feed(.reports), payload: many(ChangeLimits.recordsMax))
        #expect(self.sample.verify(at).good?.edits.count == ChangeLimits.recordsMax)
        let over = try city.opening(city.feed(.reports), payload: many(ChangeLimits.recordsMax + 1))
        #expect(self.sample.verify(over).refusal == .malformedOperations)
    }
}
