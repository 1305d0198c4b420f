internal import OrderedCollections
package import SyncProtocol

/// Who an office's node is: its key, its credentials, and the societies for which it writes.
package struct OfficeIdentity: Sendable {
    package let path: OfficePath
    package let signer: any Signer
    package let author: AuthorID
    /// Hosted societies, direct children without a node of their own.
    package let hosted: [OfficePath]
    private let chains: OrderedDictionary<OfficePath, CredentialChain>

    package init(signer: any Signer, chain: CredentialChain, hosted: [CredentialChain]) {
        self.path = chain.path
        self.signer = signer
        self.author = signer.author
        self.hosted = hosted.map(\.path)
        self.chains = OrderedDictionary(
            uniqueKeysWithValues: ([chain] + hosted).map { ($0.path, $0) }
        )
        self.chain = chain
    }

    /// The office's own credentials.
    package let chain: CredentialChain

    /// The credentials under which the node writes in a space: a hosted society's for what is its own,
    /// the office's for all else.
    package func chain(for space: SpaceID) -> CredentialChain {
        self.chains[space.owner] ?? self.chain
    }
}
