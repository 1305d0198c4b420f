/// How far a node's store has come.
package struct StoreVersion: Codable, Sendable, Equatable {
    /// Rises with every commit.
    package let storeVersion: Int64

    package init(storeVersion: Int64) {
        self.storeVersion = storeVersion
    }
}
