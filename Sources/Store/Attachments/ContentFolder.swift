package import SyncProtocol
private import Synchronization

/// The attached files of a node: each under its content's name, with the manifest beside it.
///
/// A file on its way has its chunks at their places in `<name>.part`; which of them are there is found by
/// hashing them, so a crash at any point loses nothing but the last chunks. A whole file is renamed once the
/// disk has it. Every chunk is checked again when it is read.
package final class ContentFolder: Sendable {
    /// How much of a file is here.
    package enum Holding: Sendable, Hashable {
        case nothing
        case part
        case whole
    }

    /// A part of a file as it is found.
    package enum Finding: Sendable, Hashable {
        case bytes([UInt8])
        case nothing
        /// The disk has changed what was written: it is to be fetched again.
        case damaged
    }

    private struct State: Sendable {
        var byteCount: UInt64 = 0
        /// The manifests that were used last.
        var manifests: [(content: ContentID, manifest: ContentManifest)] = []
    }

    private static let manifestsMax = 8
    private static let incoming = "incoming"

    package let path: String
    /// How many bytes the files may take on the disk.
    package let byteCountMax: UInt64
    /// By which the tree hashes.
    let suite: SignatureSuite
    private let state = Mutex(State())

    /// Opens the folder, making it if need be, and clears what an interrupted upload has left.
    ///
    /// - Parameter path: of a folder of its own, in the data folder.
    package init(
        path: String,
        byteCountMax: UInt64,
        suite: SignatureSuite
    ) throws(StoreError) {
        self.path = path
        self.suite = suite
        self.byteCountMax = byteCountMax
        try SystemFile.makeFolder(path)
        try SystemFile.makeFolder("\(path)/\(Self.incoming)")
        for entry in try DiskFile.entries(of: "\(path)/\(Self.incoming)") {
            try DiskFile.remove("\(path)/\(Self.incoming)/\(entry.name)")
        }
        var byteCount: UInt64 = 0
        for folder in try self.subfolders() {
            byteCount += try DiskFile.entries(of: folder).reduce(0) { $0 + $1.byteCount }
        }
        self.state.withLock { $0.byteCount = byteCount }
    }

    /// The bytes that the files take on the disk.
    package var byteCount: UInt64 { self.state.withLock { $0.byteCount } }

    func subfolders() throws(StoreError) -> [String] {
        try DiskFile.entries(of: self.path).map(\.name)
            .filter { $0.utf8.count == 2 }.map { "\(self.path)/\($0)" }
    }

    // MARK: Names

    func file(_ content: ContentID) -> String {
        let name = content.description
        return "\(self.path)/\(name.prefix(2))/\(name)"
    }

    func partFile(_ content: ContentID) -> String { self.file(content) + ".part" }

    func manifestFile(_ content: ContentID) -> String { self.file(content) + ".manifest" }

    func incomingFile(_ name: String) -> String { "\(self.path)/\(Self.incoming)/\(name)" }

    func makeSubfolder(of content: ContentID) throws(StoreError) {
        let folder = "\(self.path)/\(content.description.prefix(2))"
        guard !SystemFile.exists(folder) else { return }
        try SystemFile.makeFolder(folder)
        try DiskFile.synchronize(self.path)
    }

    func synchronizeSubfolder(of content: ContentID) throws(StoreError) {
        try DiskFile.synchronize("\(self.path)/\(content.description.prefix(2))")
    }

    // MARK: Space

    /// Counts bytes that are about to be written.
    func reserve(_ byteCount: Int) throws(StoreError) {
        let max = self.byteCountMax
        let isFree = self.state.withLock { state in
            guard state.byteCount + UInt64(byteCount) <= max else { return false }
            state.byteCount += UInt64(byteCount)
            return true
        }
        guard isFree else { throw .attachmentsFull(byteCountMax: max) }
    }

    func release(_ byteCount: UInt64) {
        self.state.withLock { $0.byteCount -= min($0.byteCount, byteCount) }
    }

    // MARK: What is here

    package func holding(_ content: ContentID) -> Holding {
        if SystemFile.exists(self.file(content)), SystemFile.exists(self.manifestFile(content)) {
            return .whole
        }
        return SystemFile.exists(self.partFile(content)) ? .part : .nothing
    }

    /// The files that are on their way here.
    package func unfinished() throws(StoreError) -> [ContentID] {
        var result: [ContentID] = []
        for folder in try self.subfolders() {
            for entry in try DiskFile.entries(of: folder) where entry.name.hasSuffix(".part") {
                if let content = ContentID(hex: String(entry.name.dropLast(".part".count))) {
                    result.append(content)
                }
            }
        }
        return result
    }

    /// The manifest of a file; nil when it is not here or damaged.
    package func manifest(_ content: ContentID) throws(StoreError) -> ContentManifest? {
        let known = self.state.withLock { state in
            state.manifests.first { $0.content == content }?.manifest
        }
        if let known { return known }
        let bytes = try DiskFile.read(
            self.manifestFile(content),
            count: ContentLimits.manifestByteCountMax
        )
        guard let bytes, let manifest = try? ContentManifest(decoding: bytes),
            manifest.id(by: self.suite) == content
        else { return nil }
        self.remember(manifest, of: content)
        return manifest
    }

    func remember(_ manifest: ContentManifest, of content: ContentID) {
        self.state.withLock { state in
            state.manifests.removeAll { $0.content == content }
            state.manifests.append((content, manifest))
            if state.manifests.count > Self.manifestsMax { state.manifests.removeFirst() }
        }
    }

    /// A part of a file, checked. What a file on its way does not have yet is `nothing`.
    package func part(_ place: ContentPlace) throws(StoreError) -> Finding {
        let holding = self.holding(place.content)
        guard holding != .nothing else { return .nothing }
        guard let manifest = try self.manifest(place.content) else {
            return holding == .whole ? .damaged : .nothing
        }
        if place.part == .manifest {
            let (start, overflow) = place.index.multipliedReportingOverflow(
                by: ContentLimits.chunkByteCount
            )
            guard !overflow else { return .nothing }
            let bytes = manifest.encoded().dropFirst(start).prefix(ContentLimits.chunkByteCount)
            return .bytes(Array(bytes))
        }
        let count = manifest.byteCount(ofChunk: place.index)
        guard count > 0 else { return .nothing }
        let bytes = try DiskFile.read(
            holding == .whole ? self.file(place.content) : self.partFile(place.content),
            count: count,
            at: UInt64(place.index) * UInt64(ContentLimits.chunkByteCount)
        )
        if let bytes, manifest.admits(bytes, asChunk: place.index, by: self.suite) {
            return .bytes(bytes)
        }
        // A file that has just been finished is found under its new name next time.
        return holding == .whole ? .damaged : .nothing
    }
}
