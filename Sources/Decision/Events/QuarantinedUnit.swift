package import SyncProtocol

/// Something that was refused, with its exact bytes.
package struct QuarantinedUnit: Sendable, Hashable {
    package let reason: RefusalReason
    package let detail: String
    /// Nil when the bytes were too damaged to say.
    package let feed: FeedID?
    package let number: UInt64?
    /// Who brought it: an office's path, or what else is known of it.
    package let peer: String
    package let body: [UInt8]
    /// Empty for what is no change.
    package let signature: [UInt8]

    package init(
        reason: RefusalReason,
        detail: String,
        feed: FeedID? = nil,
        number: UInt64? = nil,
        peer: String,
        body: [UInt8],
        signature: [UInt8] = []
    ) {
        self.reason = reason
        self.detail = detail
        self.feed = feed
        self.number = number
        self.peer = peer
        self.body = body
        self.signature = signature
    }

    package var byteCount: Int { self.body.count + self.signature.count }

    /// What tells the same unit that comes again.
    package func digest(by suite: SignatureSuite) -> Digest256 {
        suite.hash(SignedChange(body: self.body, signature: self.signature).encoded())
    }
}
