import Admin
import Store
import SyncProtocol

extension OfficeService {
    /// Compares both ends of a link, and waits for the certificate that both sign when they are equal.
    func verify(_ draft: LinkVerificationDraft) async throws -> LinkVerification {
        guard (0...60).contains(draft.timeoutSeconds) else { throw APIError.badVerificationTimeout }
        let peer = try await self.neighbour(draft.peer)
        let before = try await self.read { try $0.latestCertificate(of: peer) }
        let isOpen = try await self.onLoop { $0.driver.compare(peer) }
        if isOpen { await self.waitForCertificate(of: peer, after: before?.id, draft) }
        let links = try await self.links()
        guard let link = links.first(where: { $0.peer == peer.office.text }) else {
            throw APIError.noLink(draft.peer)
        }
        let latest = try await self.read { try $0.latestCertificate(of: peer) }
        let isNew = latest != nil && latest?.id != before?.id
        return LinkVerification(
            result: isNew ? "equal" : isOpen ? "different" : "offline",
            link: link,
            certificate: latest.map { LinkCertificate($0, self.identity.context) }
        )
    }

    /// The office that is meant: a neighbour before any other one that has got the same code.
    private func neighbour(_ text: String) async throws -> OfficePath {
        let own = self.office
        let neighbours = try await self.onLoop { $0.driver.neighbours }
        let named = neighbours.filter { $0.office.text == text }
        if named.count == 1, let only = named.first { return only }
        return try await self.read { try Roster($0, own: own).find(text, field: "peer") }
    }

    private func waitForCertificate(
        of peer: OfficePath,
        after id: Int64?,
        _ draft: LinkVerificationDraft
    ) async {
        let versions = self.versions
        await Self.waiting(seconds: draft.timeoutSeconds) {
            while !Task.isCancelled {
                let mark = versions.mark
                let latest = try? await self.read { try $0.latestCertificate(of: peer) }
                if let latest = latest ?? nil, latest.id != id { return }
                await versions.wait(after: mark)
            }
        }
    }
}

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

extension APIError {
    static let badVerificationTimeout = APIError(
        .invalid,
        chinese: "等待时间须为 0 至 60 秒",
        english: "the time to wait is 0 to 60 seconds",
        field: "timeoutSeconds",
        rule: "range"
    )

    static func noLink(_ peer: String) -> APIError {
        APIError(
            .notFound,
            chinese: "本节点与 \(peer) 之间没有连接",
            english: "this node has no link to \(peer)",
            field: "peer",
            rule: "linked",
            hintChinese: "用 cast-admin links 查看全部连接",
            hintEnglish: "cast-admin links lists all links"
        )
    }
}
