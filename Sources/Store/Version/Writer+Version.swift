internal import OfficeWork
internal import SyncProtocol

// What later versions wrote is kept and counted; what is below a floor is not written.

extension Writer {
    /// Notes a floor that an office's roster sets.
    func projectFloor(
        _ entry: RecordEntry,
        _ space: Directory.Space,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let key = entry.record.key
        guard let floor = VersionFloor(key: key, state: entry.state) else { return }
        self.directory.setFloor(floor, by: space.owner)
        try transaction.connection.run(
            """
            INSERT INTO version_floor(office, kind, version) VALUES (?1, ?2, ?3)
            ON CONFLICT (office, kind) DO UPDATE SET version = excluded.version
            """,
            .integer(Directory.id(space.owner)),
            .integer(Int64(floor.kind)),
            .integer(Int64(floor.version))
        )
    }

    /// Refuses to write a kind of record in a version below the floor.
    func checkFloor(_ kind: UInt16) throws(StoreError) {
        guard let known = RecordKind(rawValue: kind),
            let floor = self.directory.floor(of: kind, for: self.identity.path),
            floor > known.version
        else { return }
        throw .belowFloor(kind: kind, needed: floor, own: known.version)
    }
}
