/// A value of a record's field: one of the three, or none where nothing stands there.
package struct RecordValue: Codable, Sendable, Equatable {
    package let text: String?
    package let list: [String]?
    package let files: [AttachmentSummary]?

    package init(text: String? = nil, list: [String]? = nil, files: [AttachmentSummary]? = nil) {
        self.text = text
        self.list = list
        self.files = files
    }
}
