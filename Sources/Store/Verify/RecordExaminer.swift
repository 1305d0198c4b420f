internal import Decision
internal import OfficeWork
import PlainText
internal import SyncProtocol

/// Compares the stored records of each space with what follows from its changes, and what lists and totals have of
/// them. Its key: the space, and which part of its records was compared last. A space is begun anew by a new process.
struct RecordExaminer: StepExaminer {
    /// Of a space that is all compared.
    struct Digests {
        let space: SpaceID
        var stored = SetDigest()
        var derived = SetDigest()
    }

    /// Of each space that has been compared; kept where the digest over all is asked for.
    private(set) var digests: [Digests] = []
    private let keepsDigests: Bool
    private var feeds = SpaceFeeds()
    private var merge: SpaceMerge?
    private var current: Digests?
    /// The space's own digest when the comparison began.
    private var digestBefore: SetDigest?
    private var differing = 0
    /// Rows that are not what was written, whatever that was.
    private var unreadable = 0
    /// Of the space's changes some are not what was written.
    private var isDamaged = false

    init(keepsDigests: Bool) {
        self.keepsDigests = keepsDigests
    }

    mutating func examine(
        after key: [KeyPart],
        _ store: ExaminedStore,
        _ limit: SliceLimit,
        _ result: inout StoreVerification
    ) throws(StoreError) -> [KeyPart]? {
        var (place, part) = Self.next(after: key)
        var rest = limit.rows
        self.feeds.update(store.directory)
        while store.directory.spaces.indices.contains(place) {
            let partCount = self.partCount(of: place, store, limit)
            guard part < partCount else {
                (place, part) = (place + 1, 0)
                continue
            }
            guard rest > 0 else { return Self.key(before: place, part) }
            if self.merge?.space != place || self.merge?.part != part
                || self.merge?.partCount != partCount
            {
                self.begin(place, part, of: partCount, store)
            }
            guard try self.goOn(store, limit, &rest, &result) else {
                return Self.key(before: place, part)
            }
            self.merge = nil
            // A space without records costs something, too.
            rest -= 1
            part += 1
            if part == partCount { self.finish(place, store, &result) }
        }
        return nil
    }

    private static func next(after key: [KeyPart]) -> (place: Int, part: Int) {
        guard key.count == 2, let space = key[0].integer, let part = key[1].integer else {
            return (0, 0)
        }
        return (max(0, Directory.place(space)), Int(clamping: part) + 1)
    }

    /// The key after which a part of a space comes next.
    private static func key(before place: Int, _ part: Int) -> [KeyPart] {
        [.integer(Directory.id(place)), .integer(Int64(part) - 1)]
    }

    private func partCount(
        of space: Int,
        _ store: ExaminedStore,
        _ limit: SliceLimit
    ) -> Int {
        let byteCount = self.feeds.of(space).reduce(Int64(0)) {
            $0 + store.directory.feeds[$1].byteCount
        }
        return 1 + Int(byteCount / limit.mergedByteCount)
    }

    private mutating func begin(_ place: Int, _ part: Int, of count: Int, _ store: ExaminedStore) {
        let space = store.directory.spaces[place]
        self.merge = SpaceMerge(space: place, part: part, partCount: count)
        if part == 0 {
            self.current = Digests(space: space.space)
            self.digestBefore = space.digest
            self.isDamaged = false
        } else if self.current?.space != space.space {
            // The parts before were compared by another process.
            self.digestBefore = nil
        }
        (self.differing, self.unreadable) = (0, 0)
    }

    // MARK: One part of a space

    /// - Returns: whether all of it is compared.
    private mutating func goOn(
        _ store: ExaminedStore,
        _ limit: SliceLimit,
        _ rest: inout Int,
        _ result: inout StoreVerification
    ) throws(StoreError) -> Bool {
        guard var merge = self.merge else { return true }
        // While it is changed the engine must not copy it.
        self.merge = nil
        guard let isMerged = try merge.advance(self.feeds.of(merge.space), store, limit, &rest)
        else {
            // Its feeds are not what they were: it begins anew.
            rest = 0
            return false
        }
        defer { self.merge = merge }
        guard isMerged else { return false }
        while rest > 0 {
            let page = try self.page(of: merge.space, after: merge.compared, rest, store)
            rest -= max(1, page.count)
            guard !page.isEmpty else {
                self.compareRest(&merge, by: store.suite)
                self.isDamaged = self.isDamaged || merge.isDamaged
                self.report(merge, store, &result)
                return true
            }
            try self.compare(page, &merge, store, &result)
        }
        return false
    }

    private struct Row {
        let record: RecordID
        /// Nil where the row is not what was written.
        let content: [UInt8]?
        let stored: [UInt8]
    }

    private mutating func page(
        of place: Int,
        after compared: RecordID?,
        _ limit: Int,
        _ store: ExaminedStore
    ) throws(StoreError) -> [Row] {
        let seal = RowSeal(recordsOf: store.directory.spaces[place].space)
        var rows: [Row] = []
        var differing = 0
        try store.connection.rows(
            """
            SELECT kind, key, state FROM record WHERE space = ?1 AND (kind, key) > (?2, ?3)
            ORDER BY kind, key LIMIT ?4
            """,
            .integer(Directory.id(place)),
            .integer(compared.map { Int64($0.kind) } ?? -1),
            .bytes(compared?.key ?? []),
            .integer(limit)
        ) { row in
            guard let kind = UInt16(exactly: row.integer(0)),
                let record = RecordID(kind: kind, key: row.bytes(1))
            else {
                differing += 1
                return
            }
            let stored = row.bytes(2)
            rows.append(
                Row(record: record, content: seal.opened(stored, of: record), stored: stored)
            )
        }
        self.differing += differing
        return rows
    }

    private mutating func compare(
        _ page: [Row],
        _ merge: inout SpaceMerge,
        _ store: ExaminedStore,
        _ result: inout StoreVerification
    ) throws(StoreError) {
        var states: [RecordKey: RecordState] = [:]
        for row in page {
            let derived = merge.take(row.record)
            guard merge.takes(row.record) else { continue }
            result.records += 1
            if row.content == nil { self.unreadable += 1 }
            self.current?.stored.insert(
                RecordEncoding.digest(
                    row.record,
                    encodedState: row.content ?? row.stored,
                    by: store.suite
                )
            )
            if let derived {
                let encoded = RecordEncoding.encoded(row.record, derived, by: store.suite)
                self.current?.derived.insert(encoded.digest)
                if encoded.state != row.content { self.differing += 1 }
            } else {
                self.differing += 1
            }
            if let content = row.content, let state = try? RecordState(decoding: content) {
                states[RecordKey(space: merge.space, record: row.record)] = state
            }
        }
        try ListExaminer().examine(states, store, &result)
        try TotalsExaminer().examine(states, store, &result)
    }

    /// What follows from the changes and is not there.
    private mutating func compareRest(_ merge: inout SpaceMerge, by suite: SignatureSuite) {
        for (record, state) in merge.takeRest() {
            self.current?.derived.insert(RecordEncoding.encoded(record, state, by: suite).digest)
            self.differing += 1
        }
    }

    private func report(
        _ merge: SpaceMerge,
        _ store: ExaminedStore,
        _ result: inout StoreVerification
    ) {
        // What should follow from changes that are damaged nobody knows until they are back.
        let count = merge.isDamaged ? self.unreadable : self.differing
        guard count > 0 else { return }
        let name = store.directory.spaces[merge.space].space
        result.report(
            "空间 \(name) 中有 \(count) 条记录与其来源不符，请执行重建。",
            "Of \(name) what is stored does not follow from the feeds: "
                + "\(EnglishCount.text(count, "record")). Rebuild.",
            mendedBy: .deriving
        )
    }

    // MARK: A whole space

    private mutating func finish(
        _ place: Int,
        _ store: ExaminedStore,
        _ result: inout StoreVerification
    ) {
        let space = store.directory.spaces[place]
        guard let current = self.current, current.space == space.space else { return }
        self.current = nil
        if self.keepsDigests { self.digests.append(current) }
        // While people write it is another one at each look; what was compared is right all the same.
        guard self.digestBefore == space.digest, !self.isDamaged,
            space.digest != current.derived
        else { return }
        result.report(
            "空间 \(space.space) 的摘要与其来源不符，请执行重建。",
            "The digest of \(space.space) does not follow from its feeds. Rebuild.",
            mendedBy: .deriving
        )
    }
}
