/// A range of feeds that the sender has divided into equal parts, with a short digest of each.
package struct RangeSplit: Hashable, Sendable {
    /// How many bytes of a part's digest travel. They steer the search and prove nothing: equality is
    /// claimed by the full digest of the scope alone.
    package static let digestByteCount = 6

    package let range: KeyRange
    /// In the order of the keys; a power of two of them, at least two. Each below 2^48.
    package let digests: [UInt64]

    package init(range: KeyRange, digests: [UInt64]) {
        self.range = range
        self.digests = digests
    }

    /// How many bits of the key the parts have beyond the range's.
    package var partBits: UInt64 { UInt64(self.digests.count.trailingZeroBitCount) }
}

extension RangeSplit: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(self.digests.count * Self.digestByteCount)
        for digest in self.digests {
            for shift in stride(from: (Self.digestByteCount - 1) * 8, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: digest >> UInt64(shift)))
            }
        }
        encoder.array(count: 2)
        self.range.encode(to: &encoder)
        encoder.byteString(bytes)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        self.range = try KeyRange(from: &decoder)
        let byteCountMax = Self.digestByteCount << WireLimits.partBitsMax
        let bytes = try decoder.byteString(max: byteCountMax)
        let count = bytes.count / Self.digestByteCount
        guard bytes.count == count * Self.digestByteCount, count >= 2, count & (count - 1) == 0,
            self.range.bits + UInt64(count.trailingZeroBitCount) <= WireLimits.keyBitsMax
        else { throw CBORError(.valueOutOfRange, at: start) }
        var digests = [UInt64](repeating: 0, count: count)
        for (index, byte) in bytes.enumerated() {
            let part = index / Self.digestByteCount
            digests[part] = digests[part] << 8 | UInt64(byte)
        }
        self.digests = digests
    }
}
