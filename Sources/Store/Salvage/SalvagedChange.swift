internal import Decision
internal import SyncProtocol

/// A change found in a damaged store.
struct SalvagedChange {
    /// As it was in the old store.
    let position: Int64
    let digest: Digest256
    let body: [UInt8]
    let signature: [UInt8]

    /// Nil where the row is none of a change. One that no tree leads to must be what it says of itself: rows of other
    /// tables, and what was deleted, lie beside it.
    init?(_ row: RowScan.Row, by suite: SignatureSuite) {
        let columns = row.columns
        guard columns.count == 4, let position = columns[0].integer,
            let digest = columns[1].bytes.flatMap({ Digest256(bytes: $0) }),
            let body = columns[2].bytes, let signature = columns[3].bytes
        else { return nil }
        self.position = position
        self.digest = digest
        self.body = body
        self.signature = signature
        guard !row.isReached else { return }
        let stored = StoredChange(
            number: ChangePosition.number(position),
            digest: digest,
            signed: SignedChange(body: body, signature: signature)
        )
        guard stored.isWhole(by: suite), let change = try? Change(decoding: body),
            change.number == stored.number
        else { return nil }
    }
}
