import Crypto
import SwiftASN1
import SyncProtocol
import X509

/// A request for an office's certificate (PKCS #10). Its signature proves possession of the key.
enum CertificateRequest {
    /// - Returns: the request's DER bytes.
    static func make(for uri: OfficeURI, key: P256.Signing.PrivateKey) throws -> [UInt8] {
        let extensions = try Certificate.Extensions {
            SubjectAlternativeNames([.uniformResourceIdentifier(uri.description)])
        }
        let request = try CertificateSigningRequest(
            version: .v1,
            subject: try CertificateProfile.subject(of: uri, role: "authority"),
            privateKey: Certificate.PrivateKey(key),
            attributes: CertificateSigningRequest.Attributes([
                .init(ExtensionRequest(extensions: extensions))
            ]),
            signatureAlgorithm: .ecdsaWithSHA256
        )
        var serializer = DER.Serializer()
        try serializer.serialize(request)
        return serializer.serializedBytes
    }

    /// Checks that a request is for the office and that the sender holds the key.
    ///
    /// Only the key is taken from a request; everything else in a certificate is the issuer's choice.
    static func publicKey(
        in bytes: [UInt8],
        for uri: OfficeURI
    ) throws(CertificateFault) -> Certificate.PublicKey {
        let request: CertificateSigningRequest
        let names: SubjectAlternativeNames?
        do {
            request = try CertificateSigningRequest(derEncoded: bytes)
            names = try request.attributes.extensionRequest?.extensions.subjectAlternativeNames
        } catch {
            throw CertificateFault(.unreadable, "CSR, \(bytes.count) B")
        }
        guard request.signatureAlgorithm == .ecdsaWithSHA256,
            P256.Signing.PublicKey(request.publicKey) != nil
        else { throw CertificateFault(.wrongAlgorithm, uri.path.description) }
        guard try Certificate.officeURI(in: names) == uri else {
            throw CertificateFault(.wrongOffice, uri.path.description)
        }
        guard request.publicKey.isValidSignature(request.signature, for: request) else {
            throw CertificateFault(.badSignature, uri.path.description)
        }
        return request.publicKey
    }
}
