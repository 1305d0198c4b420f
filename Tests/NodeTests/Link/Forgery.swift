import Crypto
import Foundation
import SyncProtocol
import X509

@testable import Node

/// Certificates that an attacker makes for itself.
enum Forgery {
    /// An authority with all the right names, signed by a key that is not its parent's.
    static func authority(_ text: String, of tree: TestTree) throws -> OfficeAuthority {
        let parent = try tree.authority(path(text).parent!.description)
        let key = P256.Signing.PrivateKey()
        let forged = try CertificateProfile.authority(
            uri: OfficeURI(tree: tree.id, path: path(text)),
            publicKey: Certificate.PublicKey(key.publicKey),
            notBefore: TestTree.now,
            notAfter: TestTree.now + TestTree.day,
            issuer: parent.chain[0].subject,
            issuerKey: Certificate.PrivateKey(key)
        )
        return try OfficeAuthority(key: key, chain: [forged] + parent.chain)
    }

    /// A certificate with any extensions, signed by a real authority.
    static func certificate(
        by issuer: OfficeAuthority,
        key: P256.Signing.PrivateKey,
        @ExtensionsBuilder extensions: () throws -> Result<Certificate.Extensions, any Error>
    ) throws -> Certificate {
        try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: Certificate.PublicKey(key.publicKey),
            notValidBefore: Date(milliseconds: TestTree.now),
            notValidAfter: Date(milliseconds: TestTree.now + TestTree.day),
            issuer: issuer.chain[0].subject,
            subject: try DistinguishedName { CommonName("anybody") },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try extensions().get(),
            issuerPrivateKey: Certificate.PrivateKey(issuer.key)
        )
    }
}
