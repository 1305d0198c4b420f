import SyncProtocol
import Testing

@testable import Node

@Suite("Compressed frames")
struct FrameCompressionTests {
    private let compression = FrameCompression(byteCountMin: 1_000, byteCountMax: 1_000_000)
    private let repetitive = [UInt8](repeating: 7, count: 200_000)

    @Test("a long frame gets shorter and comes back as it was")
    func roundTrip() throws {
        let wrapped = self.compression.wrap(self.repetitive)
        #expect(wrapped.count < 2_000)
        #expect(try self.compression.unwrap(wrapped) == self.repetitive)
    }

    @Test("a short frame, and one that does not get shorter, stay as they are")
    func notWorthWhile() throws {
        let short = Frame.bye("stopped").encoded()
        #expect(self.compression.wrap(short) == short)
        #expect(try self.compression.unwrap(short) == short)
        var state: UInt64 = 1
        let noise = (0..<5_000).map { _ -> UInt8 in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
        #expect(self.compression.wrap(noise) == noise)
    }

    @Test("switched off, nothing is wrapped")
    func switchedOff() {
        let off = FrameCompression(byteCountMin: 0, byteCountMax: 1_000_000)
        #expect(off.wrap(self.repetitive) == self.repetitive)
    }

    @Test("a frame that would grow beyond the limit is refused before it grows")
    func tooLong() {
        let small = FrameCompression(byteCountMin: 1, byteCountMax: 100_000)
        let wrapped = self.compression.wrap(self.repetitive)
        #expect(throws: CBORError.self) { try small.unwrap(wrapped) }
    }

    /// A wrapped frame with another declared length, or with bytes behind its compressed ones.
    private func forged(difference: Int = 0, trailing: [UInt8] = []) throws -> [UInt8] {
        var decoder = CBORDecoder(self.compression.wrap(self.repetitive))
        _ = try (decoder.array(), decoder.unsigned(), decoder.array(), decoder.unsigned())
        let bytes = try decoder.byteString()
        var encoder = CBOREncoder()
        encoder.array(count: 2)
        encoder.unsigned(8)
        encoder.array(count: 2)
        encoder.unsigned(UInt64(self.repetitive.count + difference))
        encoder.byteString(bytes + trailing)
        return encoder.bytes
    }

    @Test("a declared length that is not the true one is refused", arguments: [-1, 1])
    func wrongLength(difference: Int) throws {
        let forged = try self.forged(difference: difference)
        #expect(throws: CBORError.self) { try self.compression.unwrap(forged) }
    }

    @Test("bytes behind the compressed ones are refused")
    func trailing() throws {
        let forged = try self.forged(trailing: [0])
        #expect(throws: CBORError.self) { try self.compression.unwrap(forged) }
        #expect(try self.compression.unwrap(try self.forged()) == self.repetitive)
    }

    @Test("damage at any byte of a wrapped frame never crashes and never gives other bytes")
    func damage() {
        let wrapped = self.compression.wrap(self.repetitive)
        for place in wrapped.indices {
            var damaged = wrapped
            damaged[place] ^= 0x55
            guard let result = try? self.compression.unwrap(damaged) else { continue }
            #expect(result == damaged || result == self.repetitive)
        }
    }
}
