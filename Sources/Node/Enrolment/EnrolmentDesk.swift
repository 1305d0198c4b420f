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
        let handler = EnrolmentServerHandler(
            timeout: registry.limits.handshakeTimeout,
            onRequest: { [weak self] bytes in
                guard let self else {
                    return channel.eventLoop.makeSucceededFuture(.refused(.unavailable))
                }
                return self.answer(bytes, key: key, registry: registry)
                    .assumeIsolated()
                    .map { answer in
                        self.note(answer, handshake: handshake, key: key, registry: registry)
                        return answer
                    }
                    .nonisolated()
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
        registry: LinkRegistry
    ) -> EventLoopFuture<EnrolmentAnswer> {
        guard self.limiter.mayTry(key, now: registry.clock()) else {
            return registry.eventLoop.makeSucceededFuture(.refused(.tooManyAttempts))
        }
        let request: EnrolmentRequest
        do {
            request = try EnrolmentRequest(decoding: bytes)
            try request.verify(parent: registry.identity.uri, verifier: self.verifier)
        } catch {
            let refusal = (error as? EnrolmentError) ?? .invalidRequest
            return registry.eventLoop.makeSucceededFuture(.refused(refusal))
        }
        let authority = self.authority
        let promise = registry.eventLoop.makePromise(of: EnrolmentAnswer.self)
        promise.completeWithTask {
            do throws(EnrolmentError) {
                return .granted(try await authority.enrol(request))
            } catch {
                return .refused(error)
            }
        }
        return promise.futureResult
    }

    /// Counts the attempt and tells the driver of a refusal.
    private func note(
        _ answer: EnrolmentAnswer,
        handshake: LinkHandshake,
        key: AddressKey,
        registry: LinkRegistry
    ) {
        switch answer {
        case .granted:
            self.limiter.succeeded(key)
        case .refused(let error):
            // A fault of ours is no guess of theirs.
            if error != .unavailable { self.limiter.failed(key, now: registry.clock()) }
            registry.refused(handshake.refusal(.enrolmentRefused(error)))
        }
    }
}
