internal import Decision
package import OfficeWork
package import SyncProtocol

/// What a snapshot says of offices: which there are, where they stood before, and what their rosters demand.
package struct StoredOffices {
    let connection: any SQLConnection
    let own: OfficePath
    let directory: Directory

    /// All offices in tree order, parents before children.
    package var all: [OfficeRow] {
        self.directory.order.map { OfficeRow(self.directory, $0) }
    }

    /// Nil when this store does not know of the office.
    package subscript(_ path: OfficePath) -> OfficeRow? {
        self.directory.office(path).map { OfficeRow(self.directory, $0) }
    }

    // MARK: Moves

    /// What is known of offices that have moved.
    package var successions: Successions {
        self.directory.successions
    }

    /// What is known of cases.
    package var charters: Charters { self.directory.charters }

    /// Since when offices that have moved had stood at their old places, as the words about that say; of several
    /// words about one place the highest office's.
    package func formerListings() throws(StoreError) -> [OfficePath: OfficeListing] {
        guard !self.successions.isEmpty else { return [:] }
        let words = try self.connection.map(
            "SELECT declared_by, old_path, listing FROM succession WHERE listing <> ''"
        ) { row in
            (
                OfficePath(text: row.text(0)), OfficePath(text: row.text(1)),
                OfficeListing(text: row.text(2))
            )
        }
        var highest: [OfficePath: (depth: Int, listing: OfficeListing)] = [:]
        for case (let roster?, let place?, let listing) in words
        where roster.depth < highest[place]?.depth ?? .max {
            highest[place] = (roster.depth, listing)
        }
        return highest.mapValues(\.listing)
    }

    /// Where this store's office stood before, the oldest first.
    package func formerPaths() throws(StoreError) -> [OfficePath] {
        try StoreMove.formerPaths(self.connection)
    }

    // MARK: Versions

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
