/// One thing that is wrong with what is held.
package struct VerifyProblem: Codable, Sendable, Equatable {
    package let messageChinese: String
    package let messageEnglish: String

    package init(_ messageChinese: String, _ messageEnglish: String) {
        self.messageChinese = messageChinese
        self.messageEnglish = messageEnglish
    }
}
