import NIOCore
import NIOPosix
import Synchronization

/// A cable between two nodes that can be cut: a TCP proxy on this machine.
package final class LinkProxy: Sendable {
    private struct State {
        var listener: (any Channel)?
        var connections: [any Channel] = []
    }

    package let port: Int
    private let targetPort: Int
    private let eventLoop: any EventLoop
    private let state = Mutex(State())

    /// Carries connections to `port` on to `targetPort` of this machine, once ``restore()`` was called.
    package init(to targetPort: Int) throws(ProcessFailure) {
        self.port = try FreePort.pick()
        self.targetPort = targetPort
        self.eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    }

    /// `host:port` for `--advertise`.
    package var address: String { "127.0.0.1:\(self.port)" }

    /// Takes connections from now on.
    package func restore() async throws {
        guard self.state.withLock({ $0.listener == nil }) else { return }
        let listener = try await ServerBootstrap(group: self.eventLoop)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { child in self.connect(child) }
            .bind(host: "127.0.0.1", port: self.port).get()
        self.state.withLock { $0.listener = listener }
    }

    /// Breaks every connection and refuses new ones. Returns when it is done.
    package func cut() async throws {
        let (listener, connections) = self.state.withLock { state in
            defer { state = State() }
            return (state.listener, state.connections)
        }
        try await listener?.close().get()
        for connection in connections {
            // It may have been closed by its node already.
            try? await connection.close().get()
        }
    }

    /// Leaves every connection open and carries nothing over it any more, like a line that swallows what it
    /// is given. New connections pass.
    package func strand() async throws {
        let connections = self.state.withLock { $0.connections }
        try await self.eventLoop.submit {
            for connection in connections where connection.isActive {
                try connection.pipeline.syncOperations.handler(type: ProxyHandler.self).strand()
            }
        }.get()
    }

    private func connect(_ child: any Channel) -> EventLoopFuture<Void> {
        self.state.withLock { state in
            state.connections.removeAll { !$0.isActive }
            state.connections.append(child)
        }
        return ClientBootstrap(group: child.eventLoop)
            .channelOption(.autoRead, value: false)
            .connect(host: "127.0.0.1", port: self.targetPort)
            .flatMapThrowing { target in
                let (inner, outer) = ProxyHandler.pair()
                try child.pipeline.syncOperations.addHandler(inner)
                try target.pipeline.syncOperations.addHandler(outer)
                for channel in [child, target] {
                    channel.setOption(.autoRead, value: true).whenFailure { _ in }
                }
            }
    }
}
