internal import Decision
internal import SyncProtocol

/// The store at one moment: all answers out of one snapshot fit together.
///
/// It MUST NOT outlive the call that hands it out.
package struct StoreSnapshot {
    let connection: any SQLConnection
    let own: OfficePath
    /// By which the tree hashes.
    let suite: SignatureSuite
    /// The store's version: rises with every commit.
    package let version: Int64
    /// What is in memory of offices, feeds, spaces and counts. It is of the last commit that was acknowledged when the
    /// snapshot was taken, or of one made since: never older than what a reader may have been told of.
    let state: StoreState
}

extension OfficeStore {
    /// Lends a snapshot to the body. The body blocks its thread while it reads.
    ///
    /// - Throws: ``StoreError/unreadable(record:)`` when a row is not what was written; the writer derives all anew
    ///   then, by itself.
    package func read<Value>(
        _ body: (StoreSnapshot) throws(StoreError) -> Value
    ) throws(StoreError) -> Value {
        let (identity, published) = (self.identity, self.published)
        do throws(StoreError) {
            return try self.driver.read { connection throws(StoreError) in
                try body(
                    StoreSnapshot(
                        connection: connection,
                        own: identity.path,
                        suite: identity.suite,
                        version: try connection.integer("SELECT number FROM commit_point"),
                        state: try published.get()
                    )
                )
            }
        } catch {
            self.mend(after: error)
            throw error
        }
    }
}
