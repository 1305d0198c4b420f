import Crypto
import Foundation
import NIOSSL
import SyncProtocol
import X509

/// What a node shows in a handshake: a short-lived key of its own and the chain up to the root.
struct TLSIdentity: Sendable {
    let uri: OfficeURI
    /// The leaf first, the root last.
    let chain: [Certificate]
    /// SHA-256 over the root certificate's DER bytes.
    let rootHash: Digest256
    let key: P256.Signing.PrivateKey

    /// - Throws: ``CertificateFault`` when key and chain do not belong together.
    init(key: P256.Signing.PrivateKey, chain: [Certificate]) throws(CertificateFault) {
        guard let leaf = chain.first, let root = chain.last, chain.count > 1 else {
            throw CertificateFault(.wrongLength, "\(chain.count)")
        }
        self.uri = try leaf.officeURI()
        guard
            P256.Signing.PublicKey(leaf.publicKey)?.rawRepresentation
                == key.publicKey.rawRepresentation
        else { throw CertificateFault(.badSignature, self.uri.path.description) }
        self.chain = chain
        self.rootHash = try root.digest()
        self.key = key
    }

    /// When the leaf ends, UTC milliseconds.
    var notAfter: Int64 { self.chain.first?.notValidAfter.milliseconds ?? 0 }

    var verifier: CertificateChainVerifier {
        CertificateChainVerifier(tree: self.uri.tree, rootHash: self.rootHash)
    }

    func needsRenewal(now: Int64) -> Bool {
        now >= self.notAfter
            - Int64(CertificateLifetime.leafRenewalDays) * CertificateLifetime.millisecondsPerDay
    }

    /// Whether the leaf begins in the future: it was issued while the machine's clock was ahead, and
    /// nobody would accept it before that time.
    private func isNotYetValid(now: Int64) -> Bool {
        guard let begin = self.chain.first?.notValidBefore.milliseconds else { return false }
        return begin > now + CertificateLifetime.toleranceMilliseconds
    }

    /// Takes a fresh key and leaf when fewer than ten days remain, when ours begins in the future, or
    /// when the authority has other certificates than ours rests on.
    ///
    /// The node issues its own leaf, so no other office is asked and no herd forms.
    /// - Returns: whether there is a new leaf, which the caller MUST then write down and hand to the
    ///   links.
    mutating func renewIfNeeded(now: Int64, authority: OfficeAuthority) throws -> Bool {
        let isUseless =
            Array(self.chain.dropFirst()) != authority.chain || self.isNotYetValid(now: now)
        guard isUseless || self.needsRenewal(now: now) else { return false }
        let fresh = try authority.issueLeaf(now: now)
        // An authority near its own end cannot give more time; then a new leaf is of no use.
        guard isUseless || fresh.notAfter > self.notAfter else { return false }
        self = fresh
        return true
    }

    // MARK: Configuration

    /// Peers' certificates are asked for and checked when presented; whether one is needed depends on
    /// what the connection is for, and is decided after the handshake.
    func serverContext(protocols: [String]) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try self.certificateSources(),
            privateKey: .privateKey(try self.privateKey())
        )
        configuration.certificateVerification = .optionalVerification
        try self.finish(&configuration, protocols: protocols)
        return try NIOSSLContext(configuration: configuration)
    }

    func clientContext(protocols: [String]) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateChain = try self.certificateSources()
        configuration.privateKey = .privateKey(try self.privateKey())
        configuration.certificateVerification = .noHostnameVerification
        try self.finish(&configuration, protocols: protocols)
        return try NIOSSLContext(configuration: configuration)
    }

    private func finish(_ configuration: inout TLSConfiguration, protocols: [String]) throws {
        configuration.minimumTLSVersion = .tlsv13
        configuration.applicationProtocols = protocols
        // Without this the system's roots are loaded. They are never consulted: our own check
        // replaces the library's.
        configuration.trustRoots = .certificates([])
    }

    private func certificateSources() throws -> [NIOSSLCertificateSource] {
        try self.chain.map {
            .certificate(try NIOSSLCertificate(bytes: try $0.derBytes(), format: .der))
        }
    }

    private func privateKey() throws -> NIOSSLPrivateKey {
        try NIOSSLPrivateKey(bytes: Array(self.key.derRepresentation), format: .der)
    }
}
