package import SyncProtocol
private import Synchronization

/// A file that a person hands in, part by part: hashed while it is written, never whole in memory.
///
/// One caller at a time. Whoever does not finish it MUST cancel it.
package final class ContentUpload: Sendable {
    private let folder: ContentFolder
    private let path: String
    private let byteCountMax: UInt64
    private let hasher: Mutex<ContentHasher>

    /// - Parameters:
    ///   - name: drawn at random by the caller, in characters fit for a file's name.
    ///   - byteCountMax: how long the file may be.
    package init(
        in folder: ContentFolder,
        name: String,
        byteCountMax: UInt64
    ) throws(StoreError) {
        self.folder = folder
        self.hasher = Mutex(ContentHasher(suite: folder.suite))
        self.path = folder.incomingFile(name)
        self.byteCountMax = min(byteCountMax, ContentLimits.byteCountMax)
        try DiskFile.create(self.path)
    }

    package var byteCount: UInt64 { self.hasher.withLock { $0.byteCount } }

    /// Takes the next part. False when the file becomes longer than allowed: it is then to be cancelled.
    package func write(_ bytes: [UInt8]) throws(StoreError) -> Bool {
        let start = self.byteCount
        guard start + UInt64(bytes.count) <= self.byteCountMax else { return false }
        try self.folder.reserve(bytes.count)
        do throws(StoreError) {
            try DiskFile.write(bytes, to: self.path, at: start)
        } catch {
            self.folder.release(UInt64(bytes.count))
            throw error
        }
        self.hasher.withLock { $0.update(bytes[...]) }
        return true
    }

    /// Brings the file to the disk under its content's name; nil when it is empty. When this returns, the
    /// disk has it.
    package func finish() throws(StoreError) -> (content: ContentID, byteCount: UInt64)? {
        guard let manifest = self.hasher.withLock({ $0.finish() }) else {
            self.cancel()
            return nil
        }
        let content = manifest.id(by: self.folder.suite)
        guard self.folder.holding(content) != .whole else {
            self.cancel()
            return (content, manifest.byteCount)
        }
        do throws(StoreError) {
            try DiskFile.synchronize(self.path)
            try self.folder.keep(manifest, of: content)
            try DiskFile.rename(self.path, to: self.folder.file(content))
            try DiskFile.remove(self.folder.partFile(content))
            try self.folder.synchronizeSubfolder(of: content)
        } catch {
            self.cancel()
            throw error
        }
        return (content, manifest.byteCount)
    }

    /// Takes away what was written.
    package func cancel() {
        try? DiskFile.remove(self.path)
        self.folder.release(self.byteCount)
    }
}
