package import SyncProtocol

/// What is known of changes of our own that this store had and lost, while they are fetched back.
package struct LostPast: Sendable, Hashable {
    /// The last commit that the store knew of when it was opened, UTC milliseconds: how old it is.
    /// Nil when it knew of none.
    package internal(set) var copyAt: Int64?
    /// How many acknowledged changes of our own have not come back. Nil when the fence was lost or
    /// copied along: then only the neighbours know.
    package internal(set) var missing: Int64?
    /// How many came back.
    package internal(set) var recovered: Int64 = 0
    /// How often a branch of our own came that leaves what was here.
    package internal(set) var forks: Int64 = 0
    /// The neighbour that said so first, when nothing here did: a claim until a change comes back.
    package let claimant: String?
    /// Nothing was lost as far as anybody knows: what comes was written by a copy of this node.
    package let isOfCopy: Bool

    package init(
        copyAt: Int64?,
        missing: Int64?,
        recovered: Int64 = 0,
        forks: Int64 = 0,
        claimedBy claimant: String? = nil,
        isOfCopy: Bool = false
    ) {
        self.copyAt = copyAt
        self.missing = missing
        self.recovered = recovered
        self.forks = forks
        self.claimant = claimant
        self.isOfCopy = isOfCopy
    }

    /// The neighbour whose claim nothing has borne out; nil when we have lost something indeed.
    var emptyClaimant: String? {
        self.missing == nil && self.recovered == 0 && self.forks == 0 ? self.claimant : nil
    }

    /// A change of our own has come back.
    mutating func came() {
        self.recovered += 1
        if let missing { self.missing = max(0, missing - 1) }
    }
}

extension LostPast {
    private static let keys = ["past_copy_at", "past_missing", "past_forks"]
    private static let mainKey = "past_recovered"
    private static let claimantKey = "past_claimant"
    private static let copyKey = "past_of_copy"

    /// Nil when nothing is being fetched back.
    init?(from connection: any SQLConnection) throws(StoreError) {
        guard let recovered = try Meta.number(Self.mainKey, connection) else { return nil }
        self.init(
            copyAt: try Meta.number(Self.keys[0], connection),
            missing: try Meta.number(Self.keys[1], connection),
            recovered: recovered,
            forks: try Meta.number(Self.keys[2], connection) ?? 0,
            claimedBy: try Meta.bytes(Self.claimantKey, connection)
                .map { String(decoding: $0, as: UTF8.self) },
            isOfCopy: try Meta.number(Self.copyKey, connection) != nil
        )
    }

    /// Keeps it; nil forgets it.
    static func save(_ past: LostPast?, _ connection: any SQLConnection) throws(StoreError) {
        try Meta.set(Self.mainKey, to: past?.recovered, connection)
        try Meta.set(Self.keys[0], to: past?.copyAt, connection)
        try Meta.set(Self.keys[1], to: past?.missing, connection)
        try Meta.set(Self.keys[2], to: past?.forks, connection)
        try Meta.set(Self.copyKey, to: past?.isOfCopy == true ? 1 : nil, connection)
        try Meta.set(Self.claimantKey, bytes: past?.claimant.map { Array($0.utf8) }, connection)
    }
}

extension StoreSnapshot {
    /// What is being fetched back of our own past; nil when nothing is.
    package func lostPast() throws(StoreError) -> LostPast? {
        try LostPast(from: self.connection)
    }
}

extension OfficeStore {
    /// Everything that can come back has come: says so in an event.
    ///
    /// - Parameters:
    ///   - sources: the offices that gave changes back.
    ///   - asked: the neighbours that have nothing more of ours. What is missing can still be at the others.
    /// - Returns: the event; nil when nothing was being fetched back.
    @discardableResult
    package func concludePast(
        from sources: [String],
        asked: [OfficePath]
    ) async throws(StoreError) -> StoreEvent? {
        try await self.perform { writer throws(StoreError) in
            guard writer.past != nil else { return nil }
            return try writer.transact { transaction throws(StoreError) in
                try writer.concludePast(from: sources, asked: asked, transaction)
            }.value
        }
    }
}
