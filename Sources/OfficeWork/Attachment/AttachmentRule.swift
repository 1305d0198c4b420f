private import PlainText
internal import SyncProtocol

/// What files a document may have, and what they may be called.
package enum AttachmentRule {
    /// A file's name in its one spelling.
    ///
    /// - Throws: `required`, `length`, `control-character`, `classification-mark` or `file-name`.
    package static func name(
        _ text: String,
        _ field: String
    ) throws(ValidationError) -> String {
        let name = try TextRule.line(
            text,
            field,
            charactersMax: ValidationLimits.fileNameCharactersMax
        )
        guard Self.harmless(name) == name else {
            throw ValidationError(
                field,
                .fileName,
                chinese: "文件名不得含有/或\\，也不得以点开头，请改名。",
                english: """
                    A file's name has no / or \\ in it and does not begin with a dot: rename it.
                    """
            )
        }
        try ClassificationMark.refuse(inTitle: name, field)
        return name
    }

    /// A name under which a file can be saved anywhere, whatever another office called it.
    static func harmless(_ name: String) -> String {
        var result = String(
            String.UnicodeScalarView(
                name.unicodeScalars.prefix(ValidationLimits.fileNameCharactersMax).map {
                    $0 == "/" || $0 == "\\" || ScalarRole($0).isRefused || $0 == "\n" || $0 == "\t"
                        ? "_" : $0
                }
            )
        )
        if result.isEmpty || result.hasPrefix(".") { result = "_" + result.dropFirst() }
        return result
    }

    /// - Throws: `count`, `content-format`, `duplicate`, `known-content` or what a name breaks.
    static func attachments(
        _ drafts: [AttachmentDraft],
        field: String = "attachments"
    ) throws(ValidationError) -> [Attachment] {
        guard drafts.count <= ValidationLimits.attachmentsMax else {
            throw ValidationError(
                field,
                .count,
                chinese: "有\(drafts.count)个附件，最多\(ValidationLimits.attachmentsMax)个，请合并或分件报送。",
                english: """
                    There are \(drafts.count) attachments, at most \
                    \(ValidationLimits.attachmentsMax) are allowed: put some together.
                    """
            )
        }
        var attachments: [Attachment] = []
        for (index, draft) in drafts.enumerated() {
            let attachment = try Self.attachment(draft, "\(field)[\(index)]")
            guard !attachments.contains(where: { $0.content == attachment.content }) else {
                throw ValidationError(
                    "\(field)[\(index)]",
                    .duplicate,
                    chinese: "同一附件出现两次，请删去一个。",
                    english: "The same file is attached twice: delete one."
                )
            }
            attachments.append(attachment)
        }
        return attachments
    }

    private static func attachment(
        _ draft: AttachmentDraft,
        _ field: String
    ) throws(ValidationError) -> Attachment {
        guard let content = ContentID(hex: draft.content) else {
            throw ValidationError(
                "\(field).content",
                .contentFormat,
                chinese: "附件标识应为上传附件时返回的64位十六进制数字。",
                english: "A file is named by the 64 hexadecimal digits that its upload returned."
            )
        }
        let name = try Self.name(draft.name, "\(field).name")
        guard let byteCount = draft.byteCount else {
            throw ValidationError(
                "\(field).content",
                .knownContent,
                chinese: "本节点没有该附件，请先上传。",
                english: "This node does not have the file: upload it first."
            )
        }
        return Attachment(
            content: content,
            name: name,
            mediaType: MediaType.of(name: name),
            byteCount: byteCount
        )
    }
}
