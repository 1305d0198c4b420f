/// A link that signs one browser in to the console, once.
package struct ConsoleLink: Codable, Sendable, Equatable {
    /// Opens the console when it is the first use within its time.
    package let link: String
    /// UTC milliseconds.
    package let expiresAt: Int64

    package init(link: String, expiresAt: Int64) {
        self.link = link
        self.expiresAt = expiresAt
    }
}
