internal import Decision
internal import SyncProtocol

/// What an open store holds of the system: engine, lock and fence.
struct StoreParts: Sendable {
    let driver: any SQLDriver
    let lock: StoreLock?
    let fence: FenceFile?
    /// Where the files lay when they were opened; nil in memory.
    let places: FilePlaces?

    static func open(
        _ configuration: StoreConfiguration,
        identity: StoreIdentity,
        movingFrom old: OfficePath? = nil
    ) throws(StoreError) -> StoreParts {
        let parts: StoreParts
        switch configuration.location {
        case .memory:
            parts = StoreParts(
                driver: try SQLiteDriver.memory(),
                lock: nil,
                fence: nil,
                places: nil
            )
        case .folder(let folder):
            parts = try Self.open(folder, configuration, identity)
        }
        do throws(StoreError) {
            try parts.driver.write { connection throws(StoreError) in
                try Schema.prepare(connection)
                try Self.checkOwner(identity, movingFrom: old, connection)
            }
            return parts
        } catch {
            parts.close()
            throw error
        }
    }

    private static func open(
        _ folder: String,
        _ configuration: StoreConfiguration,
        _ identity: StoreIdentity
    ) throws(StoreError) -> StoreParts {
        let salvage = SalvagePlaces(folder: folder)
        let path = salvage.database
        guard OfficeStore.isThere(in: folder) || configuration.creates else {
            throw .missing(folder: folder)
        }
        try SystemFile.makeFolder(folder)
        let lock = try StoreLock(folder: folder)
        do throws(StoreError) {
            try salvage.exchange()
            // The engine would take it for a new database, and throw away a log that lies beside it.
            if let byteCount = SystemFile.byteCount(path), byteCount < SQLiteDriver.headerByteCount
            {
                throw .emptied(path: path)
            }
            try Self.salvage(salvage, configuration, identity)
            let driver = try SQLiteDriver.file(
                path,
                readers: configuration.readersMax,
                checkpointPages: configuration.checkpointPages
            )
            // What the engine finds damaged later is saved at the next opening.
            driver.watch.tell { _ in try? salvage.setMark() }
            let fencePath = salvage.fence
            let fence = try FenceFile(path: fencePath)
            try DiskFile.synchronize(folder)
            let places = FilePlaces([path, fencePath])
            return StoreParts(
                driver: driver,
                lock: lock,
                fence: fence,
                places: places
            )
        } catch {
            lock.release()
            throw error
        }
    }

    /// Saves what is whole of a store that was found damaged, or whose log has a hole.
    private static func salvage(
        _ places: SalvagePlaces,
        _ configuration: StoreConfiguration,
        _ identity: StoreIdentity
    ) throws(StoreError) {
        guard SystemFile.exists(places.database) else { return try DiskFile.remove(places.mark) }
        let fence = try FenceFile(path: places.fence)
        defer { fence.close() }
        let acknowledged = try fence.read()?.point.number
        let hasHole = try PageLog.hasHole(
            beside: places.database,
            acknowledged: acknowledged
        )
        guard places.isMarked || hasHole else { return }
        let salvage = Salvage(places, identity, acknowledged: acknowledged)
        let isSaved = try salvage.run(at: configuration.microseconds() / 1_000)
        // Where nothing could be saved, opening it will say why.
        if !isSaved { try DiskFile.remove(places.mark) }
    }

    /// A store works for one office of one tree; only ``StoreMove`` gives it over to another place.
    private static func checkOwner(
        _ identity: StoreIdentity,
        movingFrom old: OfficePath?,
        _ connection: any SQLConnection
    ) throws(StoreError) {
        guard let tree = try Meta.tree.bytes(connection),
            let path = try Meta.path.bytes(connection)
        else { return }
        let found = "\(Hexadecimal.text(tree))/\(String(decoding: path, as: UTF8.self))"
        let expected = "\(identity.tree)/\(identity.path)"
        if let old, found == "\(identity.tree)/\(old)" { return }
        guard found == expected else { throw .foreign(found: found, expected: expected) }
    }

    /// Lets go of everything. May be called again.
    func close() {
        try? self.driver.close()
        self.fence?.close()
        self.lock?.release()
    }
}
