import SyncProtocol

@testable import Store

extension StoreJournal {
    /// The exact bytes of a unit in quarantine.
    func quarantinedBytes(_ id: Int64) throws(StoreError) -> SignedChange? {
        try self.connection.first(
            "SELECT body, signature FROM quarantine WHERE id = ?1",
            .integer(id)
        ) { row in SignedChange(body: row.bytes(0), signature: row.bytes(1)) }
    }
}
