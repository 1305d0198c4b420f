import SyncProtocol

/// What a new office has after it was taken in. Nothing of it is on disk yet.
struct EnrolmentOutcome: Sendable {
    /// The right to issue this office's own leaves and its children's certificates.
    let authority: OfficeAuthority
    /// The chain of credentials for the signing key, opaque here.
    let credentials: [UInt8]
    let level: String
    let nameChinese: String
    let nameEnglish: String?
}
