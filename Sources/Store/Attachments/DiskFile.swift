#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// What is done with files as wholes and in parts, each by its path and in one go.
enum DiskFile {
    /// The name, whether it is a folder, and the bytes that it takes on the disk.
    struct Entry {
        let name: String
        let byteCount: UInt64
    }

    /// At most `count` bytes from an offset, fewer where the file ends; nil when there is no file.
    static func read(
        _ path: String,
        count: Int,
        at offset: UInt64 = 0
    ) throws(StoreError) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw Self.error(path, "open")
        }
        defer { _ = closeFile(descriptor) }
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let result = pread(
                    descriptor,
                    buffer.baseAddress.map { $0 + filled },
                    count - filled,
                    off_t(offset) + off_t(filled)
                )
                guard result > 0 else {
                    failed = result < 0
                    return
                }
                filled += result
            }
        }
        guard !failed else { throw Self.error(path, "read") }
        return bytes
    }

    /// Makes an empty file of a new name, readable by its owner only. What has the name already is left alone.
    static func create(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.error(path, "create") }
        _ = closeFile(descriptor)
    }

    /// Writes bytes at an offset; the file is made if need be, readable by its owner only.
    ///
    /// - Parameter isDurable: whether to wait until the disk has all of the file.
    static func write(
        _ bytes: [UInt8],
        to path: String,
        at offset: UInt64 = 0,
        isDurable: Bool = false
    ) throws(StoreError) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.error(path, "open") }
        defer { _ = closeFile(descriptor) }
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes { buffer in
                pwrite(
                    descriptor,
                    buffer.baseAddress.map { $0 + done },
                    buffer.count - done,
                    off_t(offset) + off_t(done)
                )
            }
            guard written > 0 else { throw Self.error(path, "write") }
            done += written
        }
        guard !isDurable || fsync(descriptor) == 0 else { throw Self.error(path, "sync") }
    }

    /// Waits until the disk has all of a file, or of a folder's entries: a new file is not lost with
    /// the power then.
    static func synchronize(_ path: String) throws(StoreError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.error(path, "open") }
        defer { _ = closeFile(descriptor) }
        guard fsync(descriptor) == 0 else { throw Self.error(path, "sync") }
    }

    /// Lets only its owner read and write a file.
    static func protect(_ path: String) throws(StoreError) {
        guard chmod(path, 0o600) == 0 else { throw Self.error(path, "chmod") }
    }

    static func rename(_ path: String, to new: String) throws(StoreError) {
        guard moveFile(path, new) == 0 else { throw Self.error(path, "rename") }
    }

    /// Takes a file away; one that is not there is no error.
    static func remove(_ path: String) throws(StoreError) {
        guard unlink(path) != 0, errno != ENOENT else { return }
        throw Self.error(path, "unlink")
    }

    /// What is in a folder, by name.
    static func entries(of folder: String) throws(StoreError) -> [Entry] {
        guard let stream = opendir(folder) else { throw Self.error(folder, "opendir") }
        defer { closedir(stream) }
        var result: [Entry] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            var status = stat()
            guard lstat("\(folder)/\(name)", &status) == 0 else { continue }
            // A file with holes takes less than its length, one that grows may have been given more.
            let byteCount = min(UInt64(max(0, status.st_blocks)) * 512, UInt64(status.st_size))
            result.append(Entry(name: name, byteCount: byteCount))
        }
        return result.sorted { $0.name < $1.name }
    }

    private static func error(_ path: String, _ operation: String) -> StoreError {
        errno == ENOSPC ? .diskFull : .file(path: path, operation: operation, code: errno)
    }
}

private func closeFile(_ descriptor: Int32) -> Int32 { close(descriptor) }

private func moveFile(_ path: String, _ new: String) -> Int32 { rename(path, new) }
