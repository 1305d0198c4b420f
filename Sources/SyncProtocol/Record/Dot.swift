/// Names one operation for ever: the change it came in and its place there.
///
/// The change's id and not its feed number, so that the two branches of a forked feed never collide.
package struct Dot: Hashable, Comparable, Sendable {
    package let change: ChangeID
    /// Counted over all operations of the change, from 0.
    package let index: UInt32

    package init(change: ChangeID, index: UInt32) {
        self.change = change
        self.index = index
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.change == right.change ? left.index < right.index : left.change < right.change
    }
}

extension Dot: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        self.change.encode(to: &encoder)
        encoder.unsigned(UInt64(self.index))
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        self.change = try ChangeID(from: &decoder)
        self.index = UInt32(try decoder.unsigned(max: UInt64(UInt32.max)))
    }
}
