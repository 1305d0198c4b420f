/// Something that happened on this node.
package struct NodeEvent: Codable, Sendable, Equatable {
    /// UTC milliseconds.
    package let at: Int64
    /// A stable word like `link-opened`.
    package let kind: String
    package let messageChinese: String
    package let messageEnglish: String
    /// What it is about: an office, a feed, a directive.
    package let subject: String?

    package init(
        at: Int64,
        kind: String,
        messageChinese: String,
        messageEnglish: String,
        subject: String? = nil
    ) {
        self.at = at
        self.kind = kind
        self.messageChinese = messageChinese
        self.messageEnglish = messageEnglish
        self.subject = subject
    }
}
