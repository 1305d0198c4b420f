internal import Foundation
internal import SyncProtocol

/// What a node's data folder says of the office that has joined there.
struct NodeFiles {
    let folder: String

    var office: FedOffice {
        get throws {
            let (key, credentials) = ("identity/signing.key", "identity/credentials.cbor")
            let text = String(decoding: try self.bytes(key), as: UTF8.self)
            guard let seed = Hexadecimal.bytes(text.filter { !$0.isWhitespace }) else {
                throw FeederError("\(self.folder)/\(key) is no key")
            }
            return FedOffice(
                chain: try CredentialChain(decoding: try self.bytes(credentials)),
                signer: try SignatureSuite.ed25519.signer(seed: seed)
            )
        }
    }

    private func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(self.folder)/\(name)")))
    }

    /// Of the machine's clock, UTC.
    static func milliseconds() -> Int64 { Int64(Date().timeIntervalSince1970 * 1_000) }
}
