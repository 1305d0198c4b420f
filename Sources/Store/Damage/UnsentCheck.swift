package import Decision
package import SyncProtocol

extension UnsentCheck {
    /// The same, read from a database.
    package func damaged(
        _ connection: any SQLConnection
    ) throws(StoreError) -> [ChangePlace] {
        try self.damaged { (place) throws(StoreError) in
            UInt64(
                clamping: try connection.integer(
                    "SELECT COALESCE(MAX(number), 0) FROM confirmation WHERE feed = ?1",
                    .integer(Directory.id(place))
                )
            )
        } page: { (place, number, byteCountMax) throws(StoreError) in
            try StoredChange.page(
                feed: Directory.id(place),
                after: number,
                byteCountMax: byteCountMax,
                connection
            )
        }
    }
}
