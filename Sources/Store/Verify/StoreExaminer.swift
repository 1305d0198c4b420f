internal import Decision
internal import OfficeWork
import PlainText
internal import SyncProtocol

/// Goes through the store space by space and compares it with what its feeds say.
struct StoreExaminer {
    /// Bytes of changes that are read at a time.
    private static let pageBytesMax = 4 * 1024 * 1024

    private(set) var result = StoreVerification()
    private let identity: StoreIdentity
    private let connection: any SQLConnection
    private let directory: Directory
    private var rollups = RollupExaminer()
    private var lists = ListExaminer()

    init(identity: StoreIdentity, _ connection: any SQLConnection) throws(StoreError) {
        self.identity = identity
        self.connection = connection
        self.directory = try Directory(own: identity.path, from: connection)
    }

    mutating func run(progress: (Int64) throws(StoreError) -> Void) throws(StoreError) {
        var stored: [SpaceID: SetDigest] = [:]
        var rebuilt: [SpaceID: SetDigest] = [:]
        for place in self.directory.spaces.indices {
            let records = try self.derive(space: place, progress: progress)
            let space = self.directory.spaces[place]
            stored[space.space] = try self.compare(records, space: place)
            let derived = Self.digest(of: records)
            rebuilt[space.space] = derived
            if space.digest.value != derived.value {
                self.result.report(
                    "空间 \(space.space) 的摘要与其来源不符，请执行重建。",
                    "The digest of \(space.space) does not follow from its feeds. Rebuild."
                )
            }
            self.rollups.add(records, of: space)
            self.lists.add(records, of: place, space)
        }
        self.result.stateDigest = Self.stateDigest(over: stored)
        self.result.rebuiltDigest = Self.stateDigest(over: rebuilt)
        for cell in try self.rollups.differences(self.directory, self.connection) {
            self.result.report(
                "汇总 \(cell) 与各单位数据之和不符，请执行重建。",
                "The rollup \(cell) is not the sum of its figures. Rebuild."
            )
        }
        for list in try self.lists.differences(self.connection) {
            self.result.report(
                "\(list.chinese)与记录不符，请执行重建。",
                "\(list.english) does not follow from the records. Rebuild."
            )
        }
    }

    /// What the engine says of its own file.
    mutating func report(structuralFaults faults: [String]) {
        for fault in faults {
            self.result.report(
                "数据库文件的结构有误（\(fault)），请执行重建；重建无效时请恢复备份或执行 cast-node recover。",
                "The structure of the database file is wrong (\(fault)). Rebuild; where that does not help, restore "
                    + "a backup or run cast-node recover."
            )
        }
    }

    /// The digest that the status shows, over digests found here: whoever compares the two finds the
    /// same value as long as nothing is wrong.
    private static func stateDigest(over digests: [SpaceID: SetDigest]) -> Digest256 {
        StoreSnapshot.stateDigest(over: digests.map { (space: $0.key, digest: $0.value) })
    }

    private static func digest(of records: [RecordID: RecordState]) -> SetDigest {
        var sum = SetDigest()
        for (record, state) in records { sum.insert(RecordEncoding.encoded(record, state).digest) }
        return sum
    }

    // MARK: Feeds

    /// Checks all feeds of a space and merges what has been applied of them.
    private mutating func derive(
        space: Int,
        progress: (Int64) throws(StoreError) -> Void
    ) throws(StoreError) -> [RecordID: RecordState] {
        var records: [RecordID: RecordState] = [:]
        for (place, feed) in self.directory.feeds.enumerated() where feed.space == space {
            if feed.feed.branch == nil { self.result.feeds += 1 }
            var link = try self.link(before: feed.feed)
            while link.number < feed.head.number {
                let page = try StoredChange.page(
                    feed: Directory.id(place),
                    after: link.number,
                    byteCountMax: Self.pageBytesMax,
                    self.connection
                )
                guard !page.isEmpty else { break }
                for stored in page { self.check(stored, feed, &link, &records) }
                try progress(self.result.changes)
            }
            let isEmpty = feed.head == .nothing && link.number == 0
            if !isEmpty, link.number != feed.head.number || link.digest != feed.head.digest {
                self.result.report(
                    "来源 \(feed.feed) 的末尾与登记不符。",
                    "Feed \(feed.feed) does not end where its head says."
                )
            }
        }
        return records
    }

    /// The change before the one being checked.
    private struct FeedLink {
        var number: UInt64 = 0
        var digest: Digest256?
        var stamp: Stamp?
    }

    /// The change before a strand's first one. What does not fit shows when that is checked.
    private func link(before strand: FeedID) throws(StoreError) -> FeedLink {
        var link = FeedLink()
        link.number = strand.base
        guard let branch = strand.branch, strand.base > 0, let place = self.directory.feed(strand),
            let first = try self.change(branch.number, in: place),
            let previous = (try? Change(decoding: first.signed.body))?.previous
        else { return link }
        for other in self.directory.strands(of: strand) where other != place {
            guard let stored = try self.change(strand.base, in: other),
                ChangeID(prefixOf: stored.digest) == previous,
                let change = try? Change(decoding: stored.signed.body)
            else { continue }
            link.digest = stored.digest
            link.stamp = change.stamp
        }
        return link
    }

    private func change(_ number: UInt64, in place: Int) throws(StoreError) -> StoredChange? {
        try StoredChange.one(feed: Directory.id(place), number: number, self.connection)
    }

    private mutating func check(
        _ stored: StoredChange,
        _ feed: FeedEntry,
        _ link: inout FeedLink,
        _ records: inout [RecordID: RecordState]
    ) {
        self.result.changes += 1
        let expected = link.number + 1
        let previous = link.digest.map { ChangeID(prefixOf: $0) }
        link.number = stored.number
        link.digest = stored.digest
        guard stored.number == expected,
            let change = try? Change(decoding: stored.signed.body),
            change.feed == feed.feed.root, change.number == expected, change.previous == previous,
            link.stamp.map({ $0 < change.stamp }) ?? true, stored.isWhole(by: self.identity.suite),
            self.isSigned(stored, change, feed.key), let edits = try? change.edits()
        else {
            if self.result.damaged.count < StoreVerification.problemsMax {
                self.result.damaged.append(ChangePlace(feed: feed.feed, number: expected))
            }
            self.result.report(
                "来源 \(feed.feed) 的第 \(expected) 号变更已损坏。运行中的节点会自动从邻居取回，或重新写入。",
                "Change \(expected) of feed \(feed.feed) is damaged. The running node fetches it from a neighbour, or "
                    + "writes it again, by itself."
            )
            return
        }
        link.stamp = change.stamp
        guard stored.number <= feed.applied else { return }
        let origin = change.origin(id: ChangeID(prefixOf: stored.digest))
        edits.forEachNumbered { edit, firstIndex in
            records[edit.record, default: RecordState()]
                .apply(edit.fields, from: origin, firstIndex: firstIndex)
        }
    }

    private func isSigned(_ stored: StoredChange, _ change: Change, _ key: AuthorKey) -> Bool {
        let isSigned = self.identity.suite.isValid(
            stored.signed.signature,
            over: stored.signed.signedBytes,
            publicKey: key.publicKey,
            suite: key.suite
        )
        guard let opening = change.opening else { return isSigned }
        return isSigned && AuthorKey(opening.leaf) == key
            && opening.leaf.author == change.feed.author
            && opening.isValid(in: self.identity.tree, verifier: self.identity.suite)
    }

    // MARK: Records

    /// Compares the stored records of a space with the derived ones.
    ///
    /// - Returns: the digest over the stored ones.
    private mutating func compare(
        _ derived: [RecordID: RecordState],
        space: Int
    ) throws(StoreError) -> SetDigest {
        var sum = SetDigest()
        var differing = 0
        let seal = RowSeal(recordsOf: self.directory.spaces[space].space)
        try self.connection.rows(
            "SELECT kind, key, state FROM record WHERE space = ?1",
            .integer(Directory.id(space))
        ) { row in
            let kind = UInt16(clamping: row.integer(0))
            guard let record = RecordID(kind: kind, key: row.bytes(1)) else {
                differing += 1
                return
            }
            let stored = row.bytes(2)
            let state = seal.opened(stored, of: record)
            sum.insert(RecordEncoding.digest(record, encodedState: state ?? stored))
            if state == nil || derived[record]?.encoded() != state { differing += 1 }
        }
        self.result.records += Int64(clamping: sum.count)
        differing += max(0, derived.count - Int(clamping: sum.count))
        if differing > 0 {
            let name = self.directory.spaces[space].space
            self.result.report(
                "空间 \(name) 中有 \(differing) 条记录与其来源不符，请执行重建。",
                "Of \(name) what is stored does not follow from the feeds: "
                    + "\(EnglishCount.text(differing, "record")). Rebuild."
            )
        }
        return sum
    }
}
