package import SyncProtocol

/// A change as it lies in the store.
package struct StoredChange: Sendable, Hashable {
    package let number: UInt64
    package let digest: Digest256
    package let signed: SignedChange

    package init(number: UInt64, digest: Digest256, signed: SignedChange) {
        self.number = number
        self.digest = digest
        self.signed = signed
    }

    /// Whether what lies here is what was written, as far as its hash says: the signature is no part of it.
    package func isWhole(by suite: SignatureSuite) -> Bool {
        self.signed.digest(by: suite) == self.digest
    }
}
