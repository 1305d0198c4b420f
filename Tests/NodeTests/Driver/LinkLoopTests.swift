import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import Node

@Suite("The way onto the links' event loop")
struct LinkLoopTests {
    @Test(
        "What is handed over is done in its order; after the end nothing is, and the loop is left alone"
    )
    func end() async throws {
        let loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = LinkLoop(loops.next())
        let record = Recorder()
        for number in 0..<3 { loop.execute { record.add(number) } }
        loop.close()
        try await loops.shutdownGracefully()
        loop.execute { record.add(3) }
        #expect(record.numbers == [0, 1, 2])
    }

    private final class Recorder: Sendable {
        private let state = Mutex<[Int]>([])

        var numbers: [Int] { self.state.withLock { $0 } }

        func add(_ number: Int) { self.state.withLock { $0.append(number) } }
    }
}
