/// What holds processes or connections and must let go of them, whatever happens.
package protocol Disposable: Sendable {
    /// Ends and lets go of everything, whatever state it is in.
    func dispose() async
}

extension Disposable {
    /// Runs `body` and lets go of everything afterwards, also when it throws.
    package func used<Result: Sendable>(
        _ body: (Self) async throws -> Result
    ) async throws -> Result {
        do {
            let result = try await body(self)
            await self.dispose()
            return result
        } catch {
            await self.dispose()
            throw error
        }
    }
}
