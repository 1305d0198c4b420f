import NIOCore
import SyncProtocol

/// Where new offices knock: the parent's end of an enrolment. Confined to the links' event loop.
final class EnrolmentDesk {
    private let authority: any EnrolmentAuthority
    private let verifier: any SignatureVerifier
    private var limiter = EnrolmentLimiter()

    init(authority: any EnrolmentAuthority, verifier: any SignatureVerifier = Ed25519Verifier()) {
        self.authority = authority
        self.verifier = verifier
    }

    /// Serves one connection that asked for the enrolment protocol.
    func receive(
        _ channel: any Channel,
        handshake: LinkHandshake,
        key: AddressKey,
        registry: LinkRegistry
    ) throws(LinkRefusal.Cause) {
        guard self.limiter.mayTry(key, now: registry.clock()) else { throw .tooManyAttempts }
        let handler = EnrolmentServerHandler(
            timeout: registry.limits.handshakeTimeout,
            onRequest: { [weak self] bytes in
                guard let self else {
                    return channel.eventLoop.makeSucceededFuture(.refused(.unavailable))
                }
                return self.answer(bytes, key: key, registry: registry, on: channel.eventLoop)
            },
            onRefused: { [weak self] cause in
                self?.limiter.failed(key, now: registry.clock())
                registry.refused(handshake.refusal(cause))
            }
        )
        do {
            try channel.pipeline.syncOperations.addHandler(handler)
        } catch {
            throw .handshakeFailed("connection closed")
        }
    }

    private func answer(
        _ bytes: [UInt8],
        key: AddressKey,
        registry: LinkRegistry,
        on eventLoop: any EventLoop
    ) -> EventLoopFuture<EnrolmentAnswer> {
        let request: EnrolmentRequest
        do {
            request = try EnrolmentRequest(decoding: bytes)
            try request.verify(parent: registry.identity.uri, verifier: self.verifier)
        } catch {
            self.limiter.failed(key, now: registry.clock())
            let refusal = (error as? EnrolmentError) ?? .invalidRequest
            return eventLoop.makeSucceededFuture(.refused(refusal))
        }
        let authority = self.authority
        let promise = eventLoop.makePromise(of: EnrolmentAnswer.self)
        promise.completeWithTask {
            do throws(EnrolmentError) {
                return .granted(try await authority.enrol(request))
            } catch {
                return .refused(error)
            }
        }
        return promise.futureResult.assumeIsolated().map { [weak self] answer in
            switch answer {
            case .granted: self?.limiter.succeeded(key)
            case .refused(.unavailable): break
            case .refused: self?.limiter.failed(key, now: registry.clock())
            }
            return answer
        }.nonisolated()
    }
}
