import Foundation

/// What the disk allows: no durable write is faster than this.
enum DiskLimit {
    private static let blockBytes = 4_096
    private static let writeCount = 400

    /// The time to write one block and have the disk say that it is there.
    static func measure(in folder: String) throws -> Samples {
        let path = folder + "/limit.block"
        let file = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0 else { throw LoopbackSocket.failed("open \(path)") }
        defer {
            close(file)
            unlink(path)
        }
        let block = [UInt8](repeating: 0x5a, count: Self.blockBytes)
        // As a write-ahead log in use: the blocks are there already.
        for index in 0..<Self.writeCount {
            guard pwrite(file, block, block.count, index * block.count) == block.count else {
                throw LoopbackSocket.failed("write \(path)")
            }
        }
        guard fsync(file) == 0 else { throw LoopbackSocket.failed("fsync \(path)") }
        var samples = Samples()
        for index in 0..<Self.writeCount {
            let begun = ContinuousClock.now
            guard pwrite(file, block, block.count, index * block.count) == block.count,
                fdatasync(file) == 0
            else { throw LoopbackSocket.failed("fdatasync \(path)") }
            samples.add(ContinuousClock.now - begun)
        }
        return samples
    }
}
