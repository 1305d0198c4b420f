package import SyncProtocol

/// A file that a document refers to (附件). The document holds its name and what it is; the file itself
/// is found by its content.
package struct Attachment: Hashable, Sendable {
    package let content: ContentID
    /// As people know it, with its ending.
    package let name: String
    /// See ``MediaType``.
    package let mediaType: String
    /// Its length in bytes, as whoever attached it says.
    package let byteCount: UInt64

    package init(content: ContentID, name: String, mediaType: String, byteCount: UInt64) {
        self.content = content
        self.name = name
        self.mediaType = mediaType
        self.byteCount = byteCount
    }

    /// What stands for it in the list of a document's attachments, which is flat: four values each.
    var values: [Value] {
        [
            .bytes(self.content.bytes), .text(self.name), .text(self.mediaType),
            .integer(Int64(clamping: self.byteCount)),
        ]
    }

    private static let valuesCount = 4

    /// Nil when another office wrote what makes no sense.
    private init?(_ values: ArraySlice<Value>) {
        let parts = Array(values)
        guard parts.count == Self.valuesCount,
            let content = parts[0].bytes.flatMap({ ContentID(bytes: $0) }),
            let name = parts[1].text.map(DisplayText.cleaned), let mediaType = parts[2].text,
            MediaType.isWellFormed(mediaType), let byteCount = parts[3].integer,
            (1...Int64(ContentLimits.byteCountMax)).contains(byteCount)
        else { return nil }
        self.init(
            content: content,
            name: AttachmentRule.harmless(name),
            mediaType: mediaType,
            byteCount: UInt64(byteCount)
        )
    }

    // MARK: In a record

    /// What writes the attachments of a document; nothing when there are none.
    static func intents(
        _ attachments: [Attachment],
        _ field: some RawRepresentable<UInt16>
    ) -> [FieldIntent] {
        guard !attachments.isEmpty else { return [] }
        return [.choose(field, .list(attachments.flatMap(\.values)))]
    }

    static func all(in state: RecordState, _ field: some RawRepresentable<UInt16>) -> [Attachment] {
        Self.all(in: state.choice(field.rawValue))
    }

    static func all(in value: Value?) -> [Attachment] {
        guard case .list(let values)? = value else { return [] }
        let count = min(values.count / Self.valuesCount, ValidationLimits.attachmentsMax)
        return (0..<count).compactMap { index in
            Attachment(values[index * Self.valuesCount..<(index + 1) * Self.valuesCount])
        }
    }
}
