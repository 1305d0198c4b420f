import Testing

@testable import SyncProtocol

@Suite("Golden vectors, as docs/examples/verify_vectors.py checks them too")
struct VectorTests {
    private struct Encoding: Decodable {
        struct Refused: Decodable {
            let bytes: String
            let reason: String
        }

        struct Written: Decodable {
            let value: VectorValue
            let bytes: String
        }

        let accepted: [String]
        let refused: [Refused]
        let values: [Written]
    }

    @Test("encoding.json: what is CBOR of the profile, and how values are written")
    func encoding() throws {
        let vectors = try VectorFile.load("encoding", as: Encoding.self)
        for bytes in vectors.accepted { #expect(refusal(of: hex(bytes)) == nil, "\(bytes)") }
        for vector in vectors.refused {
            let error = try #require(refusal(of: hex(vector.bytes)), "\(vector.bytes)")
            #expect("\(Self.name(error.reason))" == vector.reason, "\(vector.bytes)")
        }
        for vector in vectors.values {
            #expect(Hexadecimal.text(vector.value.value.encoded()) == vector.bytes)
            #expect(try Value(decoding: hex(vector.bytes)) == vector.value.value)
        }
        #expect(!vectors.accepted.isEmpty && !vectors.refused.isEmpty && !vectors.values.isEmpty)
    }

    /// The name of the case, not the sentence for people.
    private static func name(_ reason: CBORError.Reason) -> String { String(describing: reason) }

    @Test("identity.json: what is signed, authors and credentials")
    func identity() throws {
        let vectors = try VectorOffices()
        for vector in vectors.content.preAuthentication {
            let bytes = PreAuthenticationEncoding.bytes(type: vector.type, body: hex(vector.body))
            #expect(Hexadecimal.text(bytes) == vector.bytes)
        }
        for vector in vectors.content.offices {
            let office = try vectors.office(vector.path)
            #expect(Hexadecimal.text(office.signer.publicKey) == vector.publicKey)
            #expect(office.author.description == vector.author)
            #expect(Hexadecimal.text(office.chain.leaf.body) == vector.credential.body)
            var encoder = CBOREncoder()
            encoder.array(count: 2)
            encoder.byteString(hex(vector.credential.body))
            encoder.byteString(hex(vector.credential.signature))
            let credential = try Credential(decoding: encoder.bytes)
            let credentials = office.chain.credentials.dropLast() + [credential]
            let chain = try #require(CredentialChain(Array(credentials)))
            #expect(chain.isValid(in: vectors.tree, verifier: SignatureSuite.ed25519))
            #expect(credential.serial == vector.serial)
        }
    }

    private struct Changes: Decodable {
        struct Edit: Decodable {
            let kind: UInt16
            let key: String
            let fields: [VectorField]
        }

        struct Accepted: Decodable {
            let name: String
            let office: String
            let space: VectorSpace
            let incarnation: UInt64
            let number: UInt64
            let stamp: VectorStamp
            let user: String?
            let act: String?
            /// Encoded, in hexadecimal.
            let charter: String?
            let edits: [Edit]
            let body: String
            let signature: String
            let digest: String
            let id: String
        }

        struct Refused: Decodable {
            let name: String
            let reason: String
            let body: String
            let signature: String
        }

        let accepted: [Accepted]
        let refused: [Refused]
    }

    @Test("changes.json: the bytes of changes, and which are refused")
    func changes() throws {
        let vectors = try VectorFile.load("changes", as: Changes.self)
        let offices = try VectorOffices()
        let verifier = ChangeVerifier(tree: offices.tree, verifier: SignatureSuite.ed25519)
        var keys: [FeedID: AuthorKey] = [:]
        var heads: [FeedID: FeedHead] = [:]
        for vector in vectors.accepted {
            let office = try offices.office(vector.office)
            let change = try Self.change(vector, office, heads: heads)
            #expect(Hexadecimal.text(change.encoded()) == vector.body, "\(vector.name)")
            let signed = SignedChange(body: hex(vector.body), signature: hex(vector.signature))
            let verified = try #require(
                verifier.verify(signed, key: { keys[$0] }).good,
                "\(vector.name)"
            )
            #expect(verified.change == change)
            #expect(verified.digest.description == vector.digest)
            #expect(verified.id.description == vector.id)
            keys[change.feed] = AuthorKey(office.chain.leaf)
            heads[change.feed] = verified.head
        }
        for vector in vectors.refused {
            let signed = SignedChange(body: hex(vector.body), signature: hex(vector.signature))
            let result = verifier.verify(signed, key: { keys[$0] })
            let isMissing = if case .openingMissing = result { true } else { false }
            let reason = isMissing ? "opening-missing" : result.refusal?.rawValue
            #expect(reason == vector.reason, "\(vector.name)")
        }
    }

    private static func change(
        _ vector: Changes.Accepted,
        _ office: SampleOffice,
        heads: [FeedID: FeedHead]
    ) throws -> Change {
        let feed = FeedID(
            space: try vector.space.space(),
            author: office.author,
            incarnation: vector.incarnation
        )
        let edits = try vector.edits.map { edit in
            let record = try #require(RecordID(kind: edit.kind, key: hex(edit.key)))
            return RecordEdit(record: record, fields: edit.fields.map(\.field))
        }
        let head = heads[feed]
        return Change(
            suite: .ed25519,
            tree: office.chain.leaf.tree,
            feed: feed,
            number: vector.number,
            previous: head.map { ChangeID(prefixOf: $0.digest) },
            stamp: vector.stamp.stamp,
            user: vector.user,
            opening: head == nil ? office.chain : nil,
            charter: try vector.charter.map { try Charter(decoding: hex($0)) },
            act: try vector.act.map { try #require(ActID(hex: $0)) },
            payload: Change.payload(edits)
        )
    }
}
