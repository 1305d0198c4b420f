internal import OfficeWork
internal import OrderedCollections
internal import SyncProtocol

/// What a transaction knows when it looks at what an act presupposes: what is stored, what it has changed already,
/// and the acts that are not signed yet.
struct PresentImage: ActImage {
    let transaction: Transaction
    let drafts: DraftTable
    /// Signs a draft: only what is merged can be read.
    let close: (DraftTable.Open) throws(Interruption) -> Void
    /// What the parts before this one take in the act that is decided about.
    var claims = ClaimTable()

    func state(of reference: RecordReference) throws(Interruption) -> RecordState? {
        guard let space = self.transaction.state.directory.space(reference.space) else {
            return nil
        }
        let entry = try self.transaction.record(reference.record, in: space)
        // An act before this one counts, too.
        if let open = self.drafts.takeHolder(of: entry) { try self.close(open) }
        return entry.state.slots.isEmpty ? nil : entry.state
    }

    func holder(
        of uniqueness: Uniqueness,
        beside reference: RecordReference
    ) throws(Interruption) -> RecordID? {
        let claimant =
            self.claims.claimant(of: uniqueness, beside: reference)
            ?? self.drafts.claims.claimant(of: uniqueness, beside: reference)
        if let claimant { return claimant }
        guard let space = self.transaction.state.directory.space(reference.space) else {
            return nil
        }
        let unwritten = self.transaction.dirtyEntries.first {
            $0.space == space && uniqueness.isShared($0.record, $0.state, with: reference.record)
        }
        if let unwritten { return unwritten.record }
        return try self.stored(uniqueness, space, reference).first { record in
            // It may have given it away in this transaction.
            let state = self.transaction.knownState(of: RecordKey(space: space, record: record))
            return state.map { uniqueness.isShared(record, $0, with: reference.record) } ?? true
        }
    }

    /// The holders among the records that this transaction has not changed.
    private func stored(
        _ uniqueness: Uniqueness,
        _ space: Int,
        _ reference: RecordReference
    ) throws(Interruption) -> [RecordID] {
        let kind = reference.record.kind
        let index = self.transaction.identity.catalogue[kind]?.index
        switch uniqueness {
        case .value(let field, .text(let number)) where field == index?.number:
            let key = Needs.NumberKey(space: space, kind: kind, number: number)
            guard space < self.transaction.spaceCountBefore else { return [] }
            guard let ids = self.transaction.rows.holders[key] else {
                throw .needing(\.holders, key)
            }
            let changed = self.transaction.changes.holders
            let kept = ids.filter { changed[RowChanges.Holder(number: key, key: $0)] == nil }
            let new = changed.elements.filter { $0.value && $0.key.number == key }.map(\.key.key)
            return (kept + new).filter { $0 != reference.record.key }
                .compactMap { RecordID(kind: kind, key: $0) }
        case .foldedKey where kind == RecordKind.office.rawValue:
            let owner = reference.space.owner
            return self.transaction.state.directory.offices.filter { $0.path.parent == owner }
                .map { $0.path.office.record }
                .filter { uniqueness.isShared($0, RecordState(), with: reference.record) }
        default:
            throw .fault(.invalid(detail: "nothing finds records of kind \(kind) by that"))
        }
    }

    func hasNode(_ office: OfficePath) throws(Interruption) -> Bool {
        guard let joined = self.transaction.rows.joined[office] else {
            throw .needing(\.joined, office)
        }
        return joined || self.transaction.state.directory.hasNode(office)
    }

    func fullBranch(for office: OfficePath) throws(Interruption) -> FullBranch? {
        PlaceKeeping(transaction: self.transaction)
            .fullBranch(for: office, beside: self.claims.offices.union(self.drafts.claims.offices))
    }

    func digest(of space: SpaceID) throws(Interruption) -> SetDigest? {
        guard let place = self.transaction.state.directory.space(space) else { return SetDigest() }
        // Drafts end as dirty records, and both have changed what was read.
        let isTouched =
            self.drafts.isOpen(in: place)
            || self.transaction.dirtyEntries.contains { $0.space == place }
        return isTouched ? nil : self.transaction.state.directory.spaces[place].digest
    }
}
