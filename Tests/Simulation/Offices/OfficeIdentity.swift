internal import Decision
package import SyncProtocol

/// Who an office's node is: its key, its credentials, and the societies for which it writes.
package struct OfficeIdentity: Sendable {
    package let path: OfficePath
    package let signer: any Signer
    package let author: AuthorID
    /// The office's own credentials.
    package let chain: CredentialChain
    /// Hosted societies, direct children without a node of their own.
    package let hosted: [OfficePath]

    package init(signer: any Signer, chain: CredentialChain, hosted: [OfficePath]) {
        self.path = chain.path
        self.signer = signer
        self.author = signer.author
        self.chain = chain
        self.hosted = hosted
    }

    /// It keeps its key.
    var own: OwnAuthors { OwnAuthors(writing: self.author) }

    /// By which its key signs.
    var suite: SignatureSuite {
        if self.signer is KeyedHashSigner { return .keyedHash }
        return self.signer is SecondSuiteSigner ? .second : .ed25519
    }

    /// As the store knows it.
    var ofStore: StoreIdentity {
        StoreIdentity(
            context: TreeContext(tree: self.chain.leaf.tree, suite: self.suite),
            path: self.path,
            signer: self.signer,
            chain: self.chain,
            catalogue: EditedKind.catalogue
        )
    }

    /// Whether an act is about the office itself and those that it hosts.
    func isForOwn(_ act: LocalAct) -> Bool {
        act.intents.allSatisfy {
            $0.space.owner == self.path || self.hosted.contains($0.space.owner)
        }
    }
}
