import Crypto
import Foundation
import SyncProtocol
import X509

/// What our certificates contain.
enum CertificateProfile {
    /// The certificate of an office's authority.
    static func authority(
        uri: OfficeURI,
        publicKey: Certificate.PublicKey,
        notBefore: Int64,
        notAfter: Int64,
        issuer: DistinguishedName,
        issuerKey: Certificate.PrivateKey
    ) throws -> Certificate {
        let levelsBelow = OfficePath.depthMax - uri.path.depth
        return try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: publicKey,
            notValidBefore: Date(milliseconds: notBefore),
            notValidAfter: Date(milliseconds: notAfter),
            issuer: issuer,
            subject: try Self.subject(of: uri, role: "authority"),
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.isCertificateAuthority(maxPathLength: levelsBelow))
                Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                SubjectKeyIdentifier(hash: publicKey)
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: issuerKey.publicKey).keyIdentifier
                )
                SubjectAlternativeNames([.uniformResourceIdentifier(uri.description)])
            },
            issuerPrivateKey: issuerKey
        )
    }

    /// The certificate that a node shows in a handshake, as client and as server.
    static func leaf(
        uri: OfficeURI,
        publicKey: Certificate.PublicKey,
        notBefore: Int64,
        notAfter: Int64,
        issuer: DistinguishedName,
        issuerKey: Certificate.PrivateKey
    ) throws -> Certificate {
        try Certificate(
            version: .v3,
            serialNumber: Certificate.SerialNumber(),
            publicKey: publicKey,
            notValidBefore: Date(milliseconds: notBefore),
            notValidAfter: Date(milliseconds: notAfter),
            issuer: issuer,
            subject: try Self.subject(of: uri, role: "link"),
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                AuthorityKeyIdentifier(
                    keyIdentifier: SubjectKeyIdentifier(hash: issuerKey.publicKey).keyIdentifier
                )
                try ExtendedKeyUsage([.serverAuth, .clientAuth])
                SubjectAlternativeNames([.uniformResourceIdentifier(uri.description)])
            },
            issuerPrivateKey: issuerKey
        )
    }

    /// For people who look at a certificate with other programs; we never read it.
    static func subject(of uri: OfficeURI, role: String) throws -> DistinguishedName {
        try DistinguishedName {
            OrganizationName("cast-sync")
            OrganizationalUnitName(role)
            CommonName(uri.path.office.text)
        }
    }
}
