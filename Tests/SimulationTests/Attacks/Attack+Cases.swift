import Simulation
import SyncProtocol
import Testing

extension Attack {
    /// Chengdu writes in a case that the province co-ordinates and in which it has no part.
    static func onCases(_ step: VerificationStep, _ sample: AttackSample) throws -> Attack {
        let (province, chengdu) = (sample.province, sample.chengdu)
        let space = SpaceID(case: CaseID(high: 6, low: 32), of: province.path)
        // It names itself in a charter of its own, or brings the one that names another office.
        let (party, issuer) =
            step == .charter ? (chengdu.path, chengdu) : (sample.mianyang.path, province)
        let charter = try Charter(
            CharterTerms(parties: [party]),
            of: space,
            chain: issuer.chain,
            signer: issuer.signer
        )
        let feed = FeedID(space: space, author: chengdu.author, incarnation: 4712)
        let change = try sample.opening(feed, charter: charter)
        // What does not name Chengdu comes over a link that carries it all the same.
        let peer = step == .charter ? chengdu.path : sample.national.path
        let reason = step == .charter ? RefusalReason.badCredential : .notAuthorised
        return Attack(changes: [change], peer: peer, reason: reason)
    }
}
