/// A version floor to be set for this office and all below it.
package struct VersionFloorDraft: Codable, Sendable, Equatable {
    /// A kind's word such as `report`, or its number.
    package let kind: String
    /// 1...4294967295.
    package let version: Int64

    package init(kind: String, version: Int64) {
        self.kind = kind
        self.version = version
    }
}
