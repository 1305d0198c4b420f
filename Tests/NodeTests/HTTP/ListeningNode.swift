import Admin
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Testing

@testable import Node

/// A node's HTTP side over a sample office, on a port of this machine.
struct ListeningNode: Sendable {
    let token: APIToken
    let connections: HTTPConnections
    let port: Int
    private let group: ServiceGroup

    private init(
        connections: HTTPConnections,
        port: Int,
        token: APIToken,
        group: ServiceGroup
    ) {
        self.connections = connections
        self.port = port
        self.token = token
        self.group = group
    }

    static func run(
        office: SampleOffice = SampleOffice(),
        limits: HTTPLimits = HTTPLimits(),
        _ body: (ListeningNode) async throws -> Void
    ) async throws {
        let (ports, listens) = AsyncStream.makeStream(of: Int.self)
        let token = APIToken.random()
        var configuration = HTTPServerConfiguration(port: 0, office: "100000")
        configuration.limits = limits
        let server = try HTTPServer(
            api: office,
            configuration: configuration,
            token: token,
            sessions: SessionStore { APISamples.now },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            metrics: { "" },
            health: { _ in HealthReport() },
            onListening: { listens.yield($0) }
        )
        let group = ServiceGroup(
            configuration: .init(services: [server], logger: Logger(label: "test"))
        )
        async let running: Void = group.run()
        let port = try #require(await ports.first { _ in true })
        do {
            try await body(
                ListeningNode(
                    connections: server.connections,
                    port: port,
                    token: token,
                    group: group
                )
            )
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await running
    }

    func connect() async throws -> RawConnection {
        try await RawConnection.open(port: self.port)
    }

    /// Tells the node to stop.
    func stop() async { await self.group.triggerGracefulShutdown() }

    /// Returns when the node has let go of every connection.
    func waitUntilEmpty() async throws {
        while self.connections.count > 0 {
            try Task.checkCancellation()
            await Task.yield()
        }
    }
}
