import SyncProtocol

extension SignedChange {
    /// By the hash of suite 1.
    var digest: Digest256 { self.digest(by: SignatureSuite.ed25519) }
}
