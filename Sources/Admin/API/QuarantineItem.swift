/// Something that was refused and kept.
package struct QuarantineItem: Codable, Sendable, Equatable {
    package let id: Int64
    /// A stable word like `bad-signature`.
    package let reason: String
    package let messageChinese: String
    package let messageEnglish: String
    package let space: String?
    package let author: String?
    package let number: Int64?
    /// Who brought it.
    package let peer: String
    package let bytes: Int
    /// UTC milliseconds.
    package let receivedAt: Int64

    package init(
        id: Int64,
        reason: String,
        messageChinese: String,
        messageEnglish: String,
        space: String? = nil,
        author: String? = nil,
        number: Int64? = nil,
        peer: String,
        bytes: Int,
        receivedAt: Int64
    ) {
        self.id = id
        self.reason = reason
        self.messageChinese = messageChinese
        self.messageEnglish = messageEnglish
        self.space = space
        self.author = author
        self.number = number
        self.peer = peer
        self.bytes = bytes
        self.receivedAt = receivedAt
    }
}
