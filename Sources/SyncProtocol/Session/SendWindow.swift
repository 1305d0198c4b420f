/// How much a session has in flight at most: little at first, and more with every quick answer.
///
/// On a line of a few kilobytes a second a full batch would take longer than the other end waits for
/// a sign of life: the link would be ended, begun again and ended for ever, with nothing gained.
struct SendWindow: Sendable, Equatable {
    /// Where every session begins, in bytes: half a minute of a line of one kilobyte a second.
    static let byteCountMin = 32 * 1024
    /// An answer within this time lets the window grow.
    static let quickMilliseconds: Int64 = 2_000
    /// An answer after this time lets it shrink.
    static let slowMilliseconds: Int64 = 10_000

    /// How many bytes may be in flight before the next batch is begun.
    private(set) var byteCount = Self.byteCountMin

    /// How many bytes go into one batch.
    var batchByteCountTarget: Int { min(self.byteCount, WireLimits.batchByteCountTarget) }

    /// A batch was acknowledged.
    ///
    /// - Parameters:
    ///   - milliseconds: the time since it was sent.
    ///   - creditByteCount: what the other end lets us have in flight; more is of no use.
    mutating func answered(after milliseconds: Int64, creditByteCount: Int) {
        if milliseconds <= Self.quickMilliseconds {
            self.byteCount = max(Self.byteCountMin, min(self.byteCount * 2, creditByteCount))
        } else if milliseconds > Self.slowMilliseconds {
            self.byteCount = max(Self.byteCountMin, self.byteCount / 2)
        }
    }
}
