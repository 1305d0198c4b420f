/// How long a text may be.
package struct RecordTextLength: Codable, Sendable, Equatable {
    package let max: Int
    /// Whether that is in bytes of UTF-8 instead of characters.
    package let isInBytes: Bool

    package init(max: Int, isInBytes: Bool) {
        self.max = max
        self.isInBytes = isInBytes
    }
}
