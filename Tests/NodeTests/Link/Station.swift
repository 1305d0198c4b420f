import NIOCore
import NIOPosix
import NIOSSL
import SyncProtocol

@testable import Node

/// One node's links on a loop of its own, driven from a test.
final class Station: Sendable {
    final class Parts {
        let registry: LinkRegistry
        let recorder: LinkRecorder
        var listener: LinkListener?
        var dialer: LinkDialer?

        init(registry: LinkRegistry, recorder: LinkRecorder) {
            self.registry = registry
            self.recorder = recorder
        }
    }

    let eventLoop: any EventLoop
    let loop: LinkLoop
    private let parts: NIOLoopBoundBox<Parts>

    private init(eventLoop: any EventLoop, parts: NIOLoopBoundBox<Parts>) {
        self.eventLoop = eventLoop
        self.loop = LinkLoop(eventLoop)
        self.parts = parts
    }

    static func make(
        _ identity: TLSIdentity,
        limits: LinkLimits = .forTests,
        on eventLoop: any EventLoop = MultiThreadedEventLoopGroup.singleton.next()
    ) async throws -> Station {
        let parts = try await eventLoop.submit {
            let recorder = LinkRecorder(eventLoop: eventLoop)
            let registry = try LinkRegistry(
                eventLoop: eventLoop,
                identity: identity,
                limits: limits,
                events: recorder,
                clock: { TestTree.now },
                random: { 0 }
            )
            return NIOLoopBoundBox(
                Parts(registry: registry, recorder: recorder),
                eventLoop: eventLoop
            )
        }.get()
        return Station(eventLoop: eventLoop, parts: parts)
    }

    /// Runs on the loop.
    @discardableResult
    func run<Value: Sendable>(
        _ body: @escaping @Sendable (Parts) throws -> Value
    ) async throws -> Value {
        let parts = self.parts
        return try await self.eventLoop.submit { try body(parts.value) }.get()
    }

    /// - Returns: the port.
    @discardableResult
    func listen(
        port: Int = 0,
        authority: (any EnrolmentAuthority)? = nil
    ) async throws -> Int {
        let (parts, loop) = (self.parts, self.loop)
        let address = try await self.eventLoop.flatSubmit {
            let server = authority.map {
                EnrolmentServer(
                    authority: $0,
                    verifier: SignatureSuite.ed25519,
                    loop: loop
                )
            }
            let listener = LinkListener(registry: parts.value.registry, enrolment: server)
            parts.value.listener = listener
            return listener.start(host: "127.0.0.1", port: port)
        }.get()
        return address.port ?? 0
    }

    func stopListening() async throws {
        let parts = self.parts
        try await self.eventLoop.flatSubmit {
            let listener = parts.value.listener
            parts.value.listener = nil
            return listener?.stop() ?? parts.value.registry.eventLoop.makeSucceededVoidFuture()
        }.get()
    }

    func dial(port: Int, expecting peer: String) async throws {
        try await self.run { parts in
            let dialer = LinkDialer(
                registry: parts.registry,
                host: "127.0.0.1",
                port: port,
                expectedPeer: path(peer)
            )
            parts.dialer = dialer
            dialer.start()
        }
    }

    func wait(
        for what: String,
        until condition: @escaping @Sendable (LinkRecorder) -> Bool
    ) async throws {
        let parts = self.parts
        try await self.eventLoop.flatSubmit {
            parts.value.recorder.wait(for: what, until: condition)
        }.get()
    }

    func stop() async throws {
        try await self.stopListening()
        try await self.run { parts in
            parts.dialer?.stop()
            for link in parts.registry.links { link.close(reason: LinkCloseReason.stopped) }
        }
    }
}

extension LinkLimits {
    static var forTests: LinkLimits {
        var limits = LinkLimits()
        limits.backoffMillisecondsMin = 10
        limits.backoffMillisecondsMax = 50
        limits.idlePing = nil
        // On a busy machine a link that ends at once may take long to do so.
        limits.stableAfter = .hours(1)
        // A busy machine must not look like a silent peer; tests of silence set their own.
        limits.handshakeTimeout = .seconds(60)
        limits.dialTimeout = .seconds(60)
        return limits
    }
}
