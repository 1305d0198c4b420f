/// Reads CBOR of our profile and refuses everything that would not re-encode to the same bytes.
///
/// Allocation follows the bytes that are there, never a declared count; nesting is bounded; every
/// failure is a thrown ``CBORError``, never a trap.
package struct CBORDecoder: Sendable {
    /// How deeply arrays, maps and tags may be nested.
    package static let depthMax = 32

    private let bytes: [UInt8]
    private let end: Int
    package private(set) var offset: Int
    private var depth = 0

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        self.offset = 0
        self.end = bytes.count
    }

    /// Whether all bytes have been read.
    package var isAtEnd: Bool { self.offset == self.end }

    /// Throws unless all bytes have been read.
    package func finish() throws(CBORError) {
        guard self.isAtEnd else { throw CBORError(.trailingBytes, at: self.offset) }
    }

    // MARK: Items

    package mutating func unsigned() throws(CBORError) -> UInt64 {
        try self.head(expecting: 0)
    }

    /// An unsigned integer in a range, for lengths, kinds and field numbers.
    package mutating func unsigned(max: UInt64) throws(CBORError) -> UInt64 {
        let start = self.offset
        let value = try self.unsigned()
        guard value <= max else { throw CBORError(.valueOutOfRange, at: start) }
        return value
    }

    package mutating func integer() throws(CBORError) -> Int64 {
        let start = self.offset
        let (major, value) = try self.head()
        guard value <= UInt64(Int64.max) else { throw CBORError(.valueOutOfRange, at: start) }
        switch major {
        case 0: return Int64(value)
        case 1: return -1 - Int64(value)
        default: throw CBORError(.unexpectedType, at: start)
        }
    }

    package mutating func byteString(max: Int = .max) throws(CBORError) -> [UInt8] {
        let range = try self.content(major: 2, max: max)
        return Array(self.bytes[range])
    }

    package mutating func text(max: Int = .max) throws(CBORError) -> String {
        let start = self.offset
        let range = try self.content(major: 3, max: max)
        return try self.validatedText(range, at: start)
    }

    /// The number of elements of an array. It is never larger than the number of bytes left.
    package mutating func array(max: Int = .max) throws(CBORError) -> Int {
        try self.container(major: 4, bytesPerElement: 1, max: max)
    }

    /// The number of pairs of a map. It is never larger than half the number of bytes left.
    package mutating func map(max: Int = .max) throws(CBORError) -> Int {
        try self.container(major: 5, bytesPerElement: 2, max: max)
    }

    package mutating func tag() throws(CBORError) -> UInt64 {
        try self.head(expecting: 6)
    }

    package mutating func bool() throws(CBORError) -> Bool {
        let start = self.offset
        let (major, value) = try self.head()
        guard major == 7, value == 20 || value == 21 else {
            throw CBORError(.unexpectedType, at: start)
        }
        return value == 21
    }

    /// Reads a null if there is one.
    package mutating func nullIfPresent() -> Bool {
        guard self.offset < self.end, self.bytes[self.offset] == 0xF6 else { return false }
        self.offset += 1
        return true
    }

    /// The major type (0...7) of the next item.
    package func nextMajorType() throws(CBORError) -> UInt8 {
        guard self.offset < self.end else { throw CBORError(.truncated, at: self.offset) }
        return self.bytes[self.offset] >> 5
    }

    /// The bytes between an earlier offset and this one.
    package func encodedBytes(from start: Int) -> [UInt8] {
        Array(self.bytes[start..<self.offset])
    }

    // MARK: Composite reading

    /// Reads a map with strictly ascending unsigned keys.
    ///
    /// The body reads the value of a key that it knows and returns true; for any other key it
    /// returns false and the value is checked and skipped.
    package mutating func fields(
        _ body: (UInt64, inout CBORDecoder) throws(CBORError) -> Bool
    ) throws(CBORError) {
        let count = try self.map()
        try self.descend()
        var previous: UInt64?
        for _ in 0..<count {
            let start = self.offset
            let key = try self.unsigned()
            if let previous, key <= previous { throw CBORError(.keysNotAscending, at: start) }
            previous = key
            if try !body(key, &self) { try self.skip() }
        }
        self.ascend()
    }

    /// Reads an array element by element.
    package mutating func elements(
        max: Int = .max,
        _ body: (inout CBORDecoder) throws(CBORError) -> Void
    ) throws(CBORError) {
        let count = try self.array(max: max)
        try self.descend()
        for _ in 0..<count { try body(&self) }
        self.ascend()
    }

    /// Reads past one item of any kind, checking that it is of our profile.
    package mutating func skip() throws(CBORError) {
        let start = self.offset
        let (major, value) = try self.head()
        switch major {
        case 0, 1:
            return
        case 2:
            _ = try self.take(value, at: start)
        case 3:
            _ = try self.validatedText(try self.take(value, at: start), at: start)
        case 4:
            try self.descend()
            for _ in 0..<(try self.count(value, bytesPerElement: 1, at: start)) { try self.skip() }
            self.ascend()
        case 5:
            self.offset = start
            try self.fields { _, _ in false }
        case 6:
            try self.descend()
            try self.skip()
            self.ascend()
        default:
            guard (20...22).contains(value) else { throw CBORError(.unsupportedItem, at: start) }
        }
    }

    // MARK: Heads

    private mutating func descend() throws(CBORError) {
        self.depth += 1
        guard self.depth <= Self.depthMax else { throw CBORError(.tooDeep, at: self.offset) }
    }

    private mutating func ascend() {
        self.depth -= 1
    }

    private mutating func head(expecting major: UInt8) throws(CBORError) -> UInt64 {
        let start = self.offset
        let (found, value) = try self.head()
        guard found == major else { throw CBORError(.unexpectedType, at: start) }
        return value
    }

    private mutating func head() throws(CBORError) -> (major: UInt8, value: UInt64) {
        let start = self.offset
        guard start < self.end else { throw CBORError(.truncated, at: start) }
        let initial = self.bytes[start]
        self.offset += 1
        let major = initial >> 5
        let short = initial & 0x1F
        if short < 24 { return (major, UInt64(short)) }
        guard major != 7 else {
            let isFloat = (25...27).contains(short)
            throw CBORError(isFloat ? .floatingPoint : .unsupportedItem, at: start)
        }
        switch short {
        case 24: return (major, try self.argument(byteCount: 1, least: 24, at: start))
        case 25: return (major, try self.argument(byteCount: 2, least: 0x100, at: start))
        case 26: return (major, try self.argument(byteCount: 4, least: 0x1_0000, at: start))
        case 27: return (major, try self.argument(byteCount: 8, least: 0x1_0000_0000, at: start))
        case 31: throw CBORError(.indefiniteLength, at: start)
        default: throw CBORError(.unsupportedItem, at: start)
        }
    }

    private mutating func argument(
        byteCount: Int,
        least: UInt64,
        at start: Int
    ) throws(CBORError) -> UInt64 {
        guard self.end - self.offset >= byteCount else { throw CBORError(.truncated, at: start) }
        var value: UInt64 = 0
        for index in self.offset..<(self.offset + byteCount) {
            value = value << 8 | UInt64(self.bytes[index])
        }
        self.offset += byteCount
        guard value >= least else { throw CBORError(.notShortestForm, at: start) }
        return value
    }

    private mutating func content(major: UInt8, max: Int) throws(CBORError) -> Range<Int> {
        let start = self.offset
        let length = try self.head(expecting: major)
        guard length <= UInt64(max) else { throw CBORError(.tooLong, at: start) }
        return try self.take(length, at: start)
    }

    private mutating func take(_ length: UInt64, at start: Int) throws(CBORError) -> Range<Int> {
        guard length <= UInt64(self.end - self.offset) else {
            throw CBORError(.truncated, at: start)
        }
        let range = self.offset..<(self.offset + Int(length))
        self.offset = range.upperBound
        return range
    }

    private mutating func container(
        major: UInt8,
        bytesPerElement: Int,
        max: Int
    ) throws(CBORError) -> Int {
        let start = self.offset
        let declared = try self.head(expecting: major)
        guard declared <= UInt64(max) else { throw CBORError(.tooLong, at: start) }
        return try self.count(declared, bytesPerElement: bytesPerElement, at: start)
    }

    private func count(
        _ declared: UInt64,
        bytesPerElement: Int,
        at start: Int
    ) throws(CBORError) -> Int {
        guard declared <= UInt64((self.end - self.offset) / bytesPerElement) else {
            throw CBORError(.truncated, at: start)
        }
        return Int(declared)
    }

    private func validatedText(_ range: Range<Int>, at start: Int) throws(CBORError) -> String {
        guard let text = String(validating: self.bytes[range], as: UTF8.self) else {
            throw CBORError(.invalidUTF8, at: start)
        }
        guard NormalizedText.isNormalized(text) else { throw CBORError(.notNormalized, at: start) }
        return text
    }
}
