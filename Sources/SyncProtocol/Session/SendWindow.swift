/// How much a session has on the line at most: little at first, and more with every quick answer.
///
/// What is on the line cannot be overtaken. On a line of a kilobyte a second the window stays so small
/// that an urgent directive waits less than two seconds for what was sent before it; on a fast one it
/// doubles with every round trip until nothing but the other end's credit bounds it.
struct SendWindow: Sendable, Equatable {
    /// Where every session begins, in bytes.
    static let byteCountAtFirst = 4 * 1024
    /// Never less, in bytes: under two seconds of a line of 9,600 bits a second.
    static let byteCountMin = 2 * 1024
    /// An answer within this time lets the window grow.
    static let quickMilliseconds: Int64 = 500
    /// An answer after this time lets it shrink.
    static let slowMilliseconds: Int64 = 1_500

    /// How many bytes may be on the line before the next batch is begun.
    private(set) var byteCount = Self.byteCountAtFirst

    /// How many bytes go into one batch or fragment: half the window, so that the line is never idle
    /// while an answer is on its way.
    var batchByteCountTarget: Int { min(self.byteCount / 2, WireLimits.batchByteCountTarget) }

    /// Something on the line was answered.
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
