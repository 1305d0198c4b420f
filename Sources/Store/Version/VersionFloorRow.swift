package import OfficeWork
package import SyncProtocol

/// A version floor, and the office whose roster sets it.
package struct VersionFloorRow: Sendable, Hashable {
    package let owner: OfficePath
    package let floor: VersionFloor
}

extension StoreSnapshot {
    /// The floors that hold for this office, by kind and then by office from the root down.
    package func versionFloors() throws(StoreError) -> [VersionFloorRow] {
        let own = self.own
        return try self.connection.map(
            """
            SELECT office.path, version_floor.kind, version FROM version_floor
            JOIN office ON office.id = version_floor.office
            """
        ) { row -> VersionFloorRow? in
            guard let owner = OfficePath(text: row.text(0)), owner.contains(own) else { return nil }
            let floor = VersionFloor(
                kind: UInt16(clamping: row.integer(1)),
                version: UInt32(clamping: row.integer(2))
            )
            return VersionFloorRow(owner: owner, floor: floor)
        }
        .compactMap { $0 }
        .sorted { ($0.floor.kind, $0.owner) < ($1.floor.kind, $1.owner) }
    }
}
