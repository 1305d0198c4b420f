/// A file that is attached to a document: it has been uploaded to this node before.
package struct AttachmentEntry: Codable, Sendable, Equatable {
    /// 64 hexadecimal digits, as the upload returned them.
    package let content: String
    /// 1...200 characters, with the file's ending.
    package let name: String

    package init(content: String, name: String) {
        self.content = content
        self.name = name
    }
}
