internal import Decision
internal import OfficeWork
internal import SyncProtocol

/// A short checksum behind what a row holds, over that and over where it belongs: bits that turned on the disk, pages
/// that were exchanged and writes that went astray show when the row is read, whoever reads it. Offices and spaces
/// enter by name, so that a row to which a damaged name was joined does not fit, either.
///
/// It is no protection against people: whoever can write the file can compute it.
struct RowSeal {
    /// Bytes behind the content.
    static let byteCount = 4
    private static let start: UInt64 = 0x2545_F491_4F6C_DD1D
    private static let factor: UInt64 = 0x9E37_79B9_7F4A_7C15

    private enum Table: UInt64 {
        case record = 1
        case totals = 2
    }

    private var sum: UInt64

    private init(_ table: Table) {
        self.sum = Self.start ^ table.rawValue
    }

    /// Of the states of the records of a space.
    init(recordsOf space: SpaceID) {
        self.init(.record)
        self.add(UInt64(space.kind.rawValue))
        self.add("\(space.owner)")
        if let local = space.local { self.add(local.bytes[...]) }
    }

    /// Of the totals of an office.
    init(totalsOf office: OfficePath) {
        self.init(.totals)
        self.add("\(office)")
    }

    // MARK: Rows

    /// The state of a record with its checksum.
    func sealed(_ state: [UInt8], of record: RecordID) -> [UInt8] {
        self.of(record).closed(state)
    }

    /// The state of a record without its checksum; nil when it is not what was written for this record.
    func opened(_ stored: [UInt8], of record: RecordID) -> [UInt8]? {
        self.of(record).content(stored)
    }

    /// The totals of a period with their checksum.
    func sealed(_ content: [UInt8], of period: Period) -> [UInt8] {
        self.of(period).closed(content)
    }

    /// The totals of a period without their checksum; nil when they are not what was written for it.
    func opened(_ stored: [UInt8], of period: Period) -> [UInt8]? {
        self.of(period).content(stored)
    }

    private func of(_ record: RecordID) -> RowSeal {
        var seal = self
        seal.add(UInt64(record.kind))
        seal.add(record.key[...])
        return seal
    }

    private func of(_ period: Period) -> RowSeal {
        var seal = self
        seal.add(period.text)
        return seal
    }

    // MARK: Sums

    private func closed(_ content: [UInt8]) -> [UInt8] {
        var sealed = content
        sealed.reserveCapacity(content.count + Self.byteCount)
        withUnsafeBytes(of: self.checksum(content[...]).littleEndian) {
            sealed.append(contentsOf: $0)
        }
        return sealed
    }

    private func content(_ stored: [UInt8]) -> [UInt8]? {
        guard stored.count >= Self.byteCount else { return nil }
        let content = stored.dropLast(Self.byteCount)
        let checksum = stored.suffix(Self.byteCount).reversed()
            .reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return self.checksum(content) == checksum ? Array(content) : nil
    }

    private func checksum(_ content: ArraySlice<UInt8>) -> UInt32 {
        var seal = self
        seal.add(content)
        // Of a product the upper half alone depends on all bits.
        return UInt32(truncatingIfNeeded: (seal.sum &* Self.factor) >> 32)
    }

    private mutating func add(_ text: String) {
        self.add(Array(text.utf8)[...])
    }

    /// Eight bytes at a time, the length first.
    private mutating func add(_ bytes: ArraySlice<UInt8>) {
        self.add(UInt64(bytes.count))
        bytes.withUnsafeBytes { bytes in
            var offset = 0
            while offset + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                self.add(UInt64(littleEndian: word))
                offset += 8
            }
            guard offset < bytes.count else { return }
            var word: UInt64 = 0
            for byte in bytes[offset...].reversed() { word = word << 8 | UInt64(byte) }
            self.add(word)
        }
    }

    /// Each step can be undone, so that two contents of one length that differ in one word never have the same sum.
    private mutating func add(_ word: UInt64) {
        self.sum = (self.sum ^ word) &* Self.factor
        self.sum ^= self.sum >> 32
    }
}

extension RecordState {
    /// What a reader found of a record.
    ///
    /// - Parameter stored: with the checksum, as it lies in the store.
    /// - Throws: ``StoreError/unreadable(record:)`` when it is not what was written for this record.
    init(row stored: [UInt8], of record: RecordID, in space: SpaceID) throws(StoreError) {
        guard let content = RowSeal(recordsOf: space).opened(stored, of: record),
            let state = try? RecordState(decoding: content)
        else { throw .unreadable(record: "\(record.name) (\(space))") }
        self = state
    }
}
