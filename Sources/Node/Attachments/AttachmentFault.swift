import Admin

/// What can be wrong with a file.
enum AttachmentFault {
    static func attachmentTooLong(_ byteCountMax: UInt64) -> APIError {
        APIError(
            .malformed,
            chinese: "附件超过上限 \(byteCountMax) 字节。",
            english: "The file is longer than the limit of \(byteCountMax) bytes.",
            rule: APIError.bodyLimitRule,
            hintChinese: "请压缩或分卷；上限由配置项 attachments.bytesMax 决定。",
            hintEnglish: "Shorten or split it; the setting attachments.bytesMax is the limit."
        )
    }

    static let emptyAttachment = APIError(
        .invalid,
        chinese: "附件是空文件。",
        english: "The file is empty.",
        rule: "length"
    )

    static let malformedContent = APIError(
        .invalid,
        chinese: "附件标识应为 64 位十六进制数字。",
        english: "A file is named by 64 hexadecimal digits.",
        field: "id",
        rule: "content-format"
    )

    static func unknownContent(_ id: String) -> APIError {
        APIError(
            .notFound,
            chinese: "本节点没有文件引用附件 \(id)。",
            english: "No document on this node refers to the file \(id).",
            field: "id",
            rule: "known-content",
            hintChinese: "引用它的文件可能尚未送达。",
            hintEnglish: "The document that refers to it may not have arrived yet."
        )
    }

    static func contentNotHere(_ id: String) -> APIError {
        APIError(
            .conflict,
            chinese: "附件 \(id) 尚未取到本节点。",
            english: "The file \(id) is not on this node yet.",
            field: "id",
            rule: APIError.contentHereRule,
            hintChinese:
                "用 cast-admin attachment get 取回；程序请先调用 POST /api/v1/attachments/{id}/fetch。",
            hintEnglish:
                "cast-admin attachment get fetches it; programs call POST /api/v1/attachments/{id}/fetch first."
        )
    }

    static let damagedContent = APIError(
        .unavailable,
        chinese: "附件在磁盘上已损坏，正在重新取回。",
        english: "The file is damaged on the disk; it is fetched again.",
        rule: "content-damaged",
        hintChinese: "请稍后重试，并检查磁盘。",
        hintEnglish: "Try again later, and check the disk."
    )

    static let withoutAttachments = APIError(
        .unavailable,
        chinese: "本节点不提供附件服务。",
        english: "This node does not serve files.",
        rule: "attachments"
    )
}
