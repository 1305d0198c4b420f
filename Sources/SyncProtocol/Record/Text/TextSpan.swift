/// Elements of one insertion that follow each other.
package struct TextSpan: Hashable, Sendable {
    package let insertion: Dot
    /// Offsets of the elements, never empty. What lies behind the end of the insertion means nothing.
    package let offsets: Range<UInt32>

    /// Nil for no element at all.
    package init?(_ insertion: Dot, _ offsets: Range<UInt32>) {
        guard !offsets.isEmpty else { return nil }
        self.insertion = insertion
        self.offsets = offsets
    }

    /// Puts spans into the one form of the set of their elements: ascending, none touching the next one.
    package static func union(_ spans: [TextSpan]) -> [TextSpan] {
        let sorted = spans.sorted {
            ($0.insertion, $0.offsets.lowerBound) < ($1.insertion, $1.offsets.lowerBound)
        }
        var result: [TextSpan] = []
        result.reserveCapacity(sorted.count)
        for span in sorted {
            guard let last = result.last, last.meets(span) else {
                result.append(span)
                continue
            }
            let end = max(last.offsets.upperBound, span.offsets.upperBound)
            guard let joined = TextSpan(last.insertion, last.offsets.lowerBound..<end) else {
                continue
            }
            result[result.count - 1] = joined
        }
        return result
    }

    /// Whether a span that does not begin before this one overlaps or touches it.
    private func meets(_ next: TextSpan) -> Bool {
        self.insertion == next.insertion && next.offsets.lowerBound <= self.offsets.upperBound
    }

    /// Whether another one comes behind it with at least one element between them.
    func precedes(_ next: TextSpan) -> Bool {
        self.insertion < next.insertion
            || self.insertion == next.insertion
                && self.offsets.upperBound < next.offsets.lowerBound
    }
}

// `[change, index, first offset, count]`.
extension TextSpan: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 4)
        self.insertion.change.encode(to: &encoder)
        encoder.unsigned(UInt64(self.insertion.index))
        encoder.unsigned(UInt64(self.offsets.lowerBound))
        encoder.unsigned(UInt64(self.offsets.count))
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 4 else { throw CBORError(.unexpectedType, at: start) }
        let change = try ChangeID(from: &decoder)
        let index = UInt32(try decoder.unsigned(max: UInt64(UInt32.max)))
        let first = try decoder.unsigned(max: UInt64(UInt32.max))
        let count = try decoder.unsigned(max: UInt64(UInt32.max) - first)
        let offsets = UInt32(first)..<UInt32(first + count)
        guard let span = TextSpan(Dot(change: change, index: index), offsets) else {
            throw CBORError(.valueOutOfRange, at: start)
        }
        self = span
    }
}
