private import CPageSeal

/// The pages of a database's file and of the log beside it, read without the engine and each by itself: whatever else
/// is damaged, a page that fits its seal is what was written.
///
/// The format is SQLite's ("Database File Format", sections 1.2 and 4).
struct PageFile {
    /// Of all stores; ``SQLiteDriver`` sees to it.
    static let pageByteCount = 4_096
    /// A page without its seal.
    static let usableByteCount = pageByteCount - Int(CAST_PAGE_SEAL_BYTES)

    private let file: SystemFile
    private let log: PageLog?
    /// Of the file and of what the log adds to it.
    let pageCount: Int

    /// - Parameters:
    ///   - path: of the database.
    ///   - acknowledged: the last commit that the fence knows of; nil when it knows none.
    /// - Throws: ``StoreError/file(path:operation:code:)``.
    init(path: String, acknowledged: Int64? = nil) throws(StoreError) {
        self.file = try SystemFile(path: path)
        self.log = try PageLog.beside(path, acknowledged: acknowledged)
        let own = Int(SystemFile.byteCount(path) ?? 0) / Self.pageByteCount
        self.pageCount = max(own, self.log?.lastPage ?? 0)
    }

    /// Frames of the log that are not what was written and lie before what was committed.
    var damagedFrames: Int { self.log?.damagedFrames ?? 0 }

    /// - Parameter number: counted from 1.
    /// - Returns: nil when what lies there is not what was written.
    func page(_ number: Int) throws(StoreError) -> [UInt8]? {
        guard number >= 1, number <= self.pageCount else { return nil }
        if let logged = try self.log?.page(number) { return logged }
        let page = try self.file.read(
            count: Self.pageByteCount,
            at: (number - 1) * Self.pageByteCount
        )
        guard page.count == Self.pageByteCount,
            cast_page_seal_fits(page, Int32(page.count), UInt32(truncatingIfNeeded: number)) != 0
        else { return nil }
        return page
    }
}
