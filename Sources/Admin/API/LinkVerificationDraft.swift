/// Which link to verify.
package struct LinkVerificationDraft: Codable, Sendable, Equatable {
    /// The other office: its id, or its whole path.
    package let peer: String
    /// How long to wait for equality, 0...60.
    package let timeoutSeconds: Int

    package init(peer: String, timeoutSeconds: Int = 10) {
        self.peer = peer
        self.timeoutSeconds = timeoutSeconds
    }
}
