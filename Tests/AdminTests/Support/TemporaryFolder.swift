import Admin
import Foundation

/// A folder that goes when the test ends.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        self.path = NSTemporaryDirectory() + "cast-admin-tests-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: self.path,
            withIntermediateDirectories: true
        )
    }

    deinit {
        try? FileManager.default.removeItem(atPath: self.path)
    }

    /// - Returns: The file's path.
    func write(_ text: String, to name: String) throws -> String {
        try self.write(Data(text.utf8), to: name)
    }

    func write(_ data: Data, to name: String) throws -> String {
        let file = self.path + "/" + name
        try data.write(to: URL(fileURLWithPath: file))
        return file
    }
}
