/// A hybrid logical time (Kulkarni et al. 2014): milliseconds since 1970 UTC in the high 48 bits, a
/// counter that orders what falls into one millisecond in the low 16.
package struct Stamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    package static let zero = Stamp(raw: 0)

    package let raw: UInt64

    package init(raw: UInt64) {
        self.raw = raw
    }

    /// Times before 1970 count as 1970; times beyond the year 6429 as that.
    package init(milliseconds: Int64, counter: UInt16 = 0) {
        let bounded = UInt64(clamping: max(0, min(milliseconds, (1 << 47) - 1)))
        self.raw = bounded << 16 | UInt64(counter)
    }

    /// Milliseconds since 1970 UTC.
    package var milliseconds: Int64 { Int64(self.raw >> 16) }

    package var counter: UInt16 { UInt16(truncatingIfNeeded: self.raw) }

    /// The one right behind it.
    package var next: Stamp { Stamp(raw: self.raw == .max ? .max : self.raw + 1) }

    package var description: String { "\(self.milliseconds).\(self.counter)" }

    package static func < (left: Self, right: Self) -> Bool { left.raw < right.raw }
}

extension Stamp: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.unsigned(self.raw)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        self.raw = try decoder.unsigned(max: UInt64(Int64.max))
    }
}
