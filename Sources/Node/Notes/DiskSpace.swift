import Foundation

enum DiskSpace {
    /// Free bytes where a folder lies; 0 when that cannot be found out.
    static func freeByteCount(at folder: String) -> Int64 {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        return (attributes?[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
    }
}
