package import SyncProtocol

/// What both ends of a link have signed when they were found to have the same.
package struct EqualityCertificate: Sendable, Hashable {
    /// How many of them are kept for each neighbour.
    package static let keptMax = 100

    /// Rises with every certificate of this store.
    package let id: Int64
    package let peer: OfficePath
    /// Signed by this node.
    package let ours: EqualityStatement
    /// Signed by the neighbour, over the same digest.
    package let theirs: EqualityStatement
}

extension StoreSnapshot {
    /// The latest certificate of the link to a neighbour; nil when there has never been one.
    package func latestCertificate(of peer: OfficePath) throws(StoreError) -> EqualityCertificate? {
        try self.connection.first(
            "SELECT id, ours, theirs FROM certificate WHERE peer = ?1 ORDER BY id DESC LIMIT 1",
            .text(peer.description)
        ) { row -> EqualityCertificate? in
            guard let ours = try? EqualityStatement(decoding: row.bytes(1)),
                let theirs = try? EqualityStatement(decoding: row.bytes(2))
            else { return nil }
            return EqualityCertificate(
                id: row.integer(0),
                peer: peer,
                ours: ours,
                theirs: theirs
            )
        }?
        .flatMap { $0 }
    }
}
