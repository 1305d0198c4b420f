/// How much a session has on the line at most: little at first, and more with every quick answer.
///
/// What is on the line cannot be overtaken, and neither can what waits at the other end for its disk. On a
/// line of a kilobyte a second the window stays so small that an urgent directive waits less than two seconds
/// for what was sent before it; on a fast one it doubles with every round trip until answers come later than
/// the quickest did: then more would only wait there.
struct SendWindow: Sendable, Equatable {
    /// Where every session begins, in bytes.
    static let byteCountAtFirst = 4 * 1024
    /// Never less, in bytes: under two seconds of a line of 9,600 bits a second.
    static let byteCountMin = 2 * 1024
    /// An answer that takes no longer than the quickest one and this time lets the window grow.
    static let quickMilliseconds: Int64 = 100
    /// An answer that takes longer than the quickest one by this time lets it shrink.
    static let slowMilliseconds: Int64 = 400
    /// An answer after this time lets it shrink, however long the quickest one took.
    static let slowMillisecondsMax: Int64 = 1_500
    /// No batch or fragment is made shorter than this, in bytes, if the window has room for two of them.
    static let batchByteCountMin = 2 * 1024

    /// How many bytes may be on the line before the next batch is begun.
    private(set) var byteCount = Self.byteCountAtFirst
    /// How long the quickest answer took.
    private var quickest = Self.slowMillisecondsMax
    /// When it shrank last. What was sent before that says nothing new.
    private var shrunkAt: Int64 = .min

    /// How many bytes go into one batch or fragment: a part of the window, so that there is soon room for
    /// something else, and half of it on slow lines.
    var batchByteCountTarget: Int {
        let target = max(self.byteCount / 8, min(self.byteCount / 2, Self.batchByteCountMin))
        return min(target, WireLimits.batchByteCountTarget)
    }

    /// Something on the line was answered.
    ///
    /// - Parameters:
    ///   - byteCount: its length.
    ///   - lineByteCount: what was on the line with it. A window that was not needed does not grow.
    ///   - sentAt: when it was sent.
    ///   - creditByteCount: what the other end lets us have in flight; more is of no use.
    mutating func answered(
        _ byteCount: Int,
        of lineByteCount: Int,
        sentAt: Int64,
        at now: Int64,
        creditByteCount: Int
    ) {
        let milliseconds = now - sentAt
        self.quickest = min(self.quickest, milliseconds)
        if milliseconds <= self.quickest + Self.quickMilliseconds,
            milliseconds <= Self.slowMillisecondsMax
        {
            guard lineByteCount >= self.byteCount / 2 else { return }
            let grown = min(self.byteCount + byteCount, creditByteCount)
            self.byteCount = max(Self.byteCountMin, grown)
        } else if milliseconds
            > min(self.quickest + Self.slowMilliseconds, Self.slowMillisecondsMax),
            sentAt >= self.shrunkAt
        {
            // As little as can be on the line, and still no answer is as quick: the way has become longer.
            if self.byteCount == Self.byteCountMin { self.quickest = milliseconds }
            self.byteCount = max(Self.byteCountMin, self.byteCount / 2)
            self.shrunkAt = now
        }
    }
}
