private import Synchronization

#if canImport(Glibc)
private import Glibc
#elseif canImport(Musl)
private import Musl
#else
private import Darwin
#endif

/// A small file that is open as long as the value is needed.
final class SystemFile: Sendable {
    let path: String
    private let descriptor: Mutex<Int32?>

    /// Opens a file for reading and writing and makes it, readable by its owner only, if need be.
    init(path: String) throws(StoreError) {
        self.path = path
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .file(path: path, operation: "open", code: errno)
        }
        self.descriptor = Mutex(descriptor)
    }

    deinit { self.close() }

    func close() {
        self.descriptor.withLock { descriptor in
            if let open = descriptor { _ = closeDescriptor(open) }
            descriptor = nil
        }
    }

    /// Takes the exclusive lock. False when another holder has it.
    func lock() throws(StoreError) -> Bool {
        let descriptor = try self.opened()
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        guard errno == EWOULDBLOCK else { throw self.error("lock") }
        return false
    }

    /// At most `count` bytes from an offset; fewer where the file ends.
    func read(count: Int, at offset: Int) throws(StoreError) -> [UInt8] {
        let descriptor = try self.opened()
        var failed = false
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let result = pread(descriptor, buffer.baseAddress, count, off_t(offset))
            failed = result < 0
            filled = max(0, result)
        }
        guard !failed else { throw self.error("read") }
        return bytes
    }

    /// Writes all bytes at an offset and waits until the disk has them.
    func writeDurably(_ bytes: [UInt8], at offset: Int) throws(StoreError) {
        let descriptor = try self.opened()
        let written = bytes.withUnsafeBytes {
            pwrite(descriptor, $0.baseAddress, $0.count, off_t(offset))
        }
        guard written == bytes.count else { throw self.error("write") }
        #if canImport(Darwin)
        guard fcntl(descriptor, F_FULLFSYNC) == 0 else { throw self.error("sync") }
        #else
        guard fdatasync(descriptor) == 0 else { throw self.error("sync") }
        #endif
    }

    func truncate(to count: Int) throws(StoreError) {
        guard ftruncate(try self.opened(), off_t(count)) == 0 else { throw self.error("truncate") }
    }

    private func opened() throws(StoreError) -> Int32 {
        guard let descriptor = self.descriptor.withLock({ $0 }) else { throw .closed }
        return descriptor
    }

    private func error(_ operation: String) -> StoreError {
        .file(path: self.path, operation: operation, code: errno)
    }

    static var processID: Int32 { getpid() }

    /// Microseconds since 1970 UTC by the machine's clock.
    static func nowMicroseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }

    /// Makes a folder, readable by its owner only, unless it is there.
    static func makeFolder(_ path: String) throws(StoreError) {
        guard mkdir(path, 0o700) != 0, errno != EEXIST else { return }
        throw .file(path: path, operation: "mkdir", code: errno)
    }

    /// Which file a path leads to, however it is called; nil when there is none.
    static func mark(_ path: String) -> FileMark? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return FileMark(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
    }

    /// An error number of the system in words.
    static func text(of code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "\(code)"
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// How long the file at a path is; nil when there is none.
    static func byteCount(_ path: String) -> Int64? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Int64(status.st_size)
    }
}

private func closeDescriptor(_ descriptor: Int32) -> Int32 { close(descriptor) }
