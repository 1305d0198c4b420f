/// Notices that a machine's clock was set, by how far it went between two looks.
struct ClockWatch: Sendable {
    /// A look that comes so much later, or a clock that is slewed so much, is nothing. Milliseconds.
    static let toleranceMilliseconds: Int64 = 60_000

    private var last: Int64

    /// - Parameter now: UTC milliseconds.
    init(_ now: Int64) { self.last = now }

    /// Whether the clock went much further, or less far, than the time that has passed. A machine that slept looks the
    /// same, and wants the same.
    mutating func isStepped(_ now: Int64, after pause: Duration) -> Bool {
        let (difference, isFar) = now.subtractingReportingOverflow(self.last + pause.milliseconds)
        self.last = now
        return isFar || difference.magnitude > UInt64(Self.toleranceMilliseconds)
    }
}
