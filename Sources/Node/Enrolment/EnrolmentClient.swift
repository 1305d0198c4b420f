import Admin
import Crypto
import Decision
import NIOCore
import NIOPosix
import NIOSSL
import SyncProtocol
import X509

/// The joining office's end of an enrolment.
struct EnrolmentClient: Sendable {
    let eventLoop: any EventLoop
    var timeout = TimeAmount.seconds(30)

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    /// Joins the tree. The parent proves that it is the office named in the token, under the root named
    /// in the token, before anything secret is sent. Writes nothing to disk.
    /// - Parameters:
    ///   - authorityKey: a fresh key for the office's certificate authority.
    ///   - signer: the office's signing key.
    ///   - now: UTC milliseconds.
    /// - Throws: ``EnrolmentError``.
    func enrol(
        token: EnrolmentToken,
        authorityKey: P256.Signing.PrivateKey,
        signer: any Signer,
        now: Int64
    ) async throws -> EnrolmentOutcome {
        let request = try EnrolmentRequest(token: token, authorityKey: authorityKey, signer: signer)
        let answer = try await self.exchange(request.encoded(), token: token, now: now).get()
        switch answer {
        case .refused(let error): throw error
        case .granted(let response):
            return try Self.outcome(response, token: token, authorityKey: authorityKey, now: now)
        }
    }

    // MARK: The answer

    private static func outcome(
        _ response: EnrolmentResponse,
        token: EnrolmentToken,
        authorityKey: P256.Signing.PrivateKey,
        now: Int64
    ) throws(EnrolmentError) -> EnrolmentOutcome {
        do {
            var chain: [Certificate] = []
            for bytes in response.certificateChain { chain.append(try Certificate(reading: bytes)) }
            let verifier = CertificateChainVerifier(tree: token.tree, rootHash: token.rootHash)
            try verifier.verifyAuthorities(chain, of: token.path, now: now)
            return EnrolmentOutcome(
                authority: try OfficeAuthority(key: authorityKey, chain: chain),
                credentials: response.credentials,
                level: response.level,
                nameChinese: response.nameChinese,
                nameEnglish: response.nameEnglish
            )
        } catch {
            throw .invalidResponse(error.description)
        }
    }

    // MARK: The connection

    private func exchange(
        _ request: [UInt8],
        token: EnrolmentToken,
        now: Int64
    ) -> EventLoopFuture<EnrolmentAnswer> {
        let promise = self.eventLoop.makePromise(of: EnrolmentAnswer.self)
        let timeout = self.timeout
        ClientBootstrap(group: self.eventLoop)
            .connectTimeout(timeout)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handlers = try Self.handlers(
                        request: request,
                        token: token,
                        now: now,
                        timeout: timeout,
                        promise: promise
                    )
                    try channel.pipeline.syncOperations.addHandlers(handlers)
                }
            }
            .connect(host: token.parentHost, port: token.parentPort)
            .whenFailure { _ in
                promise.fail(
                    EnrolmentError.unreachable("\(token.parentHost):\(token.parentPort)")
                )
            }
        return promise.futureResult
    }

    private static func handlers(
        request: [UInt8],
        token: EnrolmentToken,
        now: Int64,
        timeout: TimeAmount,
        promise: EventLoopPromise<EnrolmentAnswer>
    ) throws -> [any ChannelHandler] {
        let handshake = LinkHandshake(
            direction: .dialed,
            remoteAddress: "\(token.parentHost):\(token.parentPort)"
        )
        let secured = try Self.securedHandler(handshake, token: token, now: now)
        let waiting = LinkHandshakeHandler(
            handshake: handshake,
            timeout: timeout,
            onCompleted: { channel, negotiated throws(LinkRefusal.Cause) in
                guard negotiated == LinkProtocol.enrolment else {
                    throw .noCommonProtocol(negotiated ?? "-")
                }
                guard handshake.peer != nil else { throw .noCertificate }
                let handler = EnrolmentClientHandler(
                    request: request,
                    timeout: timeout,
                    promise: promise
                )
                do {
                    try channel.pipeline.syncOperations.addHandler(handler)
                } catch {
                    throw .handshakeFailed("connection closed")
                }
            },
            onRefused: { refusal in
                let cause = LinkRefusal.Cause(reason: refusal.reason, text: refusal.text)
                let isTrustFailure = handshake.cause != nil
                promise.fail(
                    isTrustFailure
                        ? EnrolmentError.untrustedParent(cause)
                        : EnrolmentError.unreachable(refusal.text.english)
                )
            }
        )
        return [secured, waiting]
    }

    /// Lets the handshake go on only with the office that the token names.
    private static func securedHandler(
        _ handshake: LinkHandshake,
        token: EnrolmentToken,
        now: Int64
    ) throws -> NIOSSLClientHandler {
        let verifier = CertificateChainVerifier(tree: token.tree, rootHash: token.rootHash)
        return try NIOSSLClientHandler(
            context: try Self.context(),
            serverHostname: nil,
            customVerificationCallback: { presented, verdict in
                let isParent = handshake.check(
                    presented,
                    verifier: verifier,
                    now: now,
                    admit: { peer throws(LinkRefusal.Cause) in
                        guard peer.path == token.parentPath else {
                            throw .unexpectedPeer(peer.path, expected: token.parentPath)
                        }
                    }
                )
                verdict.succeed(isParent ? .certificateVerified : .failed)
            }
        )
    }

    private static func context() throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv13
        configuration.applicationProtocols = [LinkProtocol.enrolment]
        configuration.certificateVerification = .noHostnameVerification
        configuration.trustRoots = .certificates([])
        return try NIOSSLContext(configuration: configuration)
    }
}
