/// The algorithms by which a tree of offices signs and hashes: a value, so that a suite is added by making one.
///
/// Which one a tree goes by is said when its root is made and stands in the root's credential; a peer never
/// chooses.
package struct SignatureSuite: Sendable {
    package let number: SuiteNumber
    /// For people, and on the command line: without blanks, told apart without regard to case.
    package let name: String
    /// How many random bytes make a signing key.
    package let seedByteCount: Int
    private let hasher: @Sendable ([UInt8]) -> Digest256
    private let signers: @Sendable ([UInt8]) throws -> any Signer
    private let check:
        @Sendable (_ signature: [UInt8], _ bytes: [UInt8], _ publicKey: [UInt8]) -> Bool

    /// - Parameters:
    ///   - hash: 32 bytes over any number of bytes.
    ///   - signer: makes a signer from a seed, and throws when the seed is not one.
    ///   - isValid: whether a signature over bytes was made with the key that belongs to a public one.
    package init(
        _ number: SuiteNumber,
        name: String,
        seedByteCount: Int,
        hash: @escaping @Sendable ([UInt8]) -> Digest256,
        signer: @escaping @Sendable (_ seed: [UInt8]) throws -> any Signer,
        isValid:
            @escaping @Sendable (_ signature: [UInt8], _ bytes: [UInt8], _ publicKey: [UInt8]) ->
            Bool
    ) {
        self.number = number
        self.name = name
        self.seedByteCount = seedByteCount
        self.hasher = hash
        self.signers = signer
        self.check = isValid
    }

    /// - Throws: when the seed is not one of the suite.
    package func signer(seed: [UInt8]) throws -> any Signer { try self.signers(seed) }

    /// Suite 1.
    package static let ed25519 = SignatureSuite(
        .ed25519,
        name: "Ed25519-SHA256",
        seedByteCount: 32,
        hash: { Digest256.sha256($0) },
        signer: { try Ed25519Signer(seed: $0) },
        isValid: { signature, bytes, publicKey in
            Ed25519Signer.isValid(signature, over: bytes, publicKey: publicKey)
        }
    )
}

/// There is one suite of a number.
extension SignatureSuite: Hashable {
    package static func == (left: Self, right: Self) -> Bool { left.number == right.number }

    package func hash(into hasher: inout Hasher) { hasher.combine(self.number) }
}

extension SignatureSuite: SignatureVerifier {
    package var suite: SuiteNumber { self.number }

    package func hash(_ bytes: [UInt8]) -> Digest256 { self.hasher(bytes) }

    package func isValid(
        _ signature: [UInt8],
        over bytes: [UInt8],
        publicKey: [UInt8],
        suite: SuiteNumber
    ) -> Bool {
        suite == self.number && self.check(signature, bytes, publicKey)
    }
}
