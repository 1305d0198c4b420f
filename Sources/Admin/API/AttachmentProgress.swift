/// How far a file has come that is being fetched.
package struct AttachmentProgress: Codable, Sendable, Equatable {
    package let content: String
    /// Bytes that are on this node's disk.
    package let byteCount: Int64
    /// Bytes of the whole file; nil while it is not known.
    package let total: Int64?
    /// Whether all of it is here and can be got.
    package let isHere: Bool

    package init(content: String, byteCount: Int64, total: Int64? = nil, isHere: Bool = false) {
        self.content = content
        self.byteCount = byteCount
        self.total = total
        self.isHere = isHere
    }
}
