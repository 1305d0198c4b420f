/// The number of a ``SignatureSuite``, as it is on the wire and on disk: 1 to 255.
///
/// What bears a number that a tree does not go by is well-formed, and refused for that reason.
package struct SuiteNumber: Sendable, Hashable, CustomStringConvertible {
    package let rawValue: UInt8

    /// Nil for 0.
    package init?(rawValue: UInt8) {
        guard rawValue > 0 else { return nil }
        self.rawValue = rawValue
    }

    private init(known: UInt8) {
        self.rawValue = known
    }

    /// Ed25519 (RFC 8032) with SHA-256.
    package static let ed25519 = SuiteNumber(known: 1)

    package var description: String { "\(self.rawValue)" }

    /// The id of a signing key: the first bytes of SHA-256 over suite number and public key. It is the same
    /// hash in every suite: whose key it is can be said before anything is known of the tree.
    package func author(publicKey: [UInt8]) -> AuthorID {
        AuthorID(prefixOf: Digest256.sha256([self.rawValue] + publicKey))
    }
}
