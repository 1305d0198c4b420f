import Crypto
import Foundation
import SwiftASN1
import SyncProtocol
import X509

/// Decides whether a chain of certificates proves that somebody speaks for an office.
///
/// A pure function of the certificates, the time and the pinned root. The chain MUST be complete and
/// in order: leaf, the office's authority, its parent's authority …, root; nothing is searched for or
/// fetched. Names other than the office's URI are ignored, since only the tree says who may issue.
struct CertificateChainVerifier: Sendable {
    /// One authority for each level of the tree, and a leaf.
    static let chainCountMax = OfficePath.depthMax + 1

    let tree: TreeID
    /// SHA-256 over the root certificate's DER bytes.
    let rootHash: Digest256

    /// Checks what a peer presents in a handshake: a leaf and the authorities above it.
    /// - Parameter now: nil leaves out when they are valid.
    /// - Returns: the office that the leaf speaks for.
    func verifyPeer(_ chain: [Certificate], now: Int64?) throws(CertificateFault) -> OfficePath {
        guard let leaf = chain.first else { throw CertificateFault(.wrongLength, "0") }
        let path = try self.officePath(of: leaf)
        let authorities = Array(chain.dropFirst())
        try self.verifyAuthorities(authorities, of: path, now: now)
        try self.verifyLeaf(leaf, issuer: authorities[0], now: now)
        return path
    }

    /// Checks the authorities of an office: its own certificate first, the root last.
    /// - Parameter now: nil leaves out when they are valid.
    func verifyAuthorities(
        _ chain: [Certificate],
        of path: OfficePath,
        now: Int64?
    ) throws(CertificateFault) {
        guard chain.count == path.depth, let root = chain.last else {
            throw CertificateFault(.wrongLength, "\(path): \(chain.count)")
        }
        guard try root.digest() == self.rootHash else { throw CertificateFault(.wrongRoot, "") }
        // `lineage` is root first, the chain root last: each issuer is the direct parent.
        for (index, expected) in path.lineage.reversed().enumerated() {
            let certificate = chain[index]
            let issuer = index + 1 < chain.count ? chain[index + 1] : root
            guard try self.officePath(of: certificate) == expected else {
                throw CertificateFault(.wrongOffice, expected.description)
            }
            try self.verifyCommon(certificate, issuer: issuer, of: expected, now: now)
            try self.verifyAuthorityUse(certificate, authoritiesBelow: index, of: expected)
        }
    }

    // MARK: Parts

    private func verifyLeaf(
        _ leaf: Certificate,
        issuer: Certificate,
        now: Int64?
    ) throws(CertificateFault) {
        let path = try self.officePath(of: leaf)
        try self.verifyCommon(leaf, issuer: issuer, of: path, now: now)
        let wrongUse = CertificateFault(.wrongUse, path.description)
        if case .isCertificateAuthority = try self.extension(
            of: path,
            { try leaf.extensions.basicConstraints }
        ) {
            throw wrongUse
        }
        guard let usage = try self.extension(of: path, { try leaf.extensions.keyUsage }),
            usage.digitalSignature, !usage.keyCertSign,
            let extended = try self.extension(of: path, { try leaf.extensions.extendedKeyUsage }),
            extended.contains(.serverAuth), extended.contains(.clientAuth)
        else { throw wrongUse }
    }

    private func verifyAuthorityUse(
        _ certificate: Certificate,
        authoritiesBelow: Int,
        of path: OfficePath
    ) throws(CertificateFault) {
        let constraints = try self.extension(of: path) {
            try certificate.extensions.basicConstraints
        }
        let isCritical = certificate.extensions[oid: .X509ExtensionID.basicConstraints]?.critical
        guard case .isCertificateAuthority(let pathLengthMax) = constraints, isCritical == true,
            authoritiesBelow <= pathLengthMax ?? Self.chainCountMax,
            let usage = try self.extension(of: path, { try certificate.extensions.keyUsage }),
            usage.keyCertSign
        else { throw CertificateFault(.wrongUse, path.description) }
    }

    private func verifyCommon(
        _ certificate: Certificate,
        issuer: Certificate,
        of path: OfficePath,
        now: Int64?
    ) throws(CertificateFault) {
        let name = path.description
        guard certificate.version == .v3 else { throw CertificateFault(.wrongAlgorithm, name) }
        guard certificate.signatureAlgorithm == .ecdsaWithSHA256,
            P256.Signing.PublicKey(certificate.publicKey) != nil
        else { throw CertificateFault(.wrongAlgorithm, name) }
        for item in certificate.extensions where item.critical {
            guard Self.knownExtensions.contains(item.oid) else {
                throw CertificateFault(.unknownCriticalExtension, "\(name): \(item.oid)")
            }
        }
        if let now {
            let tolerance = CertificateLifetime.toleranceMilliseconds
            guard now >= certificate.notValidBefore.milliseconds - tolerance else {
                throw CertificateFault(.notYetValid, name)
            }
            guard now <= certificate.notValidAfter.milliseconds + tolerance else {
                throw CertificateFault(.expired, name)
            }
        }
        guard certificate.issuer == issuer.subject, try certificate.hasExactSignatureBytes(),
            issuer.publicKey.isValidSignature(certificate.signature, for: certificate)
        else { throw CertificateFault(.badSignature, name) }
    }

    /// The office that a certificate of this tree names.
    private func officePath(of certificate: Certificate) throws(CertificateFault) -> OfficePath {
        let uri = try certificate.officeURI()
        guard uri.tree == self.tree else {
            throw CertificateFault(.wrongTree, uri.tree.description)
        }
        return uri.path
    }

    private func `extension`<Value>(
        of path: OfficePath,
        _ read: () throws -> Value?
    ) throws(CertificateFault) -> Value? {
        do { return try read() } catch { throw CertificateFault(.unreadable, path.description) }
    }

    private static let knownExtensions: [ASN1ObjectIdentifier] = [
        .X509ExtensionID.basicConstraints,
        .X509ExtensionID.keyUsage,
        .X509ExtensionID.extendedKeyUsage,
        .X509ExtensionID.subjectAlternativeName,
    ]
}
