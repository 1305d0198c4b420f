/// A digest over a set of digests that can be kept up to date as elements come and go.
///
/// The elements are added modulo 2^256; the published value is a hash over the sum and the count, so
/// that it reveals nothing that helps to find a colliding set (compare negentropy's fingerprints).
package struct SetDigest: Hashable, Sendable {
    package private(set) var count: UInt64 = 0
    /// Least significant word first.
    private var sum: [UInt64] = [0, 0, 0, 0]

    package init() {}

    package mutating func insert(_ element: Digest256) {
        self.count += 1
        var carry = false
        for (index, word) in Self.words(element).enumerated() {
            let (partial, overflow) = self.sum[index].addingReportingOverflow(word)
            let (total, carried) = partial.addingReportingOverflow(carry ? 1 : 0)
            self.sum[index] = total
            carry = overflow || carried
        }
    }

    /// Takes out an element that MUST have been inserted before.
    package mutating func remove(_ element: Digest256) {
        precondition(self.count > 0, "an element is removed that was never inserted")
        self.count -= 1
        var borrow = false
        for (index, word) in Self.words(element).enumerated() {
            let (partial, underflow) = self.sum[index].subtractingReportingOverflow(word)
            let (total, borrowed) = partial.subtractingReportingOverflow(borrow ? 1 : 0)
            self.sum[index] = total
            borrow = underflow || borrowed
        }
    }

    /// The published value.
    package var value: Digest256 {
        var encoder = CBOREncoder()
        encoder.array(count: 5)
        encoder.unsigned(self.count)
        for word in self.sum { encoder.unsigned(word) }
        return Digest256.hash(encoder.bytes)
    }

    private static func words(_ digest: Digest256) -> [UInt64] {
        [digest.words.3, digest.words.2, digest.words.1, digest.words.0]
    }
}
