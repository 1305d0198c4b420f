import Admin
import NIOPosix
import Store

extension NIOThreadPool {
    /// Does what blocks its thread on one of the pool's.
    ///
    /// - Throws: ``APIError`` for what the store cannot do and when the node stops, and what else the body throws.
    func reading<Value: Sendable>(
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        do {
            return try await self.runIfActive(body)
        } catch let error as StoreError {
            throw APIError(error)
        } catch is CancellationError {
            throw APIError.stopping
        }
    }
}
