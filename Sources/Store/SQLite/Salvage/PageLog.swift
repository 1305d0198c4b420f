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
        var at = PageLogScan.headerByteCount
        let first = try file.read(count: Self.frameByteCount, at: at)
        var scan = PageLogScan(header: header, first: first)
        while true {
            let frame = try file.read(count: Self.frameByteCount, at: at)
            guard frame.count == Self.frameByteCount else { break }
            scan.take(frame, at: at + PageLogScan.frameHeaderByteCount)
            at += Self.frameByteCount
        }
        scan.finish()
        if !scan.doubtful.isEmpty {
            scan.settle(
                carried: try Self.commitNumber(in: database),
                acknowledged: acknowledged
            )
        }
        self.file = file
        self.places = scan.committed.places
        self.lastPage = self.places.keys.max() ?? 0
        self.damagedFrames = scan.committed.brokenFrames
    }

    func page(_ number: Int) throws(StoreError) -> [UInt8]? {
        guard let place = self.places[number] else { return nil }
        let page = try self.file.read(count: PageFile.pageByteCount, at: place)
        return page.count == PageFile.pageByteCount ? page : nil
    }

    /// The number of the store's last commit that was carried over.
    private static func commitNumber(in database: String) throws(StoreError) -> Int64? {
        let file = try SystemFile(path: database)
        let size = PageFile.pageByteCount
        for page in 0..<Int(SystemFile.byteCount(database) ?? 0) / size {
            let bytes = try file.read(count: size, at: page * size)
            if let number = TreePage.commitNumber(bytes[...]) { return number }
        }
        return nil
    }
}
