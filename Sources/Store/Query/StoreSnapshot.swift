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
    ///
    /// - Throws: ``StoreError/unreadable(record:)`` when a row is not what was written; the writer derives all anew
    ///   then, by itself.
    package func read<Value>(
        _ body: (StoreSnapshot) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let own = self.identity.path
        do throws(StoreError) {
            return try self.driver.read { connection throws(StoreError) in
                try body(
                    StoreSnapshot(
                        connection: connection,
                        own: own,
                        version: try connection.integer("SELECT number FROM commit_point")
                    )
                )
            }
        } catch {
            self.mend(after: error)
            throw error
        }
    }
}
