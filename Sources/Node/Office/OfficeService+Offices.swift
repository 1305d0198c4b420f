import Admin
import Store
import SyncProtocol

extension OfficeService {
    func links(_ page: PageRequest) async throws -> Page<LinkSummary> {
        let neighbours = try await self.onLoop { $0.neighbours() }
        let (own, scopes) = (self.office, self.scopes)
        return try await self.read { snapshot in
            let roster = try Roster(snapshot, own: own)
            let statements = try PeerStatement.all(snapshot)
            let all = Neighbour.expected(neighbours, roster).sorted { $0.place < $1.place }
            let part = try page.part(of: all) { $0.place }
            let links = part.items.map { neighbour in
                let scope =
                    neighbour.record.progress?.scope
                    ?? LinkScope(office: own, peer: neighbour.path)
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

    func offices(_ query: OfficeQuery, _ page: PageRequest) async throws -> OfficeList {
        let neighbours = try await self.onLoop { $0.neighbours() }
        let own = self.office
        return try await self.read { snapshot in
            let roster = try Roster(snapshot, own: own)
            let census = try OfficeCensus(snapshot, roster, neighbours)
            let under = try query.under.map { try roster.find($0, field: "under") }
            return try census.offices(under: under, query, page)
        }
    }

    func branch(_ query: BranchQuery, _ page: PageRequest) async throws -> OfficeBranch {
        let neighbours = try await self.onLoop { $0.neighbours() }
        let own = self.office
        return try await self.read { snapshot in
            let roster = try Roster(snapshot, own: own)
            let path = try query.office.map { try roster.find($0, field: "office") } ?? own
            let census = try OfficeCensus(snapshot, roster, neighbours)
            return try census.branch(of: path, query.filter, page)
        }
    }
}
