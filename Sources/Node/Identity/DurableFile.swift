import Admin
import Foundation

/// Files that hold keys: written whole or not at all, and for the owner's eyes only.
enum DurableFile {
    static let fileMode: mode_t = 0o600
    static let folderMode: mode_t = 0o700
    /// Greatest size that is read, in bytes.
    static let bytesMax = 1_024 * 1_024

    /// Makes the folder, and those above it, if they are missing.
    static func createFolder(_ path: String) throws(IdentityFolderError) {
        let above = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        for count in above.indices where !above[count].isEmpty {
            // Whatever is wrong with one of them shows at the folder itself.
            _ = mkdir(above[...count].joined(separator: "/"), Self.folderMode)
        }
        if mkdir(path, Self.folderMode) != 0, errno != EEXIST {
            throw IdentityFolderError(reason: .system(errno), file: path)
        }
        try Self.checkFolder(path)
    }

    static func checkFolder(_ path: String) throws(IdentityFolderError) {
        try Self.check(path, type: .typeDirectory)
    }

    /// Writes beside the file, forces the bytes to disk, then puts the new file in the old one's place.
    static func replace(_ bytes: [UInt8], folder: String, name: String) throws(IdentityFolderError)
    {
        let path = "\(folder)/\(name)"
        do throws(SystemFault) {
            let file = try FreshFile(for: path, mode: Self.fileMode)
            try file.write(bytes)
            try file.place(replacing: true)
        } catch {
            throw IdentityFolderError(reason: .system(error.code), file: path)
        }
    }

    static func contents(folder: String, name: String) throws(IdentityFolderError) -> [UInt8] {
        let path = "\(folder)/\(name)"
        let size = try Self.check(path, type: .typeRegular)
        guard size <= Self.bytesMax else { throw IdentityFolderError(reason: .damaged, file: path) }
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw IdentityFolderError(reason: .system(errno), file: path) }
        defer { close(descriptor) }
        return try Self.readAll(size, from: descriptor, path: path)
    }

    /// - Throws: ``IdentityFolderError`` when it is there and stays there.
    static func remove(folder: String, name: String) throws(IdentityFolderError) {
        let path = "\(folder)/\(name)"
        guard unlink(path) != 0, errno != ENOENT else { return }
        throw IdentityFolderError(reason: .system(errno), file: path)
    }

    /// - Throws: ``IdentityFolderError`` when it is empty and stays there.
    static func removeIfEmpty(folder: String) throws(IdentityFolderError) {
        guard rmdir(folder) != 0, ![ENOENT, ENOTEMPTY, EEXIST].contains(errno) else { return }
        throw IdentityFolderError(reason: .system(errno), file: folder)
    }

    static func exists(folder: String, name: String) -> Bool {
        access("\(folder)/\(name)", F_OK) == 0
    }

    // MARK: Parts

    /// Checks that nobody but this program's user may read or write it. Links are not followed.
    /// - Returns: the size in bytes.
    @discardableResult
    private static func check(
        _ path: String,
        type: FileAttributeType
    ) throws(IdentityFolderError) -> Int {
        let attributes: [FileAttributeKey: Any]
        do {
            attributes = try FileManager.default.attributesOfItem(atPath: path)
        } catch {
            throw IdentityFolderError(reason: .missing, file: path)
        }
        let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
        let owner = (attributes[.ownerAccountID] as? NSNumber)?.uint32Value
        guard attributes[.type] as? FileAttributeType == type, mode & 0o077 == 0, owner == geteuid()
        else { throw IdentityFolderError(reason: .permissions, file: path) }
        return (attributes[.size] as? NSNumber)?.intValue ?? 0
    }

    private static func readAll(
        _ size: Int,
        from descriptor: Int32,
        path: String
    ) throws(IdentityFolderError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size)
        var start = 0
        while start < size {
            let count = bytes[start...].withUnsafeMutableBytes {
                read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw IdentityFolderError(reason: .system(errno), file: path) }
            start += count
        }
        return bytes
    }
}
