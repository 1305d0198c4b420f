import Simulation
import SyncProtocol
import Testing

extension Attack {
    /// Feeds that are signed well, under credentials that are not.
    static func onCredentials(
        _ step: VerificationStep,
        _ sample: AttackSample
    ) throws -> Attack {
        let chain = try Self.chain(step, sample)
        let signer: any Signer = step == .chainRootKey ? sample.stranger : sample.chengdu.signer
        // The office that the credentials name writes its own reports.
        let owner = chain.path
        let feed = sample.feed(.reports, of: owner, by: signer.author)
        let change = try sample.opening(feed, chain: chain, signer: signer)
        // What is Mianyang's comes over a link that carries it.
        let isCarried = feed.space.isAudience(sample.chengdu.path)
        let peer = isCarried ? sample.chengdu.path : sample.national.path
        return Attack(changes: [change], peer: peer, reason: .badCredential)
    }

    private static func chain(
        _ step: VerificationStep,
        _ sample: AttackSample
    ) throws -> CredentialChain {
        let (province, chengdu) = (sample.province, sample.chengdu)
        let upper = province.chain
        let key = chengdu.signer.publicKey
        func credential(
            tree: TreeID? = nil,
            path: OfficePath? = nil,
            issuer: any Signer
        ) throws -> Credential {
            try Credential.issue(
                tree: tree ?? sample.tree,
                path: path ?? chengdu.path,
                publicKey: key,
                serial: 9,
                issuer: issuer
            )
        }
        switch step {
        case .chainRootKey:
            // A root of one's own, for the same tree and names, vouches for all below.
            let stranger = sample.stranger
            let credentials = try chengdu.path.lineage.map { path in
                try Credential.issue(
                    tree: sample.tree,
                    path: path,
                    publicKey: stranger.publicKey,
                    serial: 1,
                    issuer: stranger
                )
            }
            return try #require(CredentialChain(credentials))
        case .chainRootDepth:
            // The root's key, under a name that stands below another office.
            let national = sample.national.signer
            let root = try Credential.issue(
                tree: sample.tree,
                path: province.path,
                publicKey: national.publicKey,
                serial: 1,
                issuer: national
            )
            let city = try credential(issuer: national)
            return try #require(CredentialChain([root, city]))
        case .chainPath:
            // A province vouches for a county, past the city that alone may.
            let child = try #require(OfficeID("510104"))
            let stray = try #require(sample.mianyang.path.child(child))
            return try sample.chain(upper, credential(path: stray, issuer: province.signer))
        case .chainTree:
            let foreign = TreeID(high: 1, low: 2)
            return try sample.chain(upper, credential(tree: foreign, issuer: province.signer))
        case .chainIssuer:
            // Signed by the parent's key, but in the name of another.
            let signer = MislabelledSigner(
                key: province.signer,
                publicKey: sample.national.signer.publicKey
            )
            return try sample.chain(upper, credential(issuer: signer))
        default:
            // In the parent's name, signed by its own key.
            let signer = MislabelledSigner(
                key: chengdu.signer,
                publicKey: province.signer.publicKey
            )
            return try sample.chain(upper, credential(issuer: signer))
        }
    }
}
