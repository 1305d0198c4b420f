import Admin
import HTTPTypes
import HummingbirdTesting
import Testing

@testable import Node

@Suite("Stopping")
struct ShutdownTests {
    @Test(
        "a reader that waits does not hold up a node that is told to stop",
        .timeLimit(.minutes(10))
    )
    func waitingReader() async throws {
        let (waiting, startsWaiting) = AsyncStream.makeStream(of: Void.self)
        try await ListeningNode.run(office: SampleOffice(waits: startsWaiting)) { node in
            let client = TestClient(host: "127.0.0.1", port: node.port)
            client.connect()
            async let answer = client.get(
                "/api/v1/dashboard?after=42&timeout=60",
                headers: [
                    .authorization: "Bearer \(node.token.text)", .init("Host")!: "127.0.0.1",
                ]
            )
            _ = await waiting.first { _ in true }
            await node.stop()
            #expect(try await answer.status == .serviceUnavailable)
            try await client.shutdown()
        }
    }
}
