#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Files that hold keys: written whole or not at all, and for the owner's eyes only.
enum DurableFile {
    static let fileMode: mode_t = 0o600
    static let folderMode: mode_t = 0o700
    /// Greatest size that is read, in bytes.
    static let bytesMax = 1_024 * 1_024

    /// Makes the folder if it is missing.
    static func createFolder(_ path: String) throws(IdentityFolderError) {
        if mkdir(path, Self.folderMode) != 0, errno != EEXIST {
            throw IdentityFolderError(reason: .system(errno), file: path)
        }
        try Self.checkFolder(path)
    }

    static func checkFolder(_ path: String) throws(IdentityFolderError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            throw IdentityFolderError(reason: errno == ENOENT ? .missing : .system(errno), file: path)
        }
        guard status.st_mode & S_IFMT == S_IFDIR, Self.isPrivate(status) else {
            throw IdentityFolderError(reason: .permissions, file: path)
        }
    }

    /// Writes beside the file, forces the bytes to disk, then puts the new file in the old one's place.
    static func write(_ bytes: [UInt8], folder: String, name: String) throws(IdentityFolderError) {
        let path = "\(folder)/\(name)"
        let temporary = "\(folder)/.\(name).new"
        // Left behind by a crash.
        unlink(temporary)
        let descriptor = open(
            temporary,
            O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
            Self.fileMode
        )
        guard descriptor >= 0 else { throw IdentityFolderError(reason: .system(errno), file: path) }
        let error = Self.writeAll(bytes, to: descriptor)
        close(descriptor)
        guard error == 0 else {
            unlink(temporary)
            throw IdentityFolderError(reason: .system(error), file: path)
        }
        guard rename(temporary, path) == 0 else {
            let error = errno
            unlink(temporary)
            throw IdentityFolderError(reason: .system(error), file: path)
        }
        try Self.synchronizeFolder(folder)
    }

    static func read(folder: String, name: String) throws(IdentityFolderError) -> [UInt8] {
        let path = "\(folder)/\(name)"
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw IdentityFolderError(reason: errno == ENOENT ? .missing : .system(errno), file: path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw IdentityFolderError(reason: .system(errno), file: path)
        }
        guard status.st_mode & S_IFMT == S_IFREG, Self.isPrivate(status) else {
            throw IdentityFolderError(reason: .permissions, file: path)
        }
        guard status.st_size <= Self.bytesMax else {
            throw IdentityFolderError(reason: .damaged, file: path)
        }
        return try Self.readAll(Int(status.st_size), from: descriptor, path: path)
    }

    static func exists(folder: String, name: String) -> Bool {
        access("\(folder)/\(name)", F_OK) == 0
    }

    // MARK: Parts

    private static func isPrivate(_ status: stat) -> Bool {
        status.st_mode & 0o077 == 0 && status.st_uid == geteuid()
    }

    /// - Returns: the error number, 0 for none.
    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes {
                #if canImport(Glibc)
                Glibc.write(descriptor, $0.baseAddress, $0.count)
                #elseif canImport(Musl)
                Musl.write(descriptor, $0.baseAddress, $0.count)
                #else
                Darwin.write(descriptor, $0.baseAddress, $0.count)
                #endif
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return errno }
            start += count
        }
        return fsync(descriptor) == 0 ? 0 : errno
    }

    private static func readAll(
        _ size: Int, from descriptor: Int32, path: String
    ) throws(IdentityFolderError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: size)
        var start = 0
        while start < size {
            let count = bytes[start...].withUnsafeMutableBytes {
                #if canImport(Glibc)
                Glibc.read(descriptor, $0.baseAddress, $0.count)
                #elseif canImport(Musl)
                Musl.read(descriptor, $0.baseAddress, $0.count)
                #else
                Darwin.read(descriptor, $0.baseAddress, $0.count)
                #endif
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw IdentityFolderError(reason: .system(errno), file: path) }
            start += count
        }
        return bytes
    }

    private static func synchronizeFolder(_ path: String) throws(IdentityFolderError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw IdentityFolderError(reason: .system(errno), file: path) }
        let result = fsync(descriptor)
        let error = errno
        close(descriptor)
        guard result == 0 else { throw IdentityFolderError(reason: .system(error), file: path) }
    }
}
