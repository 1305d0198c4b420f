import Admin
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// A small HTTP server on this machine that keeps what it was asked.
final class LoopbackServer: Sendable {
    struct Request: Sendable {
        let method: String
        let target: String
        let headers: [String: String]
        let body: [UInt8]
        /// Counts connections, so that a test sees whether one was kept open.
        let connection: Int
    }

    struct Answer: Sendable {
        var status = 200
        var headers: [String: String] = [:]
        var body: [UInt8] = Array("{}".utf8)
        /// Closes the connection in place of an answer.
        var hangsUp = false
        /// Never answers.
        var staysSilent = false
    }

    let address: String
    private let channel: any Channel
    private let log: Log

    var requests: [Request] { self.log.requests.withLock { $0 } }

    private init(address: String, channel: any Channel, log: Log) {
        self.address = address
        self.channel = channel
        self.log = log
    }

    static func with<Result: Sendable>(
        _ answer: @escaping @Sendable (Request) -> Answer = { _ in Answer() },
        _ body: (LoopbackServer) async throws -> Result
    ) async throws -> Result {
        let log = Log()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = Handler(log: log, answer: answer)
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        let server = LoopbackServer(address: "http://127.0.0.1:\(port)", channel: channel, log: log)
        do {
            let result = try await body(server)
            try await channel.close().get()
            return result
        } catch {
            try? await channel.close().get()
            throw error
        }
    }

    private final class Log: Sendable {
        let requests = Mutex<[Request]>([])
        let connections = Mutex(0)
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let log: Log
        private let answer: @Sendable (Request) -> Answer
        private let connection: Int
        private var head: HTTPRequestHead?
        private var body: [UInt8] = []

        init(log: Log, answer: @escaping @Sendable (Request) -> Answer) {
            self.log = log
            self.answer = answer
            self.connection = log.connections.withLock { count in
                count += 1
                return count
            }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch self.unwrapInboundIn(data) {
            case .head(let head):
                self.head = head
                self.body = []
            case .body(let buffer):
                self.body += Array(buffer.readableBytesView)
            case .end:
                self.respond(context)
            }
        }

        private func respond(_ context: ChannelHandlerContext) {
            guard let head = self.head else { return }
            let request = Request(
                method: head.method.rawValue,
                target: head.uri,
                headers: Dictionary(
                    head.headers.map { ($0.name.lowercased(), $0.value) },
                    uniquingKeysWith: { first, _ in first }
                ),
                body: self.body,
                connection: self.connection
            )
            self.log.requests.withLock { $0.append(request) }
            let answer = self.answer(request)
            guard !answer.staysSilent else { return }
            guard !answer.hangsUp else { return context.close(promise: nil) }
            var headers = HTTPHeaders(answer.headers.map { ($0.key, $0.value) })
            headers.replaceOrAdd(name: "content-length", value: String(answer.body.count))
            let status = HTTPResponseStatus(statusCode: answer.status)
            let reply = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
            context.write(self.wrapOutboundOut(.head(reply)), promise: nil)
            let bytes = context.channel.allocator.buffer(bytes: answer.body)
            context.write(self.wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
            context.writeAndFlush(self.wrapOutboundOut(.end(nil)), promise: nil)
        }
    }
}
