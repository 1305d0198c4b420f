import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1

/// Lets connections in within their limits, and then leaves them to Hummingbird.
struct HTTPDoor: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let inner: HTTP1Channel
    let connections: HTTPConnections

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        let connections = self.connections
        return self.inner.setup(channel: channel, logger: logger).flatMapThrowing { value in
            let pipeline = channel.pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPRequestDecoder>.self)
            let handler = HTTPDoorHandler(
                connection: connections.enter(channel),
                limits: connections.limits
            )
            try pipeline.addHandler(handler, position: .after(decoder))
            return value
        }
    }

    func handle(value: Value, logger: Logger) async {
        await self.inner.handle(value: value, logger: logger)
    }
}
