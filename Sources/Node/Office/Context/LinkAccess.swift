import Admin
import NIOCore

/// The links, which are confined to their event loop, for those who ask from elsewhere.
struct LinkAccess: Sendable {
    private let hub: NIOLoopBound<LinkHub>
    private let eventLoop: any EventLoop

    init(_ hub: NIOLoopBound<LinkHub>, on eventLoop: any EventLoop) {
        self.hub = hub
        self.eventLoop = eventLoop
    }

    /// What the links say on their loop.
    ///
    /// - Throws: ``APIError/stopping``.
    func ask<Value: Sendable>(
        _ body: @escaping @Sendable (LinkHub) -> Value
    ) async throws -> Value {
        let hub = self.hub
        do {
            return try await self.eventLoop.submit { body(hub.value) }.get()
        } catch {
            throw APIError.stopping
        }
    }
}
