import CZlib
import SyncProtocol

/// Wraps long frames in zlib (RFC 1950) where the network is slower than the compression.
///
/// A wrapped frame is the CBOR array `[8, [length, bytes]]`; it never holds another wrapped frame.
struct FrameCompression: Sendable {
    private static let kind: UInt64 = 8
    private static let level: Int32 = 1

    /// Frames from this length on are wrapped; 0 never.
    let byteCountMin: Int
    /// The longest frame that is unwrapped, in bytes.
    let byteCountMax: Int

    /// The frame itself when wrapping it is not worth while.
    func wrap(_ frame: [UInt8]) -> [UInt8] {
        guard self.byteCountMin > 0, frame.count >= self.byteCountMin,
            let compressed = Self.deflated(frame), compressed.count < frame.count - frame.count / 8
        else { return frame }
        var encoder = CBOREncoder(reservingCapacity: compressed.count + 16)
        encoder.array(count: 2)
        encoder.unsigned(Self.kind)
        encoder.array(count: 2)
        encoder.unsigned(UInt64(frame.count))
        encoder.byteString(compressed)
        return encoder.bytes
    }

    /// The frame inside, or the frame itself when it is not wrapped.
    ///
    /// - Throws: when it is wrapped and damaged, or longer than allowed.
    func unwrap(_ frame: [UInt8]) throws(CBORError) -> [UInt8] {
        guard frame.count > 2, frame[0] == 0x82, frame[1] == UInt8(Self.kind) else { return frame }
        var decoder = CBORDecoder(frame)
        _ = try decoder.array()
        _ = try decoder.unsigned()
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: 2) }
        let length = Int(try decoder.unsigned(max: UInt64(self.byteCountMax)))
        let compressed = try decoder.byteString()
        try decoder.finish()
        guard let inner = Self.inflated(compressed, length: length) else {
            throw CBORError(.valueOutOfRange, at: 2)
        }
        return inner
    }

    private static func deflated(_ bytes: [UInt8]) -> [UInt8]? {
        var length = compressBound(UInt(bytes.count))
        var result = [UInt8](repeating: 0, count: Int(length))
        guard compress2(&result, &length, bytes, UInt(bytes.count), Self.level) == Z_OK else {
            return nil
        }
        result.removeLast(result.count - Int(length))
        return result
    }

    private static func inflated(_ bytes: [UInt8], length: Int) -> [UInt8]? {
        var (count, read) = (UInt(length), UInt(bytes.count))
        var result = [UInt8](repeating: 0, count: max(1, length))
        guard uncompress2(&result, &count, bytes, &read) == Z_OK, Int(count) == length,
            Int(read) == bytes.count
        else { return nil }
        result.removeLast(result.count - length)
        return result
    }
}
