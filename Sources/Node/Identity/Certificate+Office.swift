import SwiftASN1
import SyncProtocol
import X509

extension Certificate {
    /// - Throws: ``CertificateFault`` `unreadable`.
    init(reading bytes: [UInt8]) throws(CertificateFault) {
        do {
            self = try Certificate(derEncoded: bytes)
        } catch {
            throw CertificateFault(.unreadable, "DER, \(bytes.count) B")
        }
    }

    /// The bytes that were or will be sent.
    func derBytes() throws(CertificateFault) -> [UInt8] {
        var serializer = DER.Serializer()
        do {
            try serializer.serialize(self)
        } catch {
            throw CertificateFault(.unreadable, "DER")
        }
        return serializer.serializedBytes
    }

    /// SHA-256 over the DER bytes.
    func digest() throws(CertificateFault) -> Digest256 {
        Fingerprint.of(try self.derBytes())
    }

    /// Whether the signature at the end of the DER bytes is spelled in the one way that we write.
    ///
    /// The library takes any number of unused bits in the bit string, so without this one
    /// certificate could have several fingerprints.
    func hasExactSignatureBytes() throws(CertificateFault) -> Bool {
        let signature = self.signature.rawRepresentation
        // A P-256 signature has at most 72 bytes, so the length is one byte.
        guard signature.count < 0x7F else { return false }
        let bitString = [0x03, UInt8(signature.count + 1), 0x00] + signature
        return try self.derBytes().suffix(bitString.count).elementsEqual(bitString)
    }

    /// The one office that the certificate names; all other names are ignored.
    func officeURI() throws(CertificateFault) -> OfficeURI {
        let names: SubjectAlternativeNames?
        do {
            names = try self.extensions.subjectAlternativeNames
        } catch {
            throw CertificateFault(.unreadable, "subjectAltName")
        }
        return try Self.officeURI(in: names)
    }

    static func officeURI(in names: SubjectAlternativeNames?) throws(CertificateFault) -> OfficeURI
    {
        var found: [String] = []
        for case .uniformResourceIdentifier(let text) in names ?? SubjectAlternativeNames()
        where text.hasPrefix(OfficeURI.scheme) {
            found.append(text)
        }
        guard found.count == 1, let uri = OfficeURI(text: found[0]) else {
            throw CertificateFault(.noOfficeName, "")
        }
        return uri
    }
}
