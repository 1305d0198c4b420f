/// What one end of a link says when both ends were found to have the same: to be signed by it.
package struct EqualityClaim: Hashable, Sendable {
    package static let format: UInt64 = 1

    package let tree: TreeID
    /// Who says it.
    package let office: OfficePath
    /// The other end of the link.
    package let peer: OfficePath
    /// Over the positions of all feeds that the link carries, the same at both ends.
    package let scopeDigest: Digest256
    /// How many feeds those are.
    package let feedCount: UInt64

    package init(
        tree: TreeID,
        office: OfficePath,
        peer: OfficePath,
        scopeDigest: Digest256,
        feedCount: UInt64
    ) {
        self.tree = tree
        self.office = office
        self.peer = peer
        self.scopeDigest = scopeDigest
        self.feedCount = feedCount
    }
}
