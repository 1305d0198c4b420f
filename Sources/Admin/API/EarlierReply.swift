/// What an office had replied before.
package struct EarlierReply: Codable, Sendable, Equatable {
    package let text: String
    package let user: String
    /// UTC milliseconds.
    package let at: Int64

    package init(text: String, user: String, at: Int64) {
        self.text = text
        self.user = user
        self.at = at
    }
}
