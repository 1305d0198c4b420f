package import Decision
package import SyncProtocol

extension UnsentCheck {
    /// The same, read from a database.
    package func damaged(
        _ connection: any SQLConnection
    ) throws(StoreError) -> [ChangePlace] {
        try self.damaged { (place) throws(StoreError) in
            try connection.confirmed(of: place)
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
