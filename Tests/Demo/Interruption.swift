import Dispatch
import Foundation
import NodeProcesses
import Synchronization

/// Ctrl-C and SIGTERM: the nodes are stopped, whatever the demo is doing, and the program ends.
final class Interruption: Sendable {
    /// What a shell expects of a program that Ctrl-C ended in the middle of its work.
    private static let interruptedStatus: Int32 = 130

    private struct State {
        var hasCome = false
        var isWaitedFor = false
    }

    private let story: Story
    private let state = Mutex(State())

    init(_ story: Story) { self.story = story }

    var hasCome: Bool { self.state.withLock { $0.hasCome } }

    /// - Returns: what has to be kept for as long as the signals are to be heard.
    func watch() -> [any DispatchSourceSignal] {
        [SIGINT, SIGTERM].map { number in
            // Not ignored but caught by nothing: an ignored signal would stay so in the nodes.
            signal(number) { _ in }
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [self] in self.interrupt() }
            source.resume()
            return source
        }
    }

    /// Waits for Ctrl-C; the program ends there.
    func wait() async {
        self.state.withLock { $0.isWaitedFor = true }
        await withUnsafeContinuation { (_: UnsafeContinuation<Void, Never>) in }
    }

    /// Stops the nodes at the demo's own end.
    func finish() async {
        let nodes = self.story.offices.all + [self.story.standby]
        for node in nodes.reversed() { _ = try? await node.terminate() }
        await self.story.dispose()
    }

    private func interrupt() {
        let isFirst = self.state.withLock { state in
            defer { state.hasCome = true }
            return !state.hasCome
        }
        guard isFirst else { return }
        let isAtEnd = self.state.withLock { $0.isWaitedFor }
        self.story.teller.show("\n正在停止节点 …", "\nStopping the nodes …")
        self.story.teller.fallSilent()
        Task.detached { [self] in
            await self.finish()
            exit(isAtEnd ? 0 : Self.interruptedStatus)
        }
    }
}
