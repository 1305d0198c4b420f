private import Crypto
package import SyncProtocol

/// Signs in the second suite of the tests with an Ed25519 key: what it signs is worth nothing in suite 1.
package struct SecondSuiteSigner: Signer {
    /// The number that is shipped with no program yet.
    package static let number = SuiteNumber(rawValue: 2) ?? .ed25519

    private let signer: Ed25519Signer

    package init(seed: [UInt8]) throws {
        self.signer = try Ed25519Signer(seed: seed)
    }

    package var suite: SuiteNumber { Self.number }

    package var publicKey: [UInt8] { self.signer.publicKey }

    package func sign(_ bytes: [UInt8]) throws -> [UInt8] {
        try self.signer.sign(Self.marked(bytes))
    }

    static func marked(_ bytes: [UInt8]) -> [UInt8] { Array("suite 2".utf8) + bytes }
}

extension SignatureSuite {
    /// The stand-in of simulations, in the place of suite 1.
    package static let keyedHash = SignatureSuite(
        .ed25519,
        name: "KeyedHash-SHA256",
        seedByteCount: 32,
        hash: SignatureSuite.ed25519.hash,
        signer: { KeyedHashSigner(seed: $0) },
        isValid: { signature, bytes, publicKey in
            signature == KeyedHashSigner.code(publicKey, bytes)
        }
    )

    /// A second suite for tests: Ed25519 over marked bytes, and the first half of SHA-512.
    package static let second = SignatureSuite(
        SecondSuiteSigner.number,
        name: "MarkedEd25519-SHA512",
        seedByteCount: 32,
        hash: { bytes in
            let digest = Array(SHA512.hash(data: bytes).prefix(Digest256.byteCount))
            return Digest256(bytes: digest) ?? Digest256(words: (0, 0, 0, 0))
        },
        signer: { try SecondSuiteSigner(seed: $0) },
        isValid: { signature, bytes, publicKey in
            SignatureSuite.ed25519.isValid(
                signature,
                over: SecondSuiteSigner.marked(bytes),
                publicKey: publicKey,
                suite: .ed25519
            )
        }
    )
}
