/// SHA-256 in every tree, whatever its suite: for what has to be told apart before anything is known of a tree, or
/// what nobody outside this machine relies on.
///
/// That is the check of a file or a token against slips and torn writes, and the names of certificates, which are of
/// the TLS connection and not of the tree. What one office tells another, what is signed, and what is kept as a proof
/// goes by ``SignatureSuite/hash(_:)``; a house rule names the files that may call this.
package enum Fingerprint {
    package static func of(_ bytes: [UInt8]) -> Digest256 { Digest256.sha256(bytes) }
}
