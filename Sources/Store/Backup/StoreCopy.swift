internal import SyncProtocol

/// A copy of the store, made while it is in use and examined before anybody relies on it.
package struct StoreCopy: Sendable {
    let store: OfficeStore

    /// How far the work has come.
    package enum Progress: Sendable, Hashable {
        case copying(bytes: Int64, of: Int64)
        case examining(changes: Int64)
    }

    /// The file's name, in a backup as in a data folder.
    package static let fileName = "store.sqlite"

    /// Copies the store as it is at one moment into `store.sqlite` of a folder, then examines the copy:
    /// its structure, every hash, chain and signature, and all that is derived. Writers go on meanwhile.
    ///
    /// - Parameters:
    ///   - folder: exists, and has no store.
    ///   - progress: told now and then. False gives up.
    /// - Throws: ``StoreError/closed`` when `progress` gave up; otherwise what the disk or the engine says.
    ///   What was written so far stays where it is.
    package func write(
        into folder: String,
        progress: @escaping (Progress) -> Bool
    ) throws(StoreError) -> StoreVerification {
        let path = "\(folder)/\(Self.fileName)"
        try self.store.driver.copy(to: path) { progress(.copying(bytes: $0, of: $1)) }
        try Self.settle(path)
        let verification = try self.examineCopy(path, progress: progress)
        try Self.settle(path)
        try DiskFile.synchronize(folder)
        return verification
    }

    private func examineCopy(
        _ path: String,
        progress: (Progress) -> Bool
    ) throws(StoreError) -> StoreVerification {
        let copy = try SQLiteDriver.file(
            path,
            readers: 1,
            checkpointPages: self.store.configuration.checkpointPages
        )
        defer { try? copy.close() }
        return try StoreVerification(of: copy, self.store.identity) { changes throws(StoreError) in
            guard progress(.examining(changes: changes)) else { throw .closed }
        }
    }

    /// Waits until the disk has a copy, and takes the engine's own companion files away: the copy is
    /// one file.
    private static func settle(_ path: String) throws(StoreError) {
        for suffix in ["-wal", "-shm", "-journal"] { try DiskFile.remove(path + suffix) }
        try DiskFile.protect(path)
        try DiskFile.synchronize(path)
    }
}
