package import SyncProtocol

/// For whom the store writes, and with what it proves that it may.
package struct StoreIdentity: Sendable {
    package let context: TreeContext
    package let path: OfficePath
    package let signer: any Signer
    /// From the root to this office's signing key.
    package let chain: CredentialChain

    package init(
        context: TreeContext,
        path: OfficePath,
        signer: any Signer,
        chain: CredentialChain
    ) {
        self.context = context
        self.path = path
        self.signer = signer
        self.chain = chain
    }

    package var tree: TreeID { self.context.tree }

    /// Checks signatures of what is stored, and hashes it: when all is examined, and of changes that may be damaged.
    package var suite: SignatureSuite { self.context.suite }
}
