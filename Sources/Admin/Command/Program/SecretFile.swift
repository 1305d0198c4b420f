import Admin
import Foundation

/// A new file for something that only its owner may read. Begun before what belongs into it is asked for, since
/// that is told once.
struct SecretFile {
    private static let mode: mode_t = 0o600

    private let path: String
    private let file: FreshFile

    /// - Throws: ``UsageFailure`` when something is there already, which is kept, or nothing can be made
    ///   there.
    init(at path: String) throws(UsageFailure) {
        var status = stat()
        guard lstat(path, &status) != 0 else { throw Self.taken(path) }
        self.path = path
        do throws(SystemFault) {
            self.file = try FreshFile(for: path, mode: Self.mode)
        } catch {
            throw UsageFailure(
                "无法写入 \(path)：\(error.text)",
                "\(path) cannot be written: \(error.text)"
            )
        }
    }

    /// Writes the text and a line break, down to the disk. Without this there is no file.
    ///
    /// - Throws: ``UnwrittenFile``.
    func keep(_ text: String) throws(UnwrittenFile) {
        do throws(SystemFault) {
            try self.file.write("\(text)\n".utf8)
            try self.file.place(replacing: false)
        } catch {
            throw UnwrittenFile(path: self.path, fault: error)
        }
    }

    private static func taken(_ path: String) -> UsageFailure {
        UsageFailure("\(path) 已存在，不会覆盖", "\(path) is there already and is kept")
    }
}
