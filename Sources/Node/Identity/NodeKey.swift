import Crypto
import SyncProtocol
import X509

/// Tells the nodes of one office apart: the beginning of the hash of the key that its parent certified
/// when the node joined. It stays when the node renews its own certificates, and a copy of a node has
/// the same.
struct NodeKey: Hashable, Comparable, Sendable, CustomStringConvertible {
    let number: UInt64

    init(_ number: UInt64) {
        self.number = number
    }

    /// - Parameter chain: what the node shows in a handshake: its leaf, its office's authority, ….
    init(chain: [Certificate]) {
        let authority = chain.dropFirst().first ?? chain.first
        let key = authority.flatMap { P256.Signing.PublicKey($0.publicKey)?.rawRepresentation }
        self.number = Fingerprint.of(key.map(Array.init) ?? []).words.0
    }

    /// Sixteen hexadecimal digits.
    var description: String { Hexadecimal.text(Hexadecimal.bigEndianBytes(self.number)) }

    static func < (left: Self, right: Self) -> Bool { left.number < right.number }
}
