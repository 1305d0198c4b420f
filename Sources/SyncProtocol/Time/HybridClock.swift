/// Gives stamps that rise even when the machine's clock stands still or goes back.
///
/// It follows the stamps it observes, but never one that lies further ahead of the machine's clock
/// than ``aheadMillisecondsMax``: a neighbour with a wild clock cannot drag ours along.
package struct HybridClock: Sendable, Equatable {
    /// How far ahead of the machine's clock a stamp may lie before its change is held: ten minutes.
    package static let aheadMillisecondsMax: Int64 = 10 * 60 * 1000

    package private(set) var latest: Stamp

    package init(latest: Stamp = .zero) {
        self.latest = latest
    }

    /// A stamp greater than every stamp given or observed before.
    ///
    /// - Parameter now: the machine's clock in milliseconds since 1970 UTC.
    package mutating func next(at now: Int64) -> Stamp {
        self.latest = max(Stamp(milliseconds: now), Stamp(raw: self.latest.raw + 1))
        return self.latest
    }

    /// Whether others would hold what is stamped next: the machine's clock was ahead and has been put
    /// right since.
    package func isAhead(at now: Int64) -> Bool { Self.isTooFarAhead(self.latest, at: now) }

    /// Takes note of another office's stamp.
    package mutating func observe(_ stamp: Stamp, at now: Int64) {
        guard !Self.isTooFarAhead(stamp, at: now) else { return }
        self.latest = max(self.latest, stamp)
    }

    /// Whether a change with this stamp must be held for the time being.
    package static func isTooFarAhead(_ stamp: Stamp, at now: Int64) -> Bool {
        stamp.milliseconds > now + Self.aheadMillisecondsMax
    }
}
