package import SyncProtocol

/// For whom the store writes, and with what it proves that it may.
package struct StoreIdentity: Sendable {
    package let tree: TreeID
    package let path: OfficePath
    package let signer: any Signer
    /// From the root to this office's signing key.
    package let chain: CredentialChain
    /// Checks signatures of what is stored: when all is examined, and of changes that may be damaged.
    package let verifier: any SignatureVerifier

    package init(
        tree: TreeID,
        path: OfficePath,
        signer: any Signer,
        chain: CredentialChain,
        verifier: any SignatureVerifier = Ed25519Verifier()
    ) {
        self.tree = tree
        self.path = path
        self.signer = signer
        self.chain = chain
        self.verifier = verifier
    }
}
