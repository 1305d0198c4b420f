package import SyncProtocol

extension SignedChange {
    /// By the hash of the suite that the change names; by SHA-256 what is no change.
    package var digest: Digest256 {
        let suite = (try? Change(decoding: self.body))?.suite
        let isSecond = suite == SecondSuiteSigner.number
        return self.digest(by: isSecond ? SignatureSuite.second : SignatureSuite.ed25519)
    }
}
