private import Crypto

/// Suite 1 with a private key in memory.
package struct Ed25519Signer: Signer {
    private let key: Curve25519.Signing.PrivateKey
    package let publicKey: [UInt8]

    /// - Throws: when the seed is not 32 bytes.
    package init(seed: [UInt8]) throws {
        self.key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        self.publicKey = Array(self.key.publicKey.rawRepresentation)
    }

    package var suite: SuiteNumber { .ed25519 }

    package func sign(_ bytes: [UInt8]) throws -> [UInt8] {
        Array(try self.key.signature(for: bytes))
    }

    static func isValid(_ signature: [UInt8], over bytes: [UInt8], publicKey: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else {
            return false
        }
        return key.isValidSignature(signature, for: bytes)
    }
}
