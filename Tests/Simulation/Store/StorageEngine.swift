/// Over what an office's decisions run. The same seed is the same run over each.
package enum StorageEngine: String, Sendable, CaseIterable {
    /// Rows as values in memory alone.
    case rows
    /// SQLite in memory beside them, which must bring the same rows.
    case memory
    /// SQLite files beside them. A crash tears the write that was under way.
    case files

    /// One seed in ten runs over SQLite in memory, one in a hundred over files.
    package static func of(seed: UInt64) -> StorageEngine {
        if seed % 100 == 97 { return .files }
        return seed % 10 == 7 ? .memory : .rows
    }
}
