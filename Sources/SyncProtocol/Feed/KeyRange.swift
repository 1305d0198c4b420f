/// The feeds whose keys begin with the same bits. Two ends of a link divide what they have by such
/// ranges, and look closer only where it differs.
package struct KeyRange: Hashable, Sendable {
    /// How many bits are given.
    package let bits: UInt64
    /// Their value, below 2^bits.
    package let prefix: UInt64

    /// All feeds.
    package static let everything = KeyRange(bits: 0, prefix: 0)

    /// - Parameters:
    ///   - bits: 0 to ``WireLimits/keyBitsMax``.
    ///   - prefix: below 2^bits.
    package init(bits: UInt64, prefix: UInt64) {
        self.bits = bits
        self.prefix = prefix
    }

    /// The least key in the range.
    package var lowerBound: UInt64 { self.bits == 0 ? 0 : self.prefix << (64 - self.bits) }

    package func contains(_ key: UInt64) -> Bool {
        self.bits == 0 || key >> (64 - self.bits) == self.prefix
    }

    /// One of 2^`partBits` equal parts.
    package func part(_ number: Int, partBits: UInt64) -> KeyRange {
        KeyRange(bits: self.bits + partBits, prefix: self.prefix << partBits | UInt64(number))
    }
}

extension KeyRange: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        encoder.unsigned(self.bits)
        encoder.unsigned(self.prefix)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        self.bits = try decoder.unsigned(max: WireLimits.keyBitsMax)
        self.prefix = try decoder.unsigned(max: (1 << self.bits) - 1)
    }
}
