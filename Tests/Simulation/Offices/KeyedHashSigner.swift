package import SyncProtocol

/// A stand-in for signatures that costs a microsecond: a hash over the public key and the bytes.
///
/// Anybody could compute it, so it proves nothing against a forger who tries; it does prove that each
/// office checks what it must check, since a flipped bit or a wrong author never verifies.
package struct KeyedHashSigner: Signer {
    package let publicKey: [UInt8]

    package init(seed: [UInt8]) {
        self.publicKey = SignatureSuite.ed25519.hash(Array("keyed hash".utf8) + seed).bytes
    }

    package var suite: SuiteNumber { .ed25519 }

    package func sign(_ bytes: [UInt8]) throws -> [UInt8] { Self.code(self.publicKey, bytes) }

    static func code(_ publicKey: [UInt8], _ bytes: [UInt8]) -> [UInt8] {
        SignatureSuite.ed25519.hash(publicKey + bytes).bytes
    }
}
