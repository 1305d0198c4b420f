/// A digest over a set of digests that can be kept up to date as elements come and go.
///
/// The elements are added modulo 2^256; the published value is a hash over the sum and the count, so
/// that it reveals nothing that helps to find a colliding set (compare negentropy's fingerprints).
package struct SetDigest: Hashable, Sendable {
    package private(set) var count: UInt64 = 0
    /// Its words in reverse: the least significant one first.
    private var sum = Digest256(words: (0, 0, 0, 0))

    package init() {}

    /// One that was kept as ``keptSum`` and ``count``. Nil unless there are exactly 32 bytes.
    package init?(sum: [UInt8], count: UInt64) {
        guard let words = Digest256(bytes: sum)?.words else { return nil }
        self.sum = Digest256(words: (words.3, words.2, words.1, words.0))
        self.count = count
    }

    /// The sum of all elements, 32 bytes, most significant first: with ``count``, what is to be kept.
    package var keptSum: [UInt8] {
        let words = self.sum.words
        return Digest256(words: (words.3, words.2, words.1, words.0)).bytes
    }

    package mutating func insert(_ element: Digest256) {
        self.count &+= 1
        let (mine, theirs) = (self.sum.words, element.words)
        var carry: UInt64 = 0
        self.sum = Digest256(
            words: (
                Self.add(mine.0, theirs.3, &carry), Self.add(mine.1, theirs.2, &carry),
                Self.add(mine.2, theirs.1, &carry), Self.add(mine.3, theirs.0, &carry)
            )
        )
    }

    /// Takes out an element that MUST have been inserted before.
    package mutating func remove(_ element: Digest256) {
        // A count that was damaged on a disk must not stop the node: the value differs, and that is seen.
        self.count &-= 1
        let (mine, theirs) = (self.sum.words, element.words)
        var borrow: UInt64 = 0
        self.sum = Digest256(
            words: (
                Self.subtract(mine.0, theirs.3, &borrow), Self.subtract(mine.1, theirs.2, &borrow),
                Self.subtract(mine.2, theirs.1, &borrow), Self.subtract(mine.3, theirs.0, &borrow)
            )
        )
    }

    /// The published value: the hash of the tree's suite over the sum, the count and what follows them.
    ///
    /// - Parameter salt: CBOR of two digests, or nothing.
    package func value(by suite: SignatureSuite, salt: [UInt8] = []) -> Digest256 {
        var encoder = CBOREncoder(reservingCapacity: 128)
        encoder.array(count: salt.isEmpty ? 5 : 7)
        encoder.unsigned(self.count)
        let words = self.sum.words
        encoder.unsigned(words.0)
        encoder.unsigned(words.1)
        encoder.unsigned(words.2)
        encoder.unsigned(words.3)
        encoder.raw(salt)
        return suite.hash(encoder.bytes)
    }

    private static func add(_ one: UInt64, _ other: UInt64, _ carry: inout UInt64) -> UInt64 {
        let (partial, overflow) = one.addingReportingOverflow(other)
        let (total, carried) = partial.addingReportingOverflow(carry)
        carry = overflow || carried ? 1 : 0
        return total
    }

    private static func subtract(_ one: UInt64, _ other: UInt64, _ borrow: inout UInt64) -> UInt64 {
        let (partial, underflow) = one.subtractingReportingOverflow(other)
        let (total, borrowed) = partial.subtractingReportingOverflow(borrow)
        borrow = underflow || borrowed ? 1 : 0
        return total
    }
}
