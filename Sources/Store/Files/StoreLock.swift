/// Keeps a second process out of a data folder. The system lets go of it when the process dies.
package struct StoreLock: Sendable {
    private static let processByteCountMax = 16

    private let file: SystemFile

    /// - Throws: ``StoreError/locked(folder:process:)`` while another process works with the folder.
    package init(folder: String) throws(StoreError) {
        self.file = try SystemFile(path: folder + "/store.lock")
        guard try self.file.lock() else {
            let text = try self.file.read(count: Self.processByteCountMax, at: 0)
            let digits = String(decoding: text, as: UTF8.self).prefix { $0.isNumber }
            throw .locked(folder: folder, process: Int32(digits))
        }
        try self.file.truncate(to: 0)
        try self.file.writeDurably(Array("\(SystemFile.processID)\n".utf8), at: 0)
    }

    package func release() { self.file.close() }
}
