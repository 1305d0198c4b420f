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
