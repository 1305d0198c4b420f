import NIOCore

/// When the driver is to look after things beside what happens: once a second, and at night to compare everything.
struct DriverTimer {
    private let comparisonTime: DailyTime
    /// UTC milliseconds.
    private var nextComparisonAt: Int64
    private var ticker: RepeatedTask?

    /// - Parameter now: UTC milliseconds.
    init(comparisonTime: DailyTime, at now: Int64) {
        self.comparisonTime = comparisonTime
        self.nextComparisonAt = comparisonTime.next(after: now)
    }

    /// - Parameter body: is called on the event loop once a second.
    mutating func start(on eventLoop: any EventLoop, _ body: @escaping @Sendable () -> Void) {
        self.ticker = eventLoop.scheduleRepeatedTask(
            initialDelay: .seconds(1),
            delay: .seconds(1)
        ) { _ in body() }
    }

    func stop() { self.ticker?.cancel() }

    /// Whether everything is to be compared now, whether or not anything has happened.
    ///
    /// - Parameter now: UTC milliseconds.
    mutating func isComparisonDue(at now: Int64) -> Bool {
        guard now >= self.nextComparisonAt else { return false }
        self.nextComparisonAt = self.comparisonTime.next(after: now)
        return true
    }
}
