/// A file that a document refers to.
package struct AttachmentSummary: Codable, Sendable, Equatable {
    /// 64 hexadecimal digits that name the file's content.
    package let content: String
    package let name: String
    /// By the name's ending, like `application/pdf`.
    package let mediaType: String
    /// The file's length in bytes.
    package let byteCount: Int64
    /// Whether all of it is on this node.
    package let isHere: Bool

    package init(
        content: String,
        name: String,
        mediaType: String,
        byteCount: Int64,
        isHere: Bool
    ) {
        self.content = content
        self.name = name
        self.mediaType = mediaType
        self.byteCount = byteCount
        self.isHere = isHere
    }
}
