/// Goes through the frames of a write-ahead log in their order ("Database File Format", section 4).
///
/// Frames that the disk has not kept and frames that a power cut kept from it look alike. But a transaction is written
/// only once the one before it is on the disk: so where another one follows, or the fence knows of it, it was whole.
struct PageLogScan {
    static let headerByteCount = 32
    static let frameHeaderByteCount = 24
    private static let bigEndianMagic: UInt32 = 0x377f_0683

    private let isBigEndian: Bool
    /// Of this round of the log; nil where its header is damaged.
    private var salts: [UInt8]?
    /// The checksum on which the next frame's goes on.
    private var previous: (UInt32, UInt32)?
    private var pending: [Int: Int] = [:]
    /// Of the transaction that is under way.
    private var brokenFrames = 0
    /// The last transaction, where frames of it are missing and nothing shows that it was ever whole.
    private(set) var doubtful: [Int: Int]?
    private var doubtfulFrames = 0
    /// Where the content of each page begins, as of the last transaction that was whole.
    private(set) var committed: [Int: Int] = [:]
    private(set) var damagedFrames = 0

    init(header: [UInt8]) {
        let stated = Self.stated(header, at: 24)
        let orders = [BytePlace.number32(header, at: 0) == Self.bigEndianMagic, false, true]
        let fitting = orders.first { isBigEndian in
            guard header.count == Self.headerByteCount, let stated else { return false }
            return Self.sum(header[0..<24], after: (0, 0), isBigEndian: isBigEndian) == stated
        }
        self.isBigEndian = fitting ?? (UInt32(1).littleEndian != 1)
        self.previous = stated
        if fitting != nil {
            self.salts = Array(header[16..<24])
        } else {
            self.brokenFrames = 1
        }
    }

    /// - Parameters:
    ///   - frame: with its header.
    ///   - place: where the page in it begins.
    mutating func take(_ frame: [UInt8], at place: Int) {
        let salts = Array(frame[8..<16])
        let isOurs = self.salts == nil || self.salts == salts
        guard self.fits(frame) else {
            // What lies behind the end is of an earlier round of the log.
            guard isOurs else { return }
            self.brokenFrames += 1
            self.previous = Self.stated(frame, at: 16)
            return
        }
        self.previous = Self.stated(frame, at: 16)
        // The checksum does not cover the salts: a frame that fits is ours, and these are damaged.
        if isOurs { self.salts = salts } else { self.brokenFrames += 1 }
        self.takeDoubtful()
        guard let number = BytePlace.number32(frame, at: 0),
            let size = BytePlace.number32(frame, at: 4)
        else { return }
        self.pending[Int(number)] = place
        if size != 0 { self.commit() }
    }

    /// There are no more frames. Where the one is damaged that ends the last transaction, nothing in the log says whether
    /// it was ever whole.
    mutating func finish() {
        guard self.doubtful == nil, self.brokenFrames > 0 else { return }
        (self.doubtful, self.doubtfulFrames) = (self.pending, self.brokenFrames)
    }

    /// The fence shows that the last transaction was whole.
    mutating func takeDoubtful() {
        guard let doubtful = self.doubtful else { return }
        self.committed.merge(doubtful) { _, new in new }
        self.damagedFrames += self.doubtfulFrames
        self.doubtful = nil
    }

    private mutating func commit() {
        if self.brokenFrames == 0 {
            self.committed.merge(self.pending) { _, new in new }
        } else {
            (self.doubtful, self.doubtfulFrames) = (self.pending, self.brokenFrames)
        }
        (self.pending, self.brokenFrames) = ([:], 0)
    }

    private func fits(_ frame: [UInt8]) -> Bool {
        guard let previous = self.previous, let stated = Self.stated(frame, at: 16) else {
            return false
        }
        var sum = Self.sum(frame[0..<8], after: previous, isBigEndian: self.isBigEndian)
        sum = Self.sum(
            frame[Self.frameHeaderByteCount...],
            after: sum,
            isBigEndian: self.isBigEndian
        )
        return sum == stated
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
