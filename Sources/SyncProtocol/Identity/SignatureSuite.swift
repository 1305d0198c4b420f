/// A numbered pair of signature and hash algorithms, chosen by the deployment, never by the peer.
package enum SignatureSuite: UInt8, Sendable, Hashable, CaseIterable {
    /// Ed25519 (RFC 8032) with SHA-256.
    case ed25519 = 1

    /// The id of a signing key: the first bytes of the hash over suite number and public key.
    package func author(publicKey: [UInt8]) -> AuthorID {
        AuthorID(prefixOf: Digest256.hash([self.rawValue] + publicKey))
    }
}

/// Makes signatures with one key. The key may live in a file, a card or a test.
package protocol Signer: Sendable {
    var suite: SignatureSuite { get }
    var publicKey: [UInt8] { get }
    func sign(_ bytes: [UInt8]) throws -> [UInt8]
}

extension Signer {
    package var author: AuthorID { self.suite.author(publicKey: self.publicKey) }
}

/// Checks signatures.
package protocol SignatureVerifier: Sendable {
    func isValid(
        _ signature: [UInt8],
        over bytes: [UInt8],
        publicKey: [UInt8],
        suite: SignatureSuite
    ) -> Bool
}
