/// A value of a record's field: one of the four, or none where nothing stands there.
package struct RecordValue: Codable, Sendable, Equatable {
    package let text: String?
    /// UTC milliseconds.
    package let at: Int64?
    package let list: [String]?
    package let files: [AttachmentSummary]?

    package init(
        text: String? = nil,
        at: Int64? = nil,
        list: [String]? = nil,
        files: [AttachmentSummary]? = nil
    ) {
        self.text = text
        self.at = at
        self.list = list
        self.files = files
    }
}
