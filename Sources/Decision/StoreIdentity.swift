package import OfficeWork
package import SyncProtocol

/// For whom the store writes, and with what it proves that it may.
package struct StoreIdentity: Sendable {
    package let context: TreeContext
    package let path: OfficePath
    package let signer: any Signer
    /// Of the signer, and of the keys that this node had before.
    package let own: OwnAuthors
    /// From the root to this office's signing key.
    package let chain: CredentialChain
    /// The kinds of records that the node knows.
    package let catalogue: RecordCatalogue

    /// - Parameter former: of the keys that this node had before.
    package init(
        context: TreeContext,
        path: OfficePath,
        signer: any Signer,
        chain: CredentialChain,
        former: [AuthorID] = [],
        catalogue: RecordCatalogue = .standard
    ) {
        self.context = context
        self.path = path
        self.signer = signer
        self.own = OwnAuthors(writing: signer.author, former: former)
        self.chain = chain
        self.catalogue = catalogue
    }

    package var tree: TreeID { self.context.tree }

    /// Checks signatures of what is stored, and hashes it: when all is examined, and of changes that may be damaged.
    package var suite: SignatureSuite { self.context.suite }
}
