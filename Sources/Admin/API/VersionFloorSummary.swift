/// The lowest version in which records of a kind may be written here.
package struct VersionFloorSummary: Codable, Sendable, Equatable {
    /// The number of a record kind.
    package let kind: Int
    /// The kind's word, when this node's version knows it.
    package let name: String?
    package let version: Int64
    /// The version that this node writes; nil when it does not know the kind.
    package let ownVersion: Int64?
    /// The office that has set it.
    package let setBy: String

    package init(kind: Int, name: String?, version: Int64, ownVersion: Int64?, setBy: String) {
        self.kind = kind
        self.name = name
        self.version = version
        self.ownVersion = ownVersion
        self.setBy = setBy
    }
}
