import Testing

@testable import SyncProtocol

@Suite("Ids and digests")
struct IdentifierTests {
    @Test("SHA-256 of FIPS 180-4, of nothing and of abc")
    func sha256() {
        #expect(
            SignatureSuite.ed25519.hash([]).description
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
        #expect(
            SignatureSuite.ed25519.hash(Array("abc".utf8)).description
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
    }

    @Test("An id is the first sixteen bytes of a digest, and is written as that")
    func prefix() throws {
        let digest = SignatureSuite.ed25519.hash(Array("abc".utf8))
        let id = ChangeID(prefixOf: digest)
        #expect(id.description == "ba7816bf8f01cfea414140de5dae2223")
        #expect(id.bytes == Array(digest.bytes.prefix(16)))
        #expect(ChangeID(hex: id.description) == id)
        #expect(id.encoded() == [0x50] + id.bytes)
        #expect(try ChangeID(decoding: id.encoded()) == id)
        #expect(try Digest256(decoding: digest.encoded()) == digest)
    }

    @Test("Ids of another length are refused")
    func lengths() {
        #expect(ChangeID(bytes: Array(repeating: 0, count: 15)) == nil)
        #expect(ChangeID(bytes: Array(repeating: 0, count: 17)) == nil)
        #expect(ChangeID(hex: "ba7816bf8f01cfea414140de5dae22") == nil)
        #expect(ChangeID(hex: "zz7816bf8f01cfea414140de5dae2223") == nil)
        let short = [0x4F] + Array(repeating: UInt8(0), count: 15)
        let long = [0x51] + Array(repeating: UInt8(0), count: 17)
        #expect(
            refusal { () throws(CBORError) in _ = try ChangeID(decoding: short) }?.reason
                == .valueOutOfRange
        )
        #expect(
            refusal { () throws(CBORError) in _ = try ChangeID(decoding: long) }?.reason == .tooLong
        )
        let digest = [0x58, 0x1F] + Array(repeating: UInt8(0), count: 31)
        #expect(
            refusal { () throws(CBORError) in _ = try Digest256(decoding: digest) }?.reason
                == .valueOutOfRange
        )
    }

    @Test("Ids and digests are ordered as their bytes are")
    func order() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<500 {
            let one = random.bytes(32)
            var other = random.bytes(32)
            let shared = random.int(0...32)
            other.replaceSubrange(..<shared, with: one[..<shared])
            guard let left = Digest256(bytes: one), let right = Digest256(bytes: other) else {
                Issue.record("32 bytes are a digest")
                return
            }
            #expect((left < right) == one.lexicographicallyPrecedes(other))
            #expect((left == right) == (one == other))
            let ids = (ChangeID(prefixOf: left), ChangeID(prefixOf: right))
            #expect((ids.0 < ids.1) == one.prefix(16).lexicographicallyPrecedes(other.prefix(16)))
        }
    }

    @Test(
        "The bytes that are signed name their type and length",
        arguments: [
            (
                "http://example.com/HelloWorld", "hello world",
                "DSSEv1 29 http://example.com/HelloWorld 11 hello world"
            ),
            (PreAuthenticationEncoding.change, "", "DSSEv1 18 cast-sync/change/1 0 "),
            (PreAuthenticationEncoding.credential, "x", "DSSEv1 22 cast-sync/credential/1 1 x"),
            (PreAuthenticationEncoding.tree, "é", "DSSEv1 16 cast-sync/tree/1 2 é"),
        ]
    )
    func preAuthentication(type: String, body: String, expected: String) {
        let bytes = PreAuthenticationEncoding.bytes(type: type, body: Array(body.utf8))
        #expect(bytes == Array(expected.utf8))
    }

    @Test("Ed25519 of RFC 8032, section 7.1, tests 1 and 2")
    func ed25519() throws {
        let verifier = SignatureSuite.ed25519
        let vectors = [
            (
                seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                key: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                message: "",
                signature: "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
                    + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
            (
                seed: "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                key: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                message: "72",
                signature: "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                    + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
        ]
        for vector in vectors {
            let signer = try Ed25519Signer(seed: hex(vector.seed))
            #expect(signer.publicKey == hex(vector.key))
            let isValid = verifier.isValid(
                hex(vector.signature),
                over: hex(vector.message),
                publicKey: hex(vector.key),
                suite: .ed25519
            )
            #expect(isValid)
        }
    }

    @Test(
        "Keys and signatures of wrong lengths are invalid, never a crash",
        arguments: [0, 1, 31, 33, 63, 65, 128]
    )
    func lengthsOfKeys(count: Int) throws {
        let signer = try Ed25519Signer(seed: Array(repeating: 1, count: 32))
        let signature = try signer.sign([1])
        let verifier = SignatureSuite.ed25519
        let bytes = Array(repeating: UInt8(7), count: count)
        #expect(!verifier.isValid(signature, over: [1], publicKey: bytes, suite: .ed25519))
        #expect(!verifier.isValid(bytes, over: [1], publicKey: signer.publicKey, suite: .ed25519))
        #expect(throws: (any Error).self) { try Ed25519Signer(seed: bytes) }
    }
}
