import NIOCore
import NIOSSL
import SyncProtocol
import X509

/// One handshake: what the certificate check found, kept until the handshake is over.
///
/// A link opens only if the check ran on this very connection. A resumed session skips the check,
/// therefore has no peer here and is refused: nobody gets in by a ticket from before a revocation.
final class LinkHandshake {
    let direction: Link.Direction
    let remoteAddress: String
    private(set) var peer: LinkPeer?
    private(set) var cause: LinkRefusal.Cause?

    init(direction: Link.Direction, remoteAddress: String) {
        self.direction = direction
        self.remoteAddress = remoteAddress
    }

    /// Checks what the other end presented and remembers the outcome.
    /// - Parameters:
    ///   - now: UTC milliseconds.
    ///   - admit: decides about an office that has proved who it is.
    /// - Returns: whether the handshake may go on.
    func check(
        _ presented: [NIOSSLCertificate],
        verifier: CertificateChainVerifier,
        now: Int64,
        admit: (LinkPeer) throws(LinkRefusal.Cause) -> Void
    ) -> Bool {
        do {
            let peer = try Self.peer(presented, verifier: verifier, now: now)
            try admit(peer)
            self.peer = peer
            return true
        } catch {
            self.cause = error
            return false
        }
    }

    func refusal(_ cause: LinkRefusal.Cause) -> LinkRefusal {
        let cause = self.cause ?? cause
        return LinkRefusal(
            reason: cause.reason,
            direction: self.direction,
            remoteAddress: self.remoteAddress,
            text: cause.text,
            detail: cause.detail
        )
    }

    /// The office that a presented chain proves.
    private static func peer(
        _ presented: [NIOSSLCertificate],
        verifier: CertificateChainVerifier,
        now: Int64
    ) throws(LinkRefusal.Cause) -> LinkPeer {
        do {
            let chain = try Self.certificates(presented)
            let path = try verifier.verifyPeer(chain, now: now)
            return LinkPeer(
                path: path,
                tree: verifier.tree,
                fingerprint: try chain[0].digest(),
                node: NodeKey(chain: chain)
            )
        } catch {
            throw LinkRefusal.Cause(error)
        }
    }

    private static func certificates(
        _ presented: [NIOSSLCertificate]
    ) throws(CertificateFault) -> [Certificate] {
        guard presented.count <= CertificateChainVerifier.chainCountMax else {
            throw CertificateFault(.wrongLength, "\(presented.count)")
        }
        var chain: [Certificate] = []
        for item in presented {
            guard let bytes = try? item.toDERBytes() else {
                throw CertificateFault(.unreadable, "DER")
            }
            chain.append(try Certificate(reading: bytes))
        }
        return chain
    }
}
