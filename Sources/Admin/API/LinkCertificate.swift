/// What both ends of a link have signed when they were found to have the same.
package struct LinkCertificate: Codable, Sendable, Equatable {
    /// When this office signed, UTC milliseconds of its clock.
    package let at: Int64
    /// When the other office signed, UTC milliseconds of its clock.
    package let peerAt: Int64
    /// Over the positions of all feeds that the link carries, 64 hexadecimal digits.
    package let scopeDigest: String
    /// How many feeds those are.
    package let feeds: Int64
    /// The author ids of the keys that signed, 32 hexadecimal digits each.
    package let signer: String
    package let peerSigner: String
    /// Both signatures were checked again for this answer, down from the root's key, and are good.
    package let signaturesAreGood: Bool

    package init(
        at: Int64,
        peerAt: Int64,
        scopeDigest: String,
        feeds: Int64,
        signer: String,
        peerSigner: String,
        signaturesAreGood: Bool
    ) {
        self.at = at
        self.peerAt = peerAt
        self.scopeDigest = scopeDigest
        self.feeds = feeds
        self.signer = signer
        self.peerSigner = peerSigner
        self.signaturesAreGood = signaturesAreGood
    }
}
