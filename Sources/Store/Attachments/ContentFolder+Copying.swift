package import SyncProtocol

extension ContentFolder {
    /// What came of copying all whole files.
    package struct Copied: Sendable, Hashable {
        package fileprivate(set) var files = 0
        /// Of files that are damaged here, and so are not in the copy.
        package fileprivate(set) var damaged: [ContentID] = []
    }

    /// The files that are here in whole, as far as their names say.
    private func whole() throws(StoreError) -> [ContentID] {
        var result: [ContentID] = []
        for folder in try self.subfolders() {
            for entry in try DiskFile.entries(of: folder) {
                guard let content = ContentID(hex: entry.name), self.holding(content) == .whole
                else { continue }
                result.append(content)
            }
        }
        return result
    }

    /// Copies every whole file into another folder, chunk by chunk, each checked against its hash. What
    /// comes or goes meanwhile may or may not be in the copy.
    ///
    /// - Parameters:
    ///   - other: of nobody else's use.
    ///   - progress: told the bytes copied so far, and of how many. False gives up.
    /// - Throws: ``StoreError/closed`` when `progress` gave up; ``StoreError`` when a disk fails.
    package func copy(
        into other: ContentFolder,
        progress: (_ done: UInt64, _ total: UInt64) -> Bool
    ) throws(StoreError) -> Copied {
        var copied = Copied()
        var done: UInt64 = 0
        for content in try self.whole() {
            guard let manifest = try self.manifest(content) else {
                copied.damaged.append(content)
                continue
            }
            try other.keep(manifest, of: content)
            var isWhole = true
            for index in 0..<manifest.chunkCount where isWhole {
                guard
                    case .bytes(let bytes) = try self.part(
                        ContentPlace(content, .data, index: index)
                    )
                else {
                    isWhole = false
                    continue
                }
                try other.keep(bytes, of: content, index: index)
                done += UInt64(bytes.count)
                guard progress(done, max(done, self.byteCount)) else { throw .closed }
            }
            if isWhole {
                try other.finish(content)
                copied.files += 1
            } else {
                try other.forget(content)
                copied.damaged.append(content)
            }
        }
        return copied
    }
}
