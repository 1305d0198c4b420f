internal import SyncProtocol

/// A change on its way into the store.
struct Arrival {
    let change: Change
    let signed: SignedChange
    let digest: Digest256
    let edits: [RecordEdit]

    var id: ChangeID { ChangeID(prefixOf: self.digest) }

    init(change: Change, signed: SignedChange, digest: Digest256, edits: [RecordEdit]) {
        self.change = change
        self.signed = signed
        self.digest = digest
        self.edits = edits
    }

    init(_ verified: VerifiedChange) {
        self.init(
            change: verified.change,
            signed: verified.signed,
            digest: verified.digest,
            edits: verified.edits
        )
    }
}
