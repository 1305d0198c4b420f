/// What was written but should be looked at again.
package struct Warning: Codable, Sendable, Equatable {
    package let messageChinese: String
    package let messageEnglish: String

    package init(_ messageChinese: String, _ messageEnglish: String) {
        self.messageChinese = messageChinese
        self.messageEnglish = messageEnglish
    }
}
