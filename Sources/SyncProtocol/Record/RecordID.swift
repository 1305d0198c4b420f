/// Names a record within its space: what kind of thing it is, and which one.
package struct RecordID: Hashable, Comparable, Sendable {
    package static let keyByteCountMax = 64

    /// Given out by the business rules; the protocol attaches no meaning to it.
    package let kind: UInt16
    /// 1...``keyByteCountMax`` bytes: a natural key where two offices could create the same thing,
    /// sixteen random bytes otherwise.
    package let key: [UInt8]

    /// Nil when the key has no bytes or too many.
    package init?(kind: UInt16, key: [UInt8]) {
        guard (1...Self.keyByteCountMax).contains(key.count) else { return nil }
        self.kind = kind
        self.key = key
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.kind == right.kind
            ? left.key.lexicographicallyPrecedes(right.key) : left.kind < right.kind
    }
}
