package import SyncProtocol

// A file on its way here: begun, its chunks kept, finished, and begun again when it is damaged.

extension ContentFolder {
    /// Notes that a file is wanted, so that it is fetched after a restart too.
    package func begin(_ content: ContentID) throws(StoreError) {
        guard self.holding(content) == .nothing else { return }
        try self.makeSubfolder(of: content)
        try DiskFile.write([], to: self.partFile(content), isDurable: true)
        try self.synchronizeSubfolder(of: content)
    }

    /// What is to be fetched of a file; nil when it is whole. Reads all that is here of it.
    package func order(
        _ content: ContentID,
        byteCountMax: UInt64,
        isAwaited: Bool
    ) throws(StoreError) -> ContentOrder? {
        guard self.holding(content) != .whole else {
            // It may have been handed in while it was on its way.
            try DiskFile.remove(self.partFile(content))
            return nil
        }
        guard let manifest = try self.manifest(content) else {
            return ContentOrder(content, byteCountMax: byteCountMax, isAwaited: isAwaited)
        }
        var held = ChunkMap(chunkCount: manifest.chunkCount)
        for index in 0..<manifest.chunkCount {
            let place = ContentPlace(content, .data, index: index)
            if case .bytes = try self.part(place) { held.insert(index) }
        }
        return ContentOrder(
            content,
            byteCountMax: byteCountMax,
            isAwaited: isAwaited,
            manifest: manifest,
            held: held
        )
    }

    package func keep(_ manifest: ContentManifest, of content: ContentID) throws(StoreError) {
        let bytes = manifest.encoded()
        try self.reserve(bytes.count)
        try self.begin(content)
        try DiskFile.write(bytes, to: self.manifestFile(content), isDurable: true)
        try self.synchronizeSubfolder(of: content)
        self.remember(manifest, of: content)
    }

    /// Writes a chunk, which was checked, to its place. It is safe from a crash once the file is
    /// finished; until then it may have to be fetched again.
    package func keep(_ bytes: [UInt8], of content: ContentID, index: Int) throws(StoreError) {
        try self.reserve(bytes.count)
        do throws(StoreError) {
            try self.makeSubfolder(of: content)
            try DiskFile.write(
                bytes,
                to: self.partFile(content),
                at: UInt64(index) * UInt64(ContentLimits.chunkByteCount)
            )
        } catch {
            self.release(UInt64(bytes.count))
            throw error
        }
    }

    /// Gives a file of which all chunks are here its name, once the disk has it.
    package func finish(_ content: ContentID) throws(StoreError) {
        guard self.holding(content) != .whole else { return }
        try DiskFile.synchronize(self.partFile(content))
        try DiskFile.rename(self.partFile(content), to: self.file(content))
        try self.synchronizeSubfolder(of: content)
    }

    /// A file has turned out to be damaged: what is good of it stays, the rest is to be fetched again.
    package func reopen(_ content: ContentID) throws(StoreError) {
        guard SystemFile.exists(self.file(content)) else { return }
        try DiskFile.rename(self.file(content), to: self.partFile(content))
        try self.synchronizeSubfolder(of: content)
    }

    /// A file is not to be fetched any longer.
    package func forget(_ content: ContentID) throws(StoreError) {
        guard self.holding(content) == .part else { return }
        let manifest = try self.manifest(content)
        try DiskFile.remove(self.partFile(content))
        try DiskFile.remove(self.manifestFile(content))
        self.release(manifest?.byteCount ?? 0)
    }
}
