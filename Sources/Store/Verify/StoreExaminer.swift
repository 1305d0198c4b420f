internal import Decision
internal import SyncProtocol

/// Goes through all that the store holds, step by step and slice by slice: the same whether all is looked at at once
/// or little by little while the node works. What lies between two slices may change; each is right by itself.
struct StoreExaminer {
    private let limit: SliceLimit
    private let changes = FeedExaminer()
    private var records: RecordExaminer
    private let lists = ListExaminer()
    private let totals = TotalsExaminer()
    private let audit = AuditExaminer()

    /// - Parameter keepsDigests: whether ``sum(_:)`` is asked for afterwards.
    init(_ limit: SliceLimit, keepsDigests: Bool = false) {
        self.limit = limit
        self.records = RecordExaminer(keepsDigests: keepsDigests)
    }

    /// Examines one slice.
    ///
    /// - Returns: where it goes on; nil when that was all.
    mutating func examine(
        _ place: ScrubPlace,
        _ store: ExaminedStore,
        _ result: inout StoreVerification
    ) throws(StoreError) -> ScrubPlace? {
        let key = try self.key(after: place, store, &result)
        return place.next(after: key)
    }

    private mutating func key(
        after place: ScrubPlace,
        _ store: ExaminedStore,
        _ result: inout StoreVerification
    ) throws(StoreError) -> [KeyPart]? {
        switch place.step {
        // The engine looks at its own file.
        case .structure: nil
        case .changes: try self.changes.examine(after: place.key, store, self.limit, &result)
        case .records: try self.records.examine(after: place.key, store, self.limit, &result)
        case .lists: try self.lists.examine(after: place.key, store, self.limit, &result)
        case .totals: try self.totals.examine(after: place.key, store, self.limit, &result)
        case .audit: try self.audit.examine(after: place.key, store, self.limit, &result)
        }
    }

    /// Sets the digests that the status shows, over digests found here: whoever compares the two finds the same value
    /// as long as nothing is wrong.
    func sum(_ result: inout StoreVerification, by suite: SignatureSuite) {
        result.stateDigest = StoreSnapshot.stateDigest(
            over: self.records.digests.map { (space: $0.space, digest: $0.stored) },
            by: suite
        )
        result.rebuiltDigest = StoreSnapshot.stateDigest(
            over: self.records.digests.map { (space: $0.space, digest: $0.derived) },
            by: suite
        )
    }
}

extension StoreVerification {
    /// What the engine says of its own file.
    mutating func report(structuralFaults faults: [String]) {
        for fault in faults {
            self.report(
                "数据库文件的结构有误（\(fault)），请执行重建；重建无效时请恢复备份或执行 cast-node recover。",
                "The structure of the database file is wrong (\(fault)). Rebuild; where that does not help, restore "
                    + "a backup or run cast-node recover.",
                mendedBy: .deriving
            )
        }
    }
}
