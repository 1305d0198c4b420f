internal import SyncProtocol

/// The state behind a ``SetDigest`` in a form that can be stored: the sum of all elements modulo
/// 2^256 and their number. The published value is the same.
struct DigestSum: Sendable, Hashable {
    private(set) var count: UInt64 = 0
    /// Least significant word first.
    private var low: UInt64 = 0
    private var second: UInt64 = 0
    private var third: UInt64 = 0
    private var high: UInt64 = 0

    init() {}

    /// Nil unless there are exactly 32 bytes, most significant first.
    init?(sum: [UInt8], count: UInt64) {
        guard let digest = Digest256(bytes: sum) else { return nil }
        (self.high, self.third, self.second, self.low) = digest.words
        self.count = count
    }

    var sum: [UInt8] {
        Digest256(words: (self.high, self.third, self.second, self.low)).bytes
    }

    mutating func insert(_ element: Digest256) {
        self.count &+= 1
        self.add(element.words)
    }

    /// Takes out an element that has been inserted before.
    mutating func remove(_ element: Digest256) {
        self.count &-= 1
        // Adds the two's complement.
        let words = element.words
        self.add((~words.0, ~words.1, ~words.2, ~words.3))
        self.add((0, 0, 0, 1))
    }

    private mutating func add(_ words: (UInt64, UInt64, UInt64, UInt64)) {
        var carry: UInt64 = 0
        Self.add(words.3, &self.low, &carry)
        Self.add(words.2, &self.second, &carry)
        Self.add(words.1, &self.third, &carry)
        Self.add(words.0, &self.high, &carry)
    }

    private static func add(_ word: UInt64, _ target: inout UInt64, _ carry: inout UInt64) {
        let (partial, overflow) = target.addingReportingOverflow(word)
        let (total, carried) = partial.addingReportingOverflow(carry)
        target = total
        carry = overflow || carried ? 1 : 0
    }

    /// The published value.
    var value: Digest256 {
        var encoder = CBOREncoder()
        encoder.array(count: 5)
        encoder.unsigned(self.count)
        for word in [self.low, self.second, self.third, self.high] { encoder.unsigned(word) }
        return Digest256.hash(encoder.bytes)
    }
}
