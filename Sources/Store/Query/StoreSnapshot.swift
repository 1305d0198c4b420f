internal import Decision
internal import SyncProtocol

/// The store at one moment: all answers out of one snapshot fit together.
///
/// It MUST NOT outlive the call that hands it out.
package struct StoreSnapshot {
    let connection: any SQLConnection
    let own: OfficePath
    /// The store's version: rises with every commit.
    package let version: Int64
}

extension OfficeStore {
    /// Lends a snapshot to the body. The body blocks its thread while it reads.
    package func read<Value>(
        _ body: (StoreSnapshot) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let own = self.identity.path
        return try self.driver.read { connection throws(StoreError) in
            try body(
                StoreSnapshot(
                    connection: connection,
                    own: own,
                    version: try connection.integer("SELECT number FROM commit_point")
                )
            )
        }
    }
}

/// A part of a list, and how long the list is.
package struct StorePage<Row: Sendable>: Sendable {
    package let rows: [Row]
    package let total: Int

    package init(rows: [Row], total: Int) {
        self.rows = rows
        self.total = total
    }
}

/// Which part of a list is wanted.
package struct StoreRange: Sendable, Hashable {
    package static let limitMax = 1_000

    package let offset: Int
    package let limit: Int

    /// Bounds both to what can be answered: `limit` to 1...``limitMax``.
    package init(offset: Int = 0, limit: Int = 50) {
        self.offset = max(0, offset)
        self.limit = min(max(1, limit), Self.limitMax)
    }
}
