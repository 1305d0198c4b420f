import SyncProtocol

/// One node of one office. An office may have several: each has a link and a record of its own.
struct PeerID: Hashable, Comparable, Sendable, CustomStringConvertible {
    let path: OfficePath
    let node: NodeKey

    var description: String { "\(self.path) (\(self.node))" }

    static func < (left: Self, right: Self) -> Bool {
        left.path == right.path ? left.node < right.node : left.path < right.path
    }
}
