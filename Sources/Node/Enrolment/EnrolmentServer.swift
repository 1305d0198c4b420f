import NIOCore
import SyncProtocol

/// Where new offices knock: the parent's end of an enrolment. Confined to the links' event loop.
final class EnrolmentServer {
    private let authority: any EnrolmentAuthority
    private let verifier: any SignatureVerifier
    private let loop: LinkLoop
    private var limiter = EnrolmentLimiter()
    /// Requests that the authority has not decided yet, by numbers of their own.
    private var waiting: [Int: EventLoopPromise<EnrolmentAnswer>] = [:]
    private var lastNumber = 0
    private var isStopped = false

    /// - Parameter loop: the links' event loop, onto which the authority's answers come.
    init(
        authority: any EnrolmentAuthority,
        verifier: any SignatureVerifier,
        loop: LinkLoop
    ) {
        self.authority = authority
        self.verifier = verifier
        self.loop = loop
    }

    /// Tells whoever waits to come again, and takes in nobody from now on. What the authority still decides goes to
    /// nobody: the same request gets the same answer after the next start.
    func stop() {
        self.isStopped = true
        for number in self.waiting.keys.sorted() { self.decided(number, .refused(.unavailable)) }
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
        guard !self.isStopped else {
            return registry.eventLoop.makeSucceededFuture(.refused(.unavailable))
        }
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
        return self.decision(of: request, on: registry.eventLoop)
    }

    private func decision(
        of request: EnrolmentRequest,
        on eventLoop: any EventLoop
    ) -> EventLoopFuture<EnrolmentAnswer> {
        let promise = eventLoop.makePromise(of: EnrolmentAnswer.self)
        self.lastNumber += 1
        let number = self.lastNumber
        self.waiting[number] = promise
        let bound = NIOLoopBound(self, eventLoop: eventLoop)
        let (authority, loop) = (self.authority, self.loop)
        Task {
            let answer: EnrolmentAnswer
            do throws(EnrolmentError) {
                answer = .granted(try await authority.enrol(request))
            } catch {
                answer = .refused(error)
            }
            // The loop may be gone by now; then the request has been answered.
            loop.execute { bound.value.decided(number, answer) }
        }
        return promise.futureResult
    }

    private func decided(_ number: Int, _ answer: EnrolmentAnswer) {
        self.waiting.removeValue(forKey: number)?.succeed(answer)
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
