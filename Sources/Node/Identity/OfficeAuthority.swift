import Crypto
import Foundation
import SyncProtocol
import X509

/// An office's right to issue certificates: its own TLS leaves and its direct children's authorities.
struct OfficeAuthority: Sendable {
    let uri: OfficeURI
    /// This office's certificate first, the root's last.
    let chain: [Certificate]
    /// SHA-256 over the root certificate's DER bytes.
    let rootHash: Digest256
    let key: P256.Signing.PrivateKey

    /// Takes up a key and the certificates that were issued for it.
    /// - Throws: ``CertificateFault`` when they do not belong together. Validity is not checked here.
    init(key: P256.Signing.PrivateKey, chain: [Certificate]) throws(CertificateFault) {
        guard let own = chain.first, let root = chain.last else {
            throw CertificateFault(.wrongLength, "0")
        }
        self.uri = try own.officeURI()
        guard
            P256.Signing.PublicKey(own.publicKey)?.rawRepresentation
                == key.publicKey.rawRepresentation
        else { throw CertificateFault(.badSignature, self.uri.path.description) }
        self.chain = chain
        self.rootHash = try root.digest()
        self.key = key
    }

    /// A new tree's authority, certified by itself.
    /// - Parameter now: UTC milliseconds.
    static func createRoot(tree: TreeID, path: OfficePath, now: Int64) throws -> OfficeAuthority {
        let uri = OfficeURI(tree: tree, path: path)
        guard path.depth == 1 else { throw CertificateFault(.wrongOffice, path.description) }
        let key = P256.Signing.PrivateKey()
        let certificate = try CertificateProfile.authority(
            uri: uri,
            publicKey: Certificate.PublicKey(key.publicKey),
            notBefore: now,
            notAfter: CertificateLifetime.end(of: CertificateLifetime.rootDays, from: now),
            issuer: try CertificateProfile.subject(of: uri, role: "authority"),
            issuerKey: Certificate.PrivateKey(key)
        )
        return try OfficeAuthority(key: key, chain: [certificate])
    }

    /// When this office's own certificate ends, UTC milliseconds.
    var notAfter: Int64 { self.chain.map(\.notValidAfter.milliseconds).min() ?? 0 }

    var verifier: CertificateChainVerifier {
        CertificateChainVerifier(tree: self.uri.tree, rootHash: self.rootHash)
    }

    /// Certifies a direct child's authority.
    /// - Parameters:
    ///   - request: DER bytes of the child's certificate request.
    ///   - now: UTC milliseconds.
    /// - Returns: the child's chain: its certificate first, the root's last.
    /// - Throws: ``CertificateFault`` when the office is no direct child or the request is not sound.
    func issue(_ child: OfficePath, request: [UInt8], now: Int64) throws -> [Certificate] {
        guard child.parent == self.uri.path else {
            throw CertificateFault(.wrongOffice, child.description)
        }
        let childURI = OfficeURI(tree: self.uri.tree, path: child)
        let publicKey = try CertificateRequest.publicKey(in: request, for: childURI)
        let certificate = try CertificateProfile.authority(
            uri: childURI,
            publicKey: publicKey,
            notBefore: now,
            notAfter: self.end(of: CertificateLifetime.officeDays, from: now),
            issuer: self.chain[0].subject,
            issuerKey: Certificate.PrivateKey(self.key)
        )
        return [certificate] + self.chain
    }

    /// Makes a fresh key and certificate for this node's links.
    /// - Parameter now: UTC milliseconds.
    func issueLeaf(now: Int64) throws -> TLSIdentity {
        let key = P256.Signing.PrivateKey()
        let leaf = try CertificateProfile.leaf(
            uri: self.uri,
            publicKey: Certificate.PublicKey(key.publicKey),
            notBefore: now,
            notAfter: self.end(of: CertificateLifetime.leafDays, from: now),
            issuer: self.chain[0].subject,
            issuerKey: Certificate.PrivateKey(self.key)
        )
        return try TLSIdentity(key: key, chain: [leaf] + self.chain)
    }

    /// Nothing that we issue outlives us.
    private func end(of days: Int, from now: Int64) -> Int64 {
        min(CertificateLifetime.end(of: days, from: now), self.notAfter)
    }
}
