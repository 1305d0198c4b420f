internal import Decision
internal import SyncProtocol

/// One moment of the store, as an examination looks at it.
struct ExaminedStore {
    let identity: StoreIdentity
    let connection: any SQLConnection
    /// As of the same moment.
    let directory: Directory

    /// By which the tree hashes.
    var suite: SignatureSuite { self.identity.suite }

    var loader: RowLoader {
        RowLoader(connection: self.connection, directory: self.directory, suite: self.suite)
    }

    /// The place of the space in which an office of the tree writes something; nil where it has written nothing.
    func space(_ kind: SpaceKind, of office: Int64) -> Int? {
        let place = Directory.place(office)
        guard self.directory.offices.indices.contains(place) else { return nil }
        return self.directory.space(SpaceID(kind, of: self.directory.offices[place].path))
    }
}

/// How much of the store is looked at at a time.
struct SliceLimit {
    let rows: Int
    /// Of changes.
    let byteCount: Int
    /// So many bytes of changes are merged in memory at once: a space of more is gone through several times, each
    /// time for some of its records.
    let mergedByteCount: Int64

    /// What readers and the writer do not notice: some tens of milliseconds.
    static let slice = SliceLimit(
        rows: 256,
        byteCount: 512 * 1_024,
        mergedByteCount: 64 * 1_024 * 1_024
    )
    /// For whoever looks at all at once.
    static let whole = SliceLimit(
        rows: 4_096,
        byteCount: 4 * 1_024 * 1_024,
        mergedByteCount: .max
    )
}

/// Goes through one part of the store, slice by slice.
protocol StepExaminer {
    /// Looks at what stands behind a key.
    ///
    /// - Parameter key: what was looked at last, in this or an earlier process; empty at the beginning.
    /// - Returns: what was looked at last now; nil when there is nothing behind it.
    mutating func examine(
        after key: [KeyPart],
        _ store: ExaminedStore,
        _ limit: SliceLimit,
        _ result: inout StoreVerification
    ) throws(StoreError) -> [KeyPart]?
}
