import Admin
import Store
import SyncProtocol

extension LinkCertificate {
    init(_ certificate: EqualityCertificate, _ context: TreeContext) {
        let (ours, theirs) = (certificate.ours, certificate.theirs)
        self.init(
            at: ours.at,
            peerAt: theirs.at,
            scopeDigest: ours.claim.scopeDigest.description,
            feeds: Int64(clamping: ours.claim.feedCount),
            signer: ours.chain.leaf.author.description,
            peerSigner: theirs.chain.leaf.author.description,
            signaturesAreGood: ours.isValid(in: context.tree, verifier: context.suite)
                && theirs.isValid(in: context.tree, verifier: context.suite)
                && ours.claim.scopeDigest == theirs.claim.scopeDigest
        )
    }
}
