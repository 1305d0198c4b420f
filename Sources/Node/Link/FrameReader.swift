import NIOCore

/// Cuts a stream of bytes into frames: four bytes of length, most significant first, then the body.
///
/// Memory follows the bytes that have come, never the declared length.
struct FrameReader: Sendable {
    struct Malformed: Error, Sendable, Equatable {
        let declaredBytes: UInt32
    }

    static let headerByteCount = 4
    /// Reserved at once for a body whose bytes have not all come.
    private static let reservedBytesMax = 256 * 1_024

    /// Greatest length of a body in bytes.
    let frameBytesMax: Int
    private var header: UInt32 = 0
    private var headerBytesRead = 0
    private var body: [UInt8] = []

    init(frameBytesMax: Int) {
        self.frameBytesMax = frameBytesMax
    }

    /// Whether a frame has begun and not ended.
    var isInsideFrame: Bool { self.headerBytesRead > 0 }

    /// Takes bytes up to the end of the next frame.
    /// - Returns: the frame's body, or nil when all bytes are taken and the frame is not whole.
    mutating func next(from buffer: inout ByteBuffer) throws(Malformed) -> [UInt8]? {
        guard try self.readHeader(from: &buffer) else { return nil }
        let missing = Int(self.header) - self.body.count
        if self.body.isEmpty, let whole = buffer.readBytes(length: missing) {
            self.headerBytesRead = 0
            return whole
        }
        if self.body.isEmpty {
            self.body.reserveCapacity(min(Int(self.header), Self.reservedBytesMax))
        }
        let taken = min(missing, buffer.readableBytes)
        buffer.readWithUnsafeReadableBytes { bytes in
            self.body.append(contentsOf: bytes.prefix(taken))
            return taken
        }
        guard taken == missing else { return nil }
        let whole = self.body
        self.body = []
        self.headerBytesRead = 0
        return whole
    }

    /// - Returns: whether the header is whole. It was checked when its last byte came.
    private mutating func readHeader(from buffer: inout ByteBuffer) throws(Malformed) -> Bool {
        guard self.headerBytesRead < Self.headerByteCount else { return true }
        while self.headerBytesRead < Self.headerByteCount {
            guard let byte = buffer.readInteger(as: UInt8.self) else { return false }
            self.header = self.header << 8 | UInt32(byte)
            self.headerBytesRead += 1
        }
        guard self.header > 0, Int(self.header) <= self.frameBytesMax else {
            throw Malformed(declaredBytes: self.header)
        }
        return true
    }
}
