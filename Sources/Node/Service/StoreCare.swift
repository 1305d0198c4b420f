import Logging
import NIOPosix
import ServiceLifecycle
import Store

/// Has the store look at itself while the node runs: a slice whenever one is due.
struct StoreCare: Service {
    /// The longest wait, so that what others come upon is looked at soon.
    private static let waitMax = Duration.seconds(1)
    /// After something that is no damage kept a slice from being looked at.
    private static let waitAfterFault = Duration.seconds(30)

    let scrub: StoreScrub
    let reader: NIOThreadPool
    let logger: Logger
    /// UTC milliseconds.
    var clock: @Sendable () -> Int64 = { SystemTime.milliseconds() }
    /// Throws when the node stops.
    var pause: @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }

    func run() async throws {
        await cancelWhenGracefulShutdown { await self.keep() }
        // Where the disk takes nothing any more, that shows by itself.
        try? await self.scrub.rest()
    }

    /// Until the pause is broken off.
    func keep() async {
        var wait = Duration.zero
        while !Task.isCancelled {
            if wait > .zero { guard (try? await self.pause(wait)) != nil else { return } }
            let due = Duration.milliseconds(self.scrub.wait(at: self.clock()))
            wait = min(due, Self.waitMax)
            guard due == .zero else { continue }
            do {
                try await self.look()
            } catch {
                if Task.isCancelled { return }
                self.logger.error("the store was not looked at", metadata: ["error": "\(error)"])
                wait = Self.waitAfterFault
            }
        }
    }

    private func look() async throws {
        let (scrub, now) = (self.scrub, self.clock())
        // The check of a large table would keep the process from stopping.
        try await withTaskCancellationHandler {
            try await self.reader.runIfActive { try scrub.examine(at: now) }
        } onCancel: {
            scrub.breakOff()
        }
        try await scrub.settle(at: self.clock())
    }
}
