package import NIOCore

/// A file on this machine, read part by part and once: never whole in memory.
///
/// A file that becomes longer or shorter while it is read ends with an ``APIError`` that says so, in place of
/// its last part.
package struct FileParts: AsyncSequence, Sendable {
    private static let partByteCount = 256 * 1024

    private let file: ReadableFile

    /// The file's length in bytes when it was opened; nil for a pipe, which ends when its writer ends.
    package var byteCount: Int64? { self.file.byteCount }

    /// - Throws: ``APIError`` that names the file when it cannot be read or is a folder.
    package init(path: String) throws(APIError) {
        self.file = try ReadableFile(path: path)
    }

    package struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let file: ReadableFile
        fileprivate var position: Int64 = 0

        package mutating func next() async throws -> ByteBuffer? {
            let bytes = try self.file.next(byteCountMax: FileParts.partByteCount)
            self.position += Int64(bytes.count)
            if let byteCount = self.file.byteCount {
                try self.check(against: byteCount, isEnd: bytes.isEmpty)
            }
            return bytes.isEmpty ? nil : ByteBuffer(bytes: bytes)
        }

        private func check(against byteCount: Int64, isEnd: Bool) throws(APIError) {
            if isEnd, self.position < byteCount {
                throw FileParts.changed(self.file.path, "变短", "shorter")
            }
            guard self.position >= byteCount, !isEnd else { return }
            // Looked at before the last part leaves: behind it the node has the file.
            let more = self.position > byteCount ? [0] : try self.file.next(byteCountMax: 1)
            guard more.isEmpty else { throw FileParts.changed(self.file.path, "变长", "longer") }
        }
    }

    package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(file: self.file) }

    private static func changed(_ path: String, _ chinese: String, _ english: String) -> APIError {
        APIError(
            .conflict,
            chinese: "文件 \(path) 在传送过程中\(chinese)了，没有交给节点",
            english:
                "the file \(path) became \(english) while it was sent; the node did not take it",
            hintChinese: "请等写入它的程序结束后重试",
            hintEnglish: "try again when the program that writes it has finished"
        )
    }
}
