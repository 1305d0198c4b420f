/// What the write-ahead log beside a database has of its pages.
///
/// Each frame's checksum goes on from that of the frame before it, as that one's header says it: so a frame can be
/// checked although the one before it is damaged, where the engine would leave out all that follows.
struct PageLog {
    private static let headerByteCount = 32
    private static let frameHeaderByteCount = 24
    private static let magics: ClosedRange<UInt32> = 0x377f_0682...0x377f_0683

    private let file: SystemFile
    /// Where the last committed content of each page begins.
    private let places: [Int: Int]
    let lastPage: Int
    /// Whether a frame is damaged before one that is whole and was committed: the engine would lose the latter.
    let hasHole: Bool

    init(path: String) throws(StoreError) {
        self.file = try SystemFile(path: path)
        let header = try self.file.read(count: Self.headerByteCount, at: 0)
        var scan = Scan(header: header)
        var at = Self.headerByteCount
        let frameByteCount = Self.frameHeaderByteCount + PageFile.pageByteCount
        while true {
            let frame = try self.file.read(count: frameByteCount, at: at)
            guard frame.count == frameByteCount else { break }
            scan.take(frame, at: at + Self.frameHeaderByteCount)
            at += frameByteCount
        }
        self.places = scan.committed
        self.lastPage = scan.committed.keys.max() ?? 0
        self.hasHole = scan.hasHole
    }

    /// Whether the log beside a database, if there is one, has a hole.
    static func hasHole(beside database: String) throws(StoreError) -> Bool {
        let path = database + "-wal"
        guard let byteCount = SystemFile.byteCount(path), byteCount > 0 else { return false }
        return try PageLog(path: path).hasHole
    }

    func page(_ number: Int) throws(StoreError) -> [UInt8]? {
        guard let place = self.places[number] else { return nil }
        let page = try self.file.read(count: PageFile.pageByteCount, at: place)
        return page.count == PageFile.pageByteCount ? page : nil
    }

    /// Goes through the frames in their order.
    private struct Scan {
        private let isBigEndian: Bool
        /// Of this round of the log; nil where its header is damaged.
        private var salts: [UInt8]?
        private var previous: (UInt32, UInt32)?
        private var isBroken = false
        private var pending: [Int: Int] = [:]
        private(set) var committed: [Int: Int] = [:]
        private(set) var hasHole = false

        init(header: [UInt8]) {
            let magic = BytePlace.number32(header, at: 0)
            let isWhole = magic.map(PageLog.magics.contains) ?? false
            self.isBigEndian = magic == PageLog.magics.upperBound
            guard isWhole, header.count == PageLog.headerByteCount else {
                self.isBroken = true
                return
            }
            let sum = Self.sum(header[0..<24], after: (0, 0), isBigEndian: self.isBigEndian)
            self.previous = Self.stated(header, at: 24)
            guard let stated = self.previous, sum == stated else {
                (self.isBroken, self.previous) = (true, nil)
                return
            }
            self.salts = Array(header[16..<24])
        }

        mutating func take(_ frame: [UInt8], at place: Int) {
            let salts = Array(frame[8..<16])
            // A frame of an earlier round of the log.
            guard self.salts == nil || self.salts == salts else { return }
            let before = self.previous
            self.previous = Self.stated(frame, at: 16)
            guard let before, let stated = self.previous,
                let number = BytePlace.number32(frame, at: 0),
                let size = BytePlace.number32(frame, at: 4)
            else { return }
            var sum = Self.sum(frame[0..<8], after: before, isBigEndian: self.isBigEndian)
            sum = Self.sum(frame[24...], after: sum, isBigEndian: self.isBigEndian)
            guard sum == stated else {
                self.isBroken = true
                return
            }
            self.salts = salts
            self.pending[Int(number)] = place
            guard size != 0 else { return }
            if self.isBroken { self.hasHole = true }
            self.committed.merge(self.pending) { _, new in new }
            self.pending = [:]
        }

        private static func stated(_ bytes: [UInt8], at place: Int) -> (UInt32, UInt32)? {
            guard let first = BytePlace.number32(bytes, at: place),
                let second = BytePlace.number32(bytes, at: place + 4)
            else { return nil }
            return (first, second)
        }

        private static func sum(
            _ bytes: ArraySlice<UInt8>,
            after sum: (UInt32, UInt32),
            isBigEndian: Bool
        ) -> (UInt32, UInt32) {
            var (first, second) = sum
            bytes.withUnsafeBytes { bytes in
                for at in stride(from: 0, to: bytes.count - 7, by: 8) {
                    let words = (
                        bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self),
                        bytes.loadUnaligned(fromByteOffset: at + 4, as: UInt32.self)
                    )
                    first &+= Self.word(words.0, isBigEndian) &+ second
                    second &+= Self.word(words.1, isBigEndian) &+ first
                }
            }
            return (first, second)
        }

        private static func word(_ word: UInt32, _ isBigEndian: Bool) -> UInt32 {
            isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
        }
    }
}
