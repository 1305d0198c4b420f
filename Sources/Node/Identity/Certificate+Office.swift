import SwiftASN1
import SyncProtocol
import X509

extension Certificate {
    /// - Throws: ``CertificateError`` `unreadable`.
    init(reading bytes: [UInt8]) throws(CertificateError) {
        do {
            self = try Certificate(derEncoded: bytes)
        } catch {
            throw CertificateError(.unreadable, "DER, \(bytes.count) B")
        }
    }

    /// The bytes that were or will be sent.
    func derBytes() throws(CertificateError) -> [UInt8] {
        var serializer = DER.Serializer()
        do {
            try serializer.serialize(self)
        } catch {
            throw CertificateError(.unreadable, "DER")
        }
        return serializer.serializedBytes
    }

    /// SHA-256 over the DER bytes.
    func digest() throws(CertificateError) -> Digest256 {
        Digest256.hash(try self.derBytes())
    }

    /// The one office that the certificate names; all other names are ignored.
    func officeURI() throws(CertificateError) -> OfficeURI {
        let names: SubjectAlternativeNames?
        do {
            names = try self.extensions.subjectAlternativeNames
        } catch {
            throw CertificateError(.unreadable, "subjectAltName")
        }
        return try Self.officeURI(in: names)
    }

    static func officeURI(in names: SubjectAlternativeNames?) throws(CertificateError) -> OfficeURI {
        var found: [String] = []
        for case .uniformResourceIdentifier(let text) in names ?? SubjectAlternativeNames()
        where text.hasPrefix(OfficeURI.scheme) {
            found.append(text)
        }
        guard found.count == 1, let uri = OfficeURI(text: found[0]) else {
            throw CertificateError(.noOfficeName, "")
        }
        return uri
    }
}
