import NIOCore
import SyncProtocol

@testable import Node

/// Everything that a node says on one connection, and who waits for it. Confined to the event loop.
final class FrameLog: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    struct NotSeen: Error, CustomStringConvertible {
        let description: String
    }

    private(set) var frames: [Frame] = []
    private(set) var isClosed = false
    private let eventLoop: any EventLoop
    private var reader = FrameReader(frameBytesMax: WireLimits.frameByteCountMax)
    private var waiting: [() -> Bool] = []

    init(eventLoop: any EventLoop) {
        self.eventLoop = eventLoop
    }

    /// Why the node said farewell.
    var farewell: String? {
        for case .bye(let reason) in self.frames { return reason }
        return nil
    }

    /// Fulfilled as soon as there is something to pick; fails after a minute.
    func wait<Value: Sendable>(
        for what: String,
        _ pick: @escaping (FrameLog) -> Value?
    ) -> EventLoopFuture<Value> {
        let promise = self.eventLoop.makePromise(of: Value.self)
        let timer = self.eventLoop.assumeIsolated().scheduleTask(in: .seconds(60)) {
            promise.fail(
                NotSeen(
                    description: "\(what); \(self.frames.count) frames, closed \(self.isClosed), "
                        + "farewell \(self.farewell ?? "-")"
                )
            )
        }
        self.waiting.append {
            guard let value = pick(self) else { return false }
            timer.cancel()
            promise.succeed(value)
            return true
        }
        self.wake()
        return promise.futureResult
    }

    private func wake() {
        self.waiting.removeAll { $0() }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var buffer = self.unwrapInboundIn(data)
        while let bytes = try? self.reader.next(from: &buffer) {
            guard let frame = try? Frame(decoding: bytes) else { continue }
            self.frames.append(frame)
        }
        self.wake()
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.isClosed = true
        self.wake()
    }

    /// The node refuses in many ways, all of them wanted.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
