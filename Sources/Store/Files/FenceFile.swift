internal import SyncProtocol

/// Remembers, outside the database, the last commit whose writers were told so (design, D6).
///
/// It lies beside the database and MUST NOT be part of a backup: a restored backup or a lost end of
/// the write-ahead log is then seen at the next opening. Two slots are written in turn, each with a
/// checksum, so that one of them is whole whenever the power goes.
struct FenceFile: Sendable {
    /// One slot per disk block, so that a torn write damages one slot only.
    private static let slotByteCount = 4096
    private static let contentByteCount = 8 + 8 + Digest256.byteCount
    private static let checksumByteCount = 16
    private static let magic = Array("castfnc1".utf8)

    private let file: SystemFile

    init(path: String) throws(StoreError) {
        self.file = try SystemFile(path: path)
    }

    /// The greater of the two points that can be read; nil when neither can.
    func read() throws(StoreError) -> CommitPoint? {
        var latest: CommitPoint?
        for slot in 0..<2 {
            let bytes = try self.file.read(
                count: Self.contentByteCount + Self.checksumByteCount,
                at: slot * Self.slotByteCount
            )
            guard let point = Self.point(bytes) else { continue }
            if point.number >= latest?.number ?? -1 { latest = point }
        }
        return latest
    }

    /// Writes a point. It overwrites blocks that exist, so one `fdatasync` without a journal commit
    /// is enough (about 0.13 ms).
    func write(_ point: CommitPoint) throws(StoreError) {
        let slot = Int(point.number & 1)
        try self.file.writeDurably(Self.bytes(point), at: slot * Self.slotByteCount)
    }

    /// Fills both slots, so that later writes allocate nothing.
    func prepare(_ point: CommitPoint) throws(StoreError) {
        try self.file.writeDurably([UInt8](repeating: 0, count: 2 * Self.slotByteCount), at: 0)
        try self.write(point)
    }

    func close() { self.file.close() }

    private static func bytes(_ point: CommitPoint) -> [UInt8] {
        let content =
            Self.magic + Hexadecimal.bigEndianBytes(UInt64(bitPattern: point.number))
            + point.token.bytes
        return content + Digest256.hash(content).bytes.prefix(Self.checksumByteCount)
    }

    private static func point(_ bytes: [UInt8]) -> CommitPoint? {
        guard bytes.count == Self.contentByteCount + Self.checksumByteCount else { return nil }
        let content = Array(bytes.prefix(Self.contentByteCount))
        guard content.starts(with: Self.magic),
            bytes.suffix(Self.checksumByteCount)
                .elementsEqual(Digest256.hash(content).bytes.prefix(Self.checksumByteCount)),
            let token = Digest256(bytes: content.suffix(Digest256.byteCount))
        else { return nil }
        let number = content[8..<16].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return CommitPoint(number: Int64(bitPattern: number), token: token)
    }
}
