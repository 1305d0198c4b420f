package import SyncProtocol

/// A record as it lies in the store.
package struct StoredRecord: Sendable {
    package let state: RecordState
    /// What enters the digest of its space; see ``RecordEncoding``.
    package let digest: Digest256
    /// Where the change lies that touched it last; see ``ChangePosition``.
    package let position: Int64
    /// The length of its state's encoding, in bytes.
    package let byteCount: Int

    package init(state: RecordState, digest: Digest256, position: Int64, byteCount: Int) {
        self.state = state
        self.digest = digest
        self.position = position
        self.byteCount = byteCount
    }

    /// Reads a row.
    ///
    /// - Throws: when the state is not what was written.
    package init(
        _ record: RecordID,
        encodedState bytes: [UInt8],
        position: Int64,
        by suite: SignatureSuite
    ) throws(CBORError) {
        self.init(
            state: try RecordState(decoding: bytes),
            digest: RecordEncoding.digest(record, encodedState: bytes, by: suite),
            position: position,
            byteCount: bytes.count
        )
    }
}

/// What the store has under a record's name.
package enum LoadedRecord: Sendable {
    case absent
    case found(StoredRecord)
    /// The row is not what was written.
    case unreadable
}
