/// The key to the node's API: whoever has it may read and write for the office.
package struct APIToken: Sendable {
    /// 43 characters of base64url.
    package let text: String

    /// - Parameter text: Given by ``APITokenFile``, or made anew.
    package init(_ text: String) {
        self.text = text
    }

    /// A new token that nobody else knows.
    package static func random() -> APIToken {
        APIToken(RandomSecret.make())
    }

    /// Compares in constant time.
    package func matches(_ candidate: String) -> Bool {
        RandomSecret.equal(self.text, candidate)
    }
}

extension APIToken: CustomStringConvertible {
    /// Never the token itself, so that it cannot slip into a log.
    package var description: String { "APIToken(…)" }
}
