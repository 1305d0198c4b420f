import Foundation
import Synchronization

/// A file to which the lines of one node are added.
final class LogFile: Sendable {
    private static let tailLines = 20

    let path: String
    private let handle: Mutex<FileHandle>

    /// - Throws: ``ProcessFailure`` when the file cannot be opened.
    init(path: String) throws(ProcessFailure) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                at: URL(filePath: path).deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            if !FileManager.default.fileExists(atPath: path) {
                try Data().write(to: URL(filePath: path))
            }
            let handle = try FileHandle(forWritingTo: URL(filePath: path))
            try handle.seekToEnd()
            self.handle = Mutex(handle)
        } catch {
            throw ProcessFailure("无法写日志 \(path)", "the log \(path) cannot be written")
        }
    }

    func add(_ line: String) {
        self.handle.withLock { try? $0.write(contentsOf: Data((line + "\n").utf8)) }
    }

    /// The last lines, to be shown with a failure.
    var tail: String {
        let text = (try? String(contentsOfFile: self.path, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(Self.tailLines).joined(separator: "\n")
    }
}
