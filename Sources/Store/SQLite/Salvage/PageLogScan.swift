/// Goes through the frames of a write-ahead log in their order ("Database File Format", section 4).
///
/// Frames that the disk has not kept and frames that a power cut kept from it look alike. But a transaction is written
/// only once the one before it is on the disk: so where another one follows, or the fence knows of it, it was whole. What
/// a power cut left of a longer one lies behind the end in the same way once the log has gone on from before it; but its
/// number is then one that another transaction has.
struct PageLogScan {
    struct Transaction {
        /// Where the content of each page begins.
        var places: [Int: Int] = [:]
        /// Of the store's commit; nil where no page that can be read says it.
        var number: Int64?
        /// Frames that are not what was written.
        var brokenFrames = 0
        /// Whether a frame goes on from its last one.
        var isFollowed = false

        mutating func add(_ later: Transaction) {
            self.places.merge(later.places) { _, new in new }
            self.number = later.number ?? self.number
            self.brokenFrames += later.brokenFrames
        }
    }

    static let headerByteCount = 32
    static let frameHeaderByteCount = 24
    private static let bigEndianMagic: UInt32 = 0x377f_0683

    private let isBigEndian: Bool
    /// Of this round of the log; nil where its header is damaged.
    private var salts: [UInt8]?
    /// The checksum on which the next frame's goes on.
    private var previous: (UInt32, UInt32)?
    private var pending = Transaction()
    /// All that were whole, in one.
    private(set) var committed = Transaction()
    /// Those behind them: the first has broken frames, and so may others.
    private(set) var doubtful: [Transaction] = []

    /// - Parameter first: the first frame.
    init(header: [UInt8], first: [UInt8]) {
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
            self.pending.brokenFrames = 1
        }
        if fitting != nil { self.replaceHeader(header, by: first) }
    }

    /// Where the header of this round was lost, that of the round before still stands there. The first frame tells: it
    /// goes on from the one that was lost, which counts one round more and has the frame's salts.
    private mutating func replaceHeader(_ header: [UInt8], by first: [UInt8]) {
        guard first.count > Self.frameHeaderByteCount,
            let round = BytePlace.number32(header, at: 12)
        else { return }
        let next = withUnsafeBytes(of: (round &+ 1).bigEndian) { Array($0) }
        let salts = Array(first[8..<16])
        let lost = header[0..<12] + next + salts
        let found = self.previous
        self.previous = Self.sum(lost[...], after: (0, 0), isBigEndian: self.isBigEndian)
        if self.salts != salts, self.fits(first) {
            self.salts = salts
            self.pending.brokenFrames = 1
        } else {
            self.previous = found
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
            self.pending.brokenFrames += 1
            self.previous = Self.stated(frame, at: 16)
            return
        }
        self.previous = Self.stated(frame, at: 16)
        if self.pending.brokenFrames == 0, let last = self.doubtful.indices.last {
            self.doubtful[last].isFollowed = true
        }
        // The checksum does not cover the salts: a frame that fits is ours, and these are damaged.
        if isOurs { self.salts = salts } else { self.pending.brokenFrames += 1 }
        guard let number = BytePlace.number32(frame, at: 0),
            let size = BytePlace.number32(frame, at: 4)
        else { return }
        self.pending.places[Int(number)] = place
        let page = frame[Self.frameHeaderByteCount...]
        self.pending.number = TreePage.commitNumber(page) ?? self.pending.number
        if size != 0 { self.endTransaction() }
    }

    /// There are no more frames. Where the one is damaged that ends the last transaction, nothing in the log says whether
    /// it was ever whole.
    mutating func finish() {
        if self.pending.brokenFrames > 0 { self.endTransaction() }
    }

    private mutating func endTransaction() {
        if self.doubtful.isEmpty, self.pending.brokenFrames == 0 {
            self.committed.add(self.pending)
        } else {
            self.doubtful.append(self.pending)
        }
        self.pending = Transaction()
    }

    /// Takes those of the doubtful transactions that were on the disk.
    ///
    /// - Parameters:
    ///   - carried: the last commit that the database itself has; nil when it does not say it.
    ///   - acknowledged: the last commit that the fence knows of; nil when it knows none.
    mutating func settle(carried: Int64?, acknowledged: Int64?) {
        var last = self.committed.number
        for transaction in self.doubtful {
            if transaction.brokenFrames == 0 {
                last = transaction.number ?? last
            } else {
                // Where the page that says it is the damaged one, it is the number behind that of the commit before.
                let number = transaction.number ?? (last ?? carried).map { $0 + 1 }
                if let number, let last, number <= last { return }
                let isKnown = number.map { $0 <= acknowledged ?? .min } ?? false
                guard transaction.isFollowed || isKnown else { return }
                last = number
            }
            self.committed.add(transaction)
        }
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
