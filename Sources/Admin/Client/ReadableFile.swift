import Foundation

/// A file, a pipe, or standard input (``StandardInput``) that a person has named, open for reading once from its
/// beginning.
final class ReadableFile: Sendable {
    let path: String
    /// The length in bytes when it was opened; nil for a pipe or standard input, which have none.
    let byteCount: Int64?
    private let descriptor: Int32

    /// - Throws: ``APIError`` that names the file and says why it cannot be read.
    init(path: String) throws(APIError) {
        let isInput = path == StandardInput.name
        let descriptor =
            isInput
            ? fcntl(StandardInput.descriptor, F_DUPFD_CLOEXEC, 0)
            : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure(path, .last()) }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        guard isKnown, status.st_mode & S_IFMT != S_IFDIR else {
            let fault = SystemFault.last()
            close(descriptor)
            throw isKnown ? Self.folder(path) : Self.failure(path, fault)
        }
        self.path = path
        // Whoever hands it to us may have read a part of it.
        self.byteCount =
            status.st_mode & S_IFMT == S_IFREG && !isInput ? Int64(status.st_size) : nil
        self.descriptor = descriptor
    }

    deinit { close(self.descriptor) }

    /// The next bytes, as many as were asked for unless the file ends before.
    func next(byteCountMax: Int) throws(APIError) -> [UInt8] {
        var fault: SystemFault?
        let bytes = [UInt8](unsafeUninitializedCapacity: byteCountMax) { buffer, filled in
            while filled < byteCountMax {
                let count = read(
                    self.descriptor,
                    buffer.baseAddress.map { $0 + filled },
                    byteCountMax - filled
                )
                if count < 0, errno == EINTR { continue }
                if count < 0 { fault = .last() }
                guard count > 0 else { return }
                filled += count
            }
        }
        if let fault { throw Self.failure(self.path, fault) }
        return bytes
    }

    private static func failure(_ path: String, _ fault: SystemFault) -> APIError {
        switch fault.code {
        case ENOENT:
            APIError(
                .notFound,
                chinese: "找不到文件 \(path)",
                english: "the file \(path) does not exist",
                hintChinese: "请检查路径",
                hintEnglish: "check the path"
            )
        case EACCES, EPERM:
            APIError(
                .forbidden,
                chinese: "没有权限读取文件 \(path)",
                english: "there is no permission to read the file \(path)",
                hintChinese: "请用有权限的系统用户运行，或换一个文件",
                hintEnglish: "run as a system user who may read it, or name another file"
            )
        default:
            APIError(
                .malformed,
                chinese: "无法读取文件 \(path)：\(fault.text)",
                english: "the file \(path) cannot be read: \(fault.text)",
                hintChinese: "请检查路径与磁盘",
                hintEnglish: "check the path and the disk"
            )
        }
    }

    private static func folder(_ path: String) -> APIError {
        APIError(
            .malformed,
            chinese: "\(path) 是文件夹，不是文件",
            english: "\(path) is a folder, not a file",
            hintChinese: "请指明其中的文件",
            hintEnglish: "name a file in it"
        )
    }
}
