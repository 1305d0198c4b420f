internal import OfficeWork
internal import SyncProtocol

/// What the writer knows within a transaction: the disk, the records that the transaction has changed
/// already, and the acts that are not signed yet.
struct TransactionImage: ActImage {
    let writer: Writer
    let drafts: DraftTable
    let transaction: StoreTransaction
    /// What the parts before this one take in the act that is decided about.
    var claims = ClaimTable()

    func state(of reference: RecordReference) throws(StoreError) -> RecordState? {
        guard let space = self.writer.directory.space(reference.space) else { return nil }
        let entry = try self.writer.record(reference.record, in: space, self.transaction)
        // An act before this one counts, too, and only what is merged can be read.
        if let open = self.drafts.takeHolder(of: entry) {
            try self.writer.close(open, self.drafts, self.transaction)
        }
        return entry.state.slots.isEmpty ? nil : entry.state
    }

    func holder(
        of uniqueness: Uniqueness,
        beside reference: RecordReference
    ) throws(StoreError) -> RecordID? {
        let claimant =
            self.claims.claimant(of: uniqueness, beside: reference)
            ?? self.drafts.claims.claimant(of: uniqueness, beside: reference)
        if let claimant { return claimant }
        guard let space = self.writer.directory.space(reference.space) else { return nil }
        let unwritten = self.transaction.dirtyRecords.first {
            $0.space == space && uniqueness.isShared($0.record, $0.state, with: reference.record)
        }
        if let unwritten { return unwritten.record }
        return try self.written(uniqueness, space, reference).first { record in
            // It may have given it away in this transaction.
            let entry = self.writer.records[RecordKey(space: space, record: record)]
            return entry.map { uniqueness.isShared(record, $0.state, with: reference.record) }
                ?? true
        }
    }

    /// The holders among the records as the last flush left them.
    private func written(
        _ uniqueness: Uniqueness,
        _ space: Int,
        _ reference: RecordReference
    ) throws(StoreError) -> [RecordID] {
        switch (RecordKind(rawValue: reference.record.kind), uniqueness) {
        case (.directive, .value(DirectiveField.number.rawValue, .text(let number))):
            return try self.transaction.connection.map(
                "SELECT id FROM directive_number WHERE space = ?1 AND number = ?2",
                .integer(Directory.id(space)),
                .text(number)
            ) { row in row.bytes(0) }
            .filter { $0 != reference.record.key }
            .compactMap { RecordID(kind: reference.record.kind, key: $0) }
        case (.office, .foldedKey):
            let owner = reference.space.owner
            return self.writer.directory.offices.filter { $0.path.parent == owner }
                .map { $0.path.office.record }
                .filter { uniqueness.isShared($0, RecordState(), with: reference.record) }
        default:
            throw .invalid(detail: "nothing finds records of kind \(reference.record.kind) by that")
        }
    }

    func hasNode(_ office: OfficePath) throws(StoreError) -> Bool {
        let joined = try self.transaction.connection.integer(
            "SELECT COUNT(*) FROM token WHERE office = ?1 AND used_by IS NOT NULL",
            .text(office.description)
        )
        return joined > 0 || self.writer.directory.hasNode(office)
    }

    func digest(of space: SpaceID) throws(StoreError) -> SetDigest? {
        guard let place = self.writer.directory.space(space) else { return SetDigest() }
        // Drafts end as dirty records, and both have changed what was read.
        let isTouched =
            self.drafts.isOpen(in: place)
            || self.transaction.dirtyRecords.contains { $0.space == place }
        return isTouched ? nil : self.writer.directory.spaces[place].digest
    }
}

extension Writer {
    /// For each part of an act whether it is to be written; what stands there already is not.
    func decide(
        _ act: LocalAct,
        _ drafts: DraftTable,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Result<[Bool], ActConflict> {
        var image = TransactionImage(writer: self, drafts: drafts, transaction: transaction)
        var isOpen: [Bool] = []
        isOpen.reserveCapacity(act.parts.count)
        for (number, part) in act.parts.enumerated() {
            switch try part.verdict(image) {
            case .holds:
                image.claims.claim(part.preconditions)
                isOpen.append(true)
            case .isDone: isOpen.append(false)
            case .fails(let reason): return .failure(ActConflict(part: number, reason))
            }
        }
        drafts.claims.merge(image.claims)
        return .success(isOpen)
    }
}
