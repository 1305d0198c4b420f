/// What the write-ahead log beside a database has of its pages.
///
/// Each frame's checksum goes on from that of the frame before it, as that one's header says it: so a frame can be
/// checked although the one before it is damaged, where the engine would leave out all that follows.
struct PageLog {
    private static let frameByteCount = PageLogScan.frameHeaderByteCount + PageFile.pageByteCount

    private let file: SystemFile
    /// Where the last committed content of each page begins.
    private let places: [Int: Int]
    let lastPage: Int
    /// Frames that are not what was written, before one that was committed: the engine would lose the latter.
    let damagedFrames: Int

    /// The log beside a database, if there is one.
    ///
    /// - Parameter acknowledged: the last commit that the fence knows of; nil when it knows none.
    static func beside(_ database: String, acknowledged: Int64?) throws(StoreError) -> PageLog? {
        let path = database + "-wal"
        guard let byteCount = SystemFile.byteCount(path), byteCount > 0 else { return nil }
        return try PageLog(path: path, beside: database, acknowledged: acknowledged)
    }

    static func hasHole(
        beside database: String,
        acknowledged: Int64?
    ) throws(StoreError) -> Bool {
        try (Self.beside(database, acknowledged: acknowledged)?.damagedFrames ?? 0) > 0
    }

    private init(
        path: String,
        beside database: String,
        acknowledged: Int64?
    ) throws(StoreError) {
        let file = try SystemFile(path: path)
        let header = try file.read(count: PageLogScan.headerByteCount, at: 0)
        var scan = PageLogScan(header: header)
        var at = PageLogScan.headerByteCount
        while true {
            let frame = try file.read(count: Self.frameByteCount, at: at)
            guard frame.count == Self.frameByteCount else { break }
            scan.take(frame, at: at + PageLogScan.frameHeaderByteCount)
            at += Self.frameByteCount
        }
        scan.finish()
        if let doubtful = scan.doubtful, let acknowledged,
            try Self.number(of: doubtful, after: scan.committed, in: file, beside: database)
                .map({ $0 <= acknowledged }) ?? false
        {
            scan.takeDoubtful()
        }
        self.file = file
        self.places = scan.committed
        self.lastPage = scan.committed.keys.max() ?? 0
        self.damagedFrames = scan.damagedFrames
    }

    func page(_ number: Int) throws(StoreError) -> [UInt8]? {
        guard let place = self.places[number] else { return nil }
        return try Self.page(at: place, in: self.file)
    }

    private static func page(at place: Int, in file: SystemFile) throws(StoreError) -> [UInt8]? {
        let page = try file.read(count: PageFile.pageByteCount, at: place)
        return page.count == PageFile.pageByteCount ? page : nil
    }

    /// The number of the store's commit that the last transaction of the log was. Where the page that says so is the
    /// damaged one, it is the number behind that of the commit before.
    private static func number(
        of transaction: [Int: Int],
        after committed: [Int: Int],
        in log: SystemFile,
        beside database: String
    ) throws(StoreError) -> Int64? {
        if let number = try Self.commitNumber(of: transaction, in: log) { return number }
        if let number = try Self.commitNumber(of: committed, in: log) { return number + 1 }
        let file = try SystemFile(path: database)
        let size = PageFile.pageByteCount
        for page in 0..<Int(SystemFile.byteCount(database) ?? 0) / size {
            let number = try Self.commitNumber(of: [page + 1: page * size], in: file)
            if let number { return number + 1 }
        }
        return nil
    }

    /// The number of the store's commit that pages say: each one writes it.
    ///
    /// - Parameter pages: where they begin in the file, by their numbers.
    private static func commitNumber(
        of pages: [Int: Int],
        in file: SystemFile
    ) throws(StoreError) -> Int64? {
        for (number, place) in pages {
            guard let bytes = try Self.page(at: place, in: file),
                let page = TreePage(bytes, number: number), page.kind == .numberedLeaf
            else { continue }
            for cell in page.cells where cell.next == 0 {
                guard let columns = RowContent.columns(cell.local),
                    let number = SalvagedTable.commitNumber(columns)
                else { continue }
                return number
            }
        }
        return nil
    }
}
