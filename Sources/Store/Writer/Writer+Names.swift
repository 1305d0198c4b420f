internal import SyncProtocol

// Gives long names their local integers the first time they are met.

extension Writer {
    /// The place of an office, which is added with all above it when it is new.
    func office(
        _ path: OfficePath,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Int {
        if let place = self.directory.office(path) { return place }
        var parent: Int64?
        if let above = path.parent {
            parent = Directory.id(try self.office(above, transaction))
        }
        let place = self.directory.add(path)
        try transaction.connection.run(
            "INSERT INTO office(id, path, parent) VALUES (?1, ?2, ?3)",
            .integer(Directory.id(place)),
            .text(path.description),
            .optional(parent)
        )
        return place
    }

    func space(
        _ space: SpaceID,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Int {
        if let place = self.directory.space(space) { return place }
        let owner = try self.office(space.owner, transaction)
        let place = self.directory.add(space, owner: owner, digest: SetDigest())
        try transaction.connection.run(
            """
            INSERT INTO space(id, kind, owner, digest_sum, digest_count)
            VALUES (?1, ?2, ?3, ?4, 0)
            """,
            .integer(Directory.id(place)),
            .integer(Int64(space.kind.rawValue)),
            .integer(Directory.id(owner)),
            .bytes(SetDigest().keptSum)
        )
        return place
    }

    func authorID(
        _ author: AuthorID,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Int64 {
        if let id = self.directory.author(author) { return id }
        let id = self.directory.nextAuthorID
        self.directory.add(author, id: id)
        try transaction.connection.run(
            "INSERT INTO author(id, bytes) VALUES (?1, ?2)",
            .integer(id),
            .bytes(author.bytes)
        )
        return id
    }
}
