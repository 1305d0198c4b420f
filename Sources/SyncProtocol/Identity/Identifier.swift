/// Sixteen bytes that name one thing of the kind `Subject`.
package struct Identifier<Subject>: Hashable, Comparable, Sendable, CustomStringConvertible {
    package static var byteCount: Int { 16 }

    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Nil unless there are exactly sixteen bytes.
    package init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        self.low = bytes.dropFirst(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Nil unless there are exactly 32 hexadecimal digits.
    package init?(hex: String) {
        guard let bytes = Hexadecimal.bytes(hex) else { return nil }
        self.init(bytes: bytes)
    }

    /// The first sixteen bytes of a digest.
    package init(prefixOf digest: Digest256) {
        self.high = digest.words.0
        self.low = digest.words.1
    }

    package var bytes: [UInt8] {
        Hexadecimal.bigEndianBytes(self.high) + Hexadecimal.bigEndianBytes(self.low)
    }

    package var description: String { Hexadecimal.text(self.bytes) }

    package static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension Identifier: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.byteString(self.bytes)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard let value = Self(bytes: try decoder.byteString(max: Self.byteCount)) else {
            throw CBORError(.valueOutOfRange, at: start)
        }
        self = value
    }
}

package enum TreeSubject {}
package enum AuthorSubject {}
package enum ChangeSubject {}
package enum ActSubject {}
package enum CaseSubject {}

/// A tree of offices: the first bytes of the hash over its root's signing key.
package typealias TreeID = Identifier<TreeSubject>
/// A node's signing key: the first bytes of the hash over suite and public key.
package typealias AuthorID = Identifier<AuthorSubject>
/// A change: the first bytes of the hash over its signed bytes without the signature.
package typealias ChangeID = Identifier<ChangeSubject>
/// An act of a person that wrote changes in several spaces.
package typealias ActID = Identifier<ActSubject>
/// One of the cases that an office co-ordinates: sixteen bytes chosen by whoever opens it.
package typealias CaseID = Identifier<CaseSubject>
