import Crypto
import NIOCore
import NIOPosix
import NIOSSL
import SyncProtocol
import Synchronization

@testable import Node

/// One connection to a node whose other end is in the hands of a test: it sends any frames or bytes
/// in any order and sees what the node answers.
final class HostileLink: Sendable {
    private let channel: any Channel
    private let log: NIOLoopBound<FrameLog>
    private let lastBatch = Mutex<UInt64>(0)

    private init(channel: any Channel, log: NIOLoopBound<FrameLog>) {
        self.channel = channel
        self.log = log
    }

    /// Connects and shakes hands, but says nothing yet.
    ///
    /// - Parameter identity: the certificate that is shown; nil shows none.
    static func connect(to port: Int, as identity: TLSIdentity?) async throws -> HostileLink {
        let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
        let log = try await eventLoop.submit {
            NIOLoopBound(FrameLog(eventLoop: eventLoop), eventLoop: eventLoop)
        }.get()
        let context = try Self.context(identity)
        let channel = try await ClientBootstrap(group: eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try NIOSSLClientHandler(context: context, serverHostname: nil)
                    try channel.pipeline.syncOperations.addHandlers([handler, log.value])
                }
            }
            .connect(host: "127.0.0.1", port: port).get()
        return HostileLink(channel: channel, log: log)
    }

    /// Connects as an office of the tree, greets and tells that it has nothing.
    static func open(_ office: NodeIdentity, to port: Int) async throws -> HostileLink {
        let link = try await Self.connect(to: port, as: office.tls())
        try await link.send(.hello(.sample(office)))
        let greeting = try await link.wait(for: "the node's greeting") { log in
            for case .hello(let hello) in log.frames { return hello }
            return nil
        }
        // The lower office begins.
        let isLower = greeting.path.contains(office.path)
        if isLower { try await link.send(.reconcile(.everything([]))) }
        let told = try await link.wait(for: "what the node has") { log in
            var positions: [FeedPosition] = []
            for case .reconcile(let page) in log.frames {
                positions += page.positions
                if page.isLast { return positions }
            }
            return nil
        }
        if !isLower {
            let answers = told.map { FeedPosition(feed: $0.feed, head: .nothing) }
            try await link.send(.reconcile(ReconcilePage(turn: 2, answers: answers)))
        }
        return link
    }

    private static func context(_ identity: TLSIdentity?) throws -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        configuration.applicationProtocols = [LinkProtocol.synchronisation]
        if let identity {
            configuration.certificateChain = try identity.chain.map {
                .certificate(try NIOSSLCertificate(bytes: try $0.derBytes(), format: .der))
            }
            let key = Array(identity.key.derRepresentation)
            configuration.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: key, format: .der))
        }
        return try NIOSSLContext(configuration: configuration)
    }

    // MARK: Sending

    func send(_ frame: Frame) async throws {
        try await self.send(frame: frame.encoded())
    }

    /// Sends bytes as one frame.
    func send(frame bytes: [UInt8]) async throws {
        var buffer = ByteBuffer(integer: UInt32(bytes.count))
        buffer.writeBytes(bytes)
        try await self.channel.writeAndFlush(buffer)
    }

    /// Sends bytes as they are.
    func send(raw bytes: [UInt8]) async throws {
        try await self.channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Sends a batch and waits until the node says what became of it.
    @discardableResult
    func deliver(_ changes: SignedChange...) async throws -> BatchAcknowledgement {
        try await self.deliver(changes)
    }

    /// Asks for the node's digest and says the same.
    func seemInStep() async throws {
        try await self.send(.ping(Heartbeat(number: 1, scopeDigest: FeedHead.nothing.digest)))
        let heartbeat = try await self.wait(for: "the node's digest") { log in
            for case .pong(let heartbeat) in log.frames { return heartbeat }
            return nil
        }
        try await self.send(.ping(heartbeat))
    }

    @discardableResult
    func deliver(_ changes: [SignedChange]) async throws -> BatchAcknowledgement {
        let number = self.lastBatch.withLock { number in
            number += 1
            return number
        }
        try await self.send(.changes(ChangeBatch(number: number, changes: changes)))
        return try await self.wait(for: "an answer to batch \(number)") { log in
            for case .acknowledgement(let answer) in log.frames where answer.number == number {
                return answer
            }
            return nil
        }
    }

    // MARK: Receiving

    @discardableResult
    func wait<Value: Sendable>(
        for what: String,
        _ pick: @escaping @Sendable (FrameLog) -> Value?
    ) async throws -> Value {
        let log = self.log
        return try await self.channel.eventLoop.flatSubmit {
            log.value.wait(for: what, pick)
        }.get()
    }

    /// Waits until the node has closed the connection.
    ///
    /// - Returns: the reason that it gave; empty when it gave none.
    @discardableResult
    func end() async throws -> String {
        try await self.wait(for: "the end of the connection") {
            $0.isClosed ? $0.farewell ?? "" : nil
        }
    }

    func close() async throws {
        try? await self.channel.close()
        try await self.end()
    }
}

extension ReconcilePage {
    /// The first turn of an end that says: these are all the positions that I have.
    static func everything(_ positions: [FeedPosition], page: UInt64 = 0) -> ReconcilePage {
        ReconcilePage(turn: 1, page: page, listed: [.everything], positions: positions)
    }
}

extension Hello {
    static func sample(
        _ office: NodeIdentity,
        versions: [UInt64] = [1],
        tree: TreeID? = nil,
        path: OfficePath? = nil,
        creditByteCount: UInt64 = 4 * 1024 * 1024
    ) -> Hello {
        Hello(
            versions: versions,
            tree: tree ?? office.tree,
            path: path ?? office.path,
            scopeDigest: .nothing,
            creditByteCount: creditByteCount
        )
    }
}
