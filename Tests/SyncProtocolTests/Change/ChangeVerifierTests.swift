import Simulation
import Testing

@testable import SyncProtocol

@Suite("Which changes are accepted")
struct ChangeVerifierTests {
    private let sample: SampleTree

    init() throws {
        self.sample = try SampleTree()
    }

    @Test("Every office's reports and directives are good, and say who wrote them")
    func good() throws {
        for office in self.sample.all {
            for kind in SpaceKind.samples {
                let feed = office.feed(kind)
                let signed = try office.opening(feed)
                let verified = try #require(self.sample.verify(signed).good)
                #expect(verified.change.feed == feed)
                #expect(verified.change.user == "王芳")
                #expect(verified.digest == signed.digest)
                #expect(verified.edits == [try SampleEdits.title("关于举办科技周的通知")])
                let next = try office.next(feed, after: verified.head)
                #expect(self.sample.verify(next, by: office).good?.change.previous == verified.id)
            }
        }
    }

    @Test("An office above may write in the reports of those below it, and not the other way round")
    func rights() throws {
        let review = self.sample.province.feed(.reports, of: self.sample.county.path)
        #expect(self.sample.verify(try self.sample.province.opening(review)).good != nil)
        let upward = self.sample.county.feed(.reports, of: self.sample.province.path)
        #expect(
            self.sample.verify(try self.sample.county.opening(upward)).refusal == .notAuthorised
        )
        let sideways = self.sample.otherProvince.feed(.reports, of: self.sample.city.path)
        #expect(
            self.sample.verify(try self.sample.otherProvince.opening(sideways)).refusal
                == .notAuthorised
        )
    }

    @Test("A city that writes a directive in the name of headquarters is not authorised")
    func forgedDirective() throws {
        let feed = self.sample.city.feed(.directives, of: self.sample.national.path)
        let signed = try self.sample.city.opening(feed)
        #expect(self.sample.verify(signed).refusal == .notAuthorised)
        // Nor may headquarters put words into the city's mouth.
        let down = self.sample.national.feed(.directives, of: self.sample.city.path)
        #expect(
            self.sample.verify(try self.sample.national.opening(down)).refusal == .notAuthorised
        )
    }

    @Test("Rights are checked for the later changes of a feed too")
    func rightsOfLaterChanges() throws {
        let feed = self.sample.city.feed(.directives, of: self.sample.national.path)
        let head = FeedHead(number: 1, digest: SignatureSuite.ed25519.hash([]))
        let signed = try self.sample.city.next(feed, after: head)
        #expect(self.sample.verify(signed, by: self.sample.city).refusal == .notAuthorised)
    }

    @Test("A change of another tree is refused")
    func wrongTree() throws {
        let thief = try Ed25519Signer(seed: Array(repeating: 99, count: 32))
        let other = SampleOffice(
            signer: thief,
            chain: try CredentialChain.root(path: try path("100000"), signer: thief)
        )
        let signed = try other.opening(other.feed(.directives))
        #expect(self.sample.verify(signed).refusal == .wrongTree)
    }

    @Test("A change of a space that the link does not carry is refused")
    func outOfScope() throws {
        let signed = try self.sample.city.opening(self.sample.city.feed(.reports))
        let result = self.sample.verifier.verify(
            signed,
            inScope: { space, _ in space.kind != .reports },
            key: { _ in nil }
        )
        #expect(result.refusal == .outOfScope)
    }

    @Test("The opening must name the feed's author and be signed by it")
    func openingOfAnother() throws {
        let city = self.sample.city
        // The feed claims to be the city's, the chain is the other city's.
        let claimed = try self.sample.otherCity.opening(
            city.feed(.reports),
            chain: self.sample.otherCity.chain
        )
        #expect(self.sample.verify(claimed).refusal == .badCredential)
        // The chain is the city's, the signature another's.
        let forged = try self.sample.otherCity.opening(city.feed(.reports), chain: city.chain)
        #expect(self.sample.verify(forged).refusal == .badSignature)
        // The chain does not hold.
        let credentials = self.sample.national.chain.credentials + [city.chain.leaf]
        let broken = try #require(CredentialChain(credentials))
        let signed = try city.opening(city.feed(.reports), chain: broken)
        #expect(self.sample.verify(signed).refusal == .badCredential)
    }

    @Test("Without the feed's opening the signature cannot be judged, so the change waits")
    func openingMissing() throws {
        let city = self.sample.city
        let head = FeedHead(number: 1, digest: SignatureSuite.ed25519.hash([]))
        let signed = try city.next(city.feed(.reports), after: head)
        guard case .openingMissing(let change) = self.sample.verify(signed) else {
            Issue.record("the opening should be missing")
            return
        }
        #expect(change.number == 2)
        #expect(self.sample.verify(signed, by: city).good != nil)
        #expect(self.sample.verify(signed, by: self.sample.province).refusal == .badSignature)
    }

    @Test("A signature made for another type of thing is worth nothing")
    func otherType() throws {
        let city = self.sample.city
        let body = try city.opening(city.feed(.reports)).body
        let bytes = PreAuthenticationEncoding.bytes(
            type: PreAuthenticationEncoding.credential,
            body: body
        )
        let signed = SignedChange(body: body, signature: try city.signer.sign(bytes))
        #expect(self.sample.verify(signed).refusal == .badSignature)
    }

    @Test(
        "Malformed operations after a good signature are told apart from a bad signature",
        arguments: ["", "80 00", "81 83 01 40 80", "f6", "81 83 01 41ff 81 83 05 02 01", "9f ff"]
    )
    func malformedOperations(payload: String) throws {
        let city = self.sample.city
        let signed = try city.opening(city.feed(.reports), payload: hex(payload))
        #expect(self.sample.verify(signed).refusal == .malformedOperations)
    }

    @Test("A change without edits is good")
    func emptyPayload() throws {
        let signed = try self.sample.city.opening(self.sample.city.feed(.reports), payload: [0x80])
        #expect(self.sample.verify(signed).good?.edits == [])
    }

    @Test("A body over the limit is refused before it is looked at")
    func oversized() throws {
        let limit = ChangeLimits.bodyByteCountMax
        let body = Array(repeating: UInt8(0), count: limit + 1)
        let signed = SignedChange(body: body, signature: Array(repeating: 0, count: 64))
        #expect(self.sample.verify(signed).refusal == .tooLarge)
        let error = refusal { () throws(CBORError) in
            _ = try SignedChange(decoding: signed.encoded())
        }
        #expect(error?.reason == .tooLong)
        let signature = Array(repeating: UInt8(0), count: ChangeLimits.signatureByteCountMax + 1)
        #expect(
            self.sample.verify(SignedChange(body: [], signature: signature)).refusal == .tooLarge
        )
    }

    @Test("The largest body is accepted")
    func largest() throws {
        let city = self.sample.city
        let value = { (count: Int) in Value.bytes(Array(repeating: 7, count: count)) }
        let fields = { (last: Int) in
            (0..<4).map { RecordEdit.Field(UInt16($0), .register(value($0 < 3 ? 131_072 : last))) }
        }
        let record = try #require(RecordID(kind: 1, key: [1]))
        let signed = { (last: Int) throws in
            let edit = RecordEdit(record: record, fields: fields(last))
            return try city.opening(city.feed(.reports), payload: Change.payload([edit]))
        }
        let overhead = try signed(120_000).body.count - 120_000
        let room = ChangeLimits.bodyByteCountMax - overhead
        let largest = try signed(room)
        #expect(largest.body.count == ChangeLimits.bodyByteCountMax)
        #expect(self.sample.verify(largest).good != nil)
        #expect(self.sample.verify(try signed(room + 1)).refusal == .tooLarge)
    }
}
