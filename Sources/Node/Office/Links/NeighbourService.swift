import Admin
import Store
import SyncProtocol

/// The offices that this node is linked to, and whether both ends of a link have the same.
struct NeighbourService: Sendable {
    let context: OfficeContext
    let access: LinkAccess
    /// What the links carry, kept from one look to the next.
    private let scopes = ScopeDigests()

    init(context: OfficeContext, access: LinkAccess) {
        self.context = context
        self.access = access
    }

    func links(_ page: PageRequest) async throws -> Page<LinkSummary> {
        let neighbours = try await self.access.ask { $0.neighbours() }
        let scopes = self.scopes
        return try await self.context.read { snapshot, roster in
            let statements = try PeerStatement.all(snapshot)
            let all = Neighbour.expected(neighbours, roster).sorted { $0.place < $1.place }
            let part = try page.part(of: all) { $0.place }
            let links = part.items.map { neighbour in
                let scope =
                    neighbour.record.progress?.scope
                    ?? LinkScope(office: roster.own, peer: neighbour.path)
                return LinkSummary(
                    neighbour,
                    name: roster.name(neighbour.path),
                    state: scopes.digest(of: scope, snapshot).description,
                    statement: statements[neighbour.path]
                )
            }
            return Page(items: links, total: all.count, next: part.next)
        }
    }

    /// Compares both ends of a link, and waits for the certificate that both sign when they are equal.
    func verify(_ draft: LinkVerificationDraft) async throws -> LinkVerification {
        guard (0...BoundedWait.secondsMax).contains(draft.timeoutSeconds) else {
            throw NeighbourFault.badVerificationTimeout
        }
        let peer = try await self.neighbour(draft.peer)
        let before = try await self.context.read { try $0.latestCertificate(of: peer) }
        let isOpen = try await self.access.ask { $0.driver.compare(peer) }
        if isOpen { await self.waitForCertificate(of: peer, after: before?.id, draft) }
        let links = try await Page.everything { try await self.links($0) }
        guard let link = links.first(where: { $0.peer == peer.office.text }) else {
            throw NeighbourFault.noLink(draft.peer)
        }
        let latest = try await self.context.read { try $0.latestCertificate(of: peer) }
        let isNew = latest != nil && latest?.id != before?.id
        return LinkVerification(
            result: isNew ? "equal" : isOpen ? "different" : "offline",
            link: link,
            certificate: latest.map { LinkCertificate($0, self.context.identity.context) }
        )
    }

    /// The office that is meant: a neighbour before any other one that has got the same code.
    private func neighbour(_ text: String) async throws -> OfficePath {
        let neighbours = try await self.access.ask { $0.driver.neighbours }
        let named = neighbours.filter { $0.office.text == text }
        if named.count == 1, let only = named.first { return only }
        return try await self.context.read { _, roster in try roster.find(text, field: "peer") }
    }

    private func waitForCertificate(
        of peer: OfficePath,
        after id: Int64?,
        _ draft: LinkVerificationDraft
    ) async {
        let (context, versions) = (self.context, self.context.followers.versions)
        await BoundedWait.run(seconds: draft.timeoutSeconds) {
            while !Task.isCancelled {
                let mark = versions.mark
                let latest = try? await context.read { try $0.latestCertificate(of: peer) }
                if let latest = latest ?? nil, latest.id != id { return }
                await versions.wait(after: mark)
            }
        }
    }
}
