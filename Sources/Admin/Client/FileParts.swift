import Foundation
package import NIOCore

/// A file on this machine, read part by part: never whole in memory.
package struct FileParts: AsyncSequence, Sendable {
    private static let partByteCount = 256 * 1024

    package let path: String
    /// The file's length in bytes when it was looked at.
    package let byteCount: Int64

    /// - Throws: ``APIError`` that names the file when it cannot be read or is a folder.
    package init(path: String) throws(APIError) {
        // A folder or a file that cannot be read is told in the same words as elsewhere.
        _ = try SmallFile.head(of: path)
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        self.path = path
        self.byteCount = (attributes?[.size] as? NSNumber)?.int64Value ?? 0
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let handle: FileHandle?

        package mutating func next() async throws -> ByteBuffer? {
            guard let data = try self.handle?.read(upToCount: FileParts.partByteCount),
                !data.isEmpty
            else {
                try self.handle?.close()
                return nil
            }
            return ByteBuffer(bytes: data)
        }
    }

    package func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(handle: FileHandle(forReadingAtPath: self.path))
    }
}
