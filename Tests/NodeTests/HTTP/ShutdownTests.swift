import Admin
import Hummingbird
import HummingbirdTesting
import Logging
import ServiceLifecycle
import Testing

@testable import Node

@Suite("Stopping")
struct ShutdownTests {
    @Test(
        "a reader that waits does not hold up a node that is told to stop",
        .timeLimit(.minutes(1))
    )
    func waitingReader() async throws {
        let (waiting, startsWaiting) = AsyncStream.makeStream(of: Void.self)
        let (ports, listens) = AsyncStream.makeStream(of: Int.self)
        let token = APIToken.random()
        let server = try HTTPServer(
            api: SampleOffice(waits: startsWaiting),
            configuration: HTTPServerConfiguration(port: 0),
            token: token,
            sessions: SessionStore { APISamples.now },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            metrics: { "" },
            health: { HealthReport() },
            onListening: { listens.yield($0) }
        )
        let group = ServiceGroup(
            configuration: .init(services: [server], logger: Logger(label: "test"))
        )
        async let running: Void = group.run()
        let port = try #require(await ports.first { _ in true })
        let client = TestClient(host: "127.0.0.1", port: port)
        client.connect()
        async let answer = client.get(
            "/api/v1/dashboard?after=42&timeout=60",
            headers: [.authorization: "Bearer \(token.text)", .init("Host")!: "127.0.0.1"]
        )
        _ = await waiting.first { _ in true }
        await group.triggerGracefulShutdown()
        #expect(try await answer.status == .serviceUnavailable)
        try await running
        try await client.shutdown()
    }
}
