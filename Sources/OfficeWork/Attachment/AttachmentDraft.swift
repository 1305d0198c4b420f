/// A file as it is handed in with a document: it is on this node already.
package struct AttachmentDraft: Hashable, Sendable {
    /// 64 hexadecimal digits.
    package let content: String
    package let name: String
    /// The file's length in bytes; nil when it is not here.
    package let byteCount: UInt64?

    package init(content: String, name: String, byteCount: UInt64?) {
        self.content = content
        self.name = name
        self.byteCount = byteCount
    }
}
