/// A piece of a frame that would keep a slow line busy for too long. Pieces of frames of different
/// lanes may alternate; those of one frame come in order.
package struct Fragment: Hashable, Sendable {
    /// The raw value of a ``Lane``.
    package let lane: UInt64
    /// Tells the frames of a lane apart.
    package let message: UInt64
    /// How many bytes of the frame came before.
    package let offset: Int
    /// The length of the whole frame, at most ``WireLimits/fragmentedByteCountMax`` bytes.
    package let byteCount: Int
    package let bytes: [UInt8]

    package init(lane: UInt64, message: UInt64, offset: Int, byteCount: Int, bytes: [UInt8]) {
        self.lane = lane
        self.message = message
        self.offset = offset
        self.byteCount = byteCount
        self.bytes = bytes
    }
}

extension Fragment: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 5)
        encoder.unsigned(self.lane)
        encoder.unsigned(self.message)
        encoder.unsigned(UInt64(self.offset))
        encoder.unsigned(UInt64(self.byteCount))
        encoder.byteString(self.bytes)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 5 else { throw CBORError(.unexpectedType, at: start) }
        let max = UInt64(WireLimits.fragmentedByteCountMax)
        self.lane = try decoder.unsigned()
        self.message = try decoder.unsigned()
        self.offset = Int(try decoder.unsigned(max: max))
        self.byteCount = Int(try decoder.unsigned(max: max))
        self.bytes = try decoder.byteString(max: WireLimits.fragmentedByteCountMax)
    }
}
