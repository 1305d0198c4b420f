internal import Decision
internal import SyncProtocol

/// What is known of a feed, or of one strand of it, by its row, by its changes, or by both.
struct SalvagedFeed {
    /// The columns of its row.
    struct Row {
        let space: Int64
        let author: Int64
        let incarnation: UInt64
        let base: UInt64
        let branch: [UInt8]
        let suite: Int64
        let publicKey: [UInt8]
        let office: Int64
        let head: FeedHead
        let stamp: Int64
        let applied: UInt64
        let byteCount: Int64
        let isSplit: Int64
        let lastAt: Int64
    }

    var row: Row?
    /// Of the changes that can be read.
    private(set) var byteCount: Int64 = 0
    /// The last one and the first one.
    private(set) var last: (number: UInt64, digest: Digest256, body: [UInt8])?
    private(set) var first: (number: UInt64, digest: Digest256)?

    mutating func take(_ number: UInt64, _ digest: Digest256, body: [UInt8], byteCount: Int) {
        self.byteCount += Int64(byteCount)
        if number <= self.first?.number ?? .max { self.first = (number, digest) }
        if number >= self.last?.number ?? 0 { self.last = (number, digest, body) }
    }

    /// Which strand of its feed it is: what nothing tells of is the feed itself.
    var branch: (base: UInt64, change: [UInt8]) {
        if let row { return (row.base, row.branch) }
        guard let first, first.number > 1 else { return (0, []) }
        return (first.number - 1, ChangeID(prefixOf: first.digest).bytes)
    }

    /// How many of its changes are part of the records: all, unless some were held when its row was written.
    func applied(upTo head: FeedHead) -> UInt64 {
        guard let row, row.applied < row.head.number else { return head.number }
        return row.applied
    }

    /// Where it ends: a row of an older page may know less than the changes.
    var head: FeedHead? {
        guard let last else { return self.row?.head }
        if let head = self.row?.head, head.number >= last.number { return head }
        return FeedHead(number: last.number, digest: last.digest)
    }
}

extension SalvagedFeed.Row {
    /// - Parameter columns: without the feed's own number.
    /// - Returns: nil where they are no row of a feed.
    init?(_ columns: ArraySlice<SQLValue>) {
        let columns = Array(columns)
        guard columns.count == 15, let space = columns[0].integer, let author = columns[1].integer,
            let incarnation = columns[2].integer, let base = columns[3].integer,
            let branch = columns[4].bytes, let suite = columns[5].integer,
            let publicKey = columns[6].bytes, let office = columns[7].integer,
            let number = columns[8].integer,
            let digest = columns[9].bytes.flatMap({ Digest256(bytes: $0) }),
            let stamp = columns[10].integer, let applied = columns[11].integer,
            let byteCount = columns[12].integer, let isSplit = columns[13].integer,
            let lastAt = columns[14].integer
        else { return nil }
        self.init(
            space: space,
            author: author,
            incarnation: UInt64(bitPattern: incarnation),
            base: UInt64(bitPattern: base),
            branch: branch,
            suite: suite,
            publicKey: publicKey,
            office: office,
            head: FeedHead(number: UInt64(bitPattern: number), digest: digest),
            stamp: stamp,
            applied: UInt64(bitPattern: applied),
            byteCount: byteCount,
            isSplit: isSplit,
            lastAt: lastAt
        )
    }
}

extension SQLValue {
    var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    var text: String? { if case .text(let value) = self { value } else { nil } }
    var bytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
}
