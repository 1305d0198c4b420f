/// A part of the list of feeds that the sender has in the scope of the link.
package struct HeadsPage: Hashable, Sendable {
    /// 0, 1, 2 …
    package let index: UInt64
    package let isLast: Bool
    package let positions: [FeedPosition]

    package init(index: UInt64, isLast: Bool, positions: [FeedPosition]) {
        self.index = index
        self.isLast = isLast
        self.positions = positions
    }
}

extension HeadsPage: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 3)
        encoder.unsigned(self.index)
        encoder.bool(self.isLast)
        encoder.array(count: self.positions.count)
        for position in self.positions { position.encode(to: &encoder) }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 3 else { throw CBORError(.unexpectedType, at: start) }
        self.index = try decoder.unsigned()
        self.isLast = try decoder.bool()
        var positions: [FeedPosition] = []
        try decoder.elements(max: WireLimits.headsPerPageMax) { element throws(CBORError) in
            positions.append(try FeedPosition(from: &element))
        }
        self.positions = positions
    }
}
