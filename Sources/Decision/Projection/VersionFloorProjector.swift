internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// A floor that an office's roster sets.
struct VersionFloorProjector {
    let transaction: Transaction

    func project(_ entry: RecordEntry, in space: Directory.Space) {
        guard let floor = VersionFloor(key: entry.record.key, state: entry.state) else { return }
        self.transaction.state.directory.setFloor(floor, by: space.owner)
        var floors = self.transaction.changes.floors[space.owner] ?? []
        floors.removeAll { $0.kind == floor.kind }
        floors.append(floor)
        self.transaction.changes.floors[space.owner] = floors
    }
}
