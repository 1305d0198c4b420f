/// A set of chunks of one file, one bit each.
package struct ChunkMap: Hashable, Sendable {
    private var words: [UInt64]
    /// How many chunks the file has.
    package let chunkCount: Int
    /// How many of them are in the set.
    package private(set) var count: Int

    /// - Parameter isFull: whether all chunks are in the set at first, or none.
    package init(chunkCount: Int, isFull: Bool = false) {
        self.chunkCount = chunkCount
        self.words = [UInt64](repeating: isFull ? .max : 0, count: (chunkCount + 63) / 64)
        self.count = isFull ? chunkCount : 0
        if isFull, chunkCount % 64 != 0 {
            self.words[self.words.count - 1] = (1 << UInt64(chunkCount % 64)) - 1
        }
    }

    package func contains(_ index: Int) -> Bool {
        guard (0..<self.chunkCount).contains(index) else { return false }
        return self.words[index / 64] >> UInt64(index % 64) & 1 == 1
    }

    package mutating func insert(_ index: Int) {
        guard (0..<self.chunkCount).contains(index), !self.contains(index) else { return }
        self.words[index / 64] |= 1 << UInt64(index % 64)
        self.count += 1
    }

    package mutating func remove(_ index: Int) {
        guard self.contains(index) else { return }
        self.words[index / 64] &= ~(1 << UInt64(index % 64))
        self.count -= 1
    }

    /// The first chunk that is in the set.
    package var first: Int? {
        guard self.count > 0, let word = self.words.firstIndex(where: { $0 != 0 }) else {
            return nil
        }
        return word * 64 + self.words[word].trailingZeroBitCount
    }

    /// The chunks that are not in the set.
    package var inverted: ChunkMap {
        var result = ChunkMap(chunkCount: self.chunkCount, isFull: true)
        for (place, word) in self.words.enumerated() { result.words[place] &= ~word }
        result.count = self.chunkCount - self.count
        return result
    }
}
