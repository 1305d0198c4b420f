import Admin
import Store
import SyncProtocol

/// The offices that this node knows of, and how each of them is.
struct OfficeListService: Sendable {
    let context: OfficeContext
    let access: LinkAccess

    func offices(_ query: OfficeQuery, _ page: PageRequest) async throws -> OfficeList {
        let neighbours = try await self.access.ask { $0.neighbours() }
        return try await self.context.read { snapshot, roster in
            let census = try OfficeCensus(snapshot, roster, neighbours)
            let under = try query.under.map { try roster.find($0, field: "under") }
            return try census.offices(under: under, query, page)
        }
    }

    func branch(_ query: BranchQuery, _ page: PageRequest) async throws -> OfficeBranch {
        let neighbours = try await self.access.ask { $0.neighbours() }
        return try await self.context.read { snapshot, roster in
            let path = try query.office.map { try roster.find($0, field: "office") } ?? roster.own
            let census = try OfficeCensus(snapshot, roster, neighbours)
            return try census.branch(of: path, query.filter, page)
        }
    }
}
