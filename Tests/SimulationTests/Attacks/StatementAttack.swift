import Simulation
import SyncProtocol
import Testing

/// Statements of equality that nobody may believe, each stopped by exactly one verification step.
enum StatementAttack {
    static let steps: [VerificationStep] = [
        .equalityTree, .equalityOffice, .equalityChain, .equalitySignature,
    ]

    /// Says in Chengdu's name that it has the same as its province.
    static func statement(
        against step: VerificationStep,
        _ sample: AttackSample
    ) throws -> EqualityStatement {
        let chengdu = sample.chengdu
        switch step {
        case .equalityTree:
            // A statement of a test system, with the same offices.
            return try Self.statement(sample, tree: TreeID(high: 1, low: 2))
        case .equalityOffice:
            // Another city signs with its own good credentials.
            return try Self.statement(
                sample,
                chain: sample.mianyang.chain,
                signer: sample.mianyang.signer
            )
        case .equalityChain:
            // Nobody has vouched for this key.
            let credential = try Credential.issue(
                tree: sample.tree,
                path: chengdu.path,
                publicKey: sample.stranger.publicKey,
                serial: 1,
                issuer: sample.stranger
            )
            let chain = try sample.chain(sample.province.chain, credential)
            return try Self.statement(sample, chain: chain, signer: sample.stranger)
        default:
            return try Self.statement(sample, signer: sample.stranger)
        }
    }

    private static func statement(
        _ sample: AttackSample,
        tree: TreeID? = nil,
        chain: CredentialChain? = nil,
        signer: (any Signer)? = nil
    ) throws -> EqualityStatement {
        try EqualityStatement(
            EqualityClaim(
                tree: tree ?? sample.tree,
                office: sample.chengdu.path,
                peer: sample.province.path,
                scopeDigest: sample.head.digest,
                feedCount: 1
            ),
            at: 1_530_000_000_000,
            chain: chain ?? sample.chengdu.chain,
            signer: signer ?? sample.chengdu.signer
        )
    }
}
