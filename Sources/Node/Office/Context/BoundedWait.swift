/// Waiting for news, for as long as a reader says.
enum BoundedWait {
    /// The longest that a reader may wait, in seconds.
    static let secondsMax = 60

    /// Returns when a wait is over, or the time; the wait MUST end when its task is cancelled.
    ///
    /// - Parameter seconds: bounded to 0...``secondsMax``.
    static func run(seconds: Int, _ wait: @escaping @Sendable () async -> Void) async {
        let seconds = min(max(0, seconds), Self.secondsMax)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { try? await Task.sleep(for: .seconds(seconds)) }
            group.addTask { await wait() }
            await group.next()
            group.cancelAll()
        }
    }
}
