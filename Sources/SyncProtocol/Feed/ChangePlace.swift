/// Names a change by where it stands: in which feed or strand, and which one of it.
package struct ChangePlace: Hashable, Sendable, CustomStringConvertible {
    package let feed: FeedID
    /// From 1 on.
    package let number: UInt64

    package init(feed: FeedID, number: UInt64) {
        self.feed = feed
        self.number = number
    }

    package var description: String { "\(self.feed) \(self.number)" }
}

extension ChangePlace: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        self.feed.encode(to: &encoder)
        encoder.unsigned(self.number)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        self.feed = try FeedID(from: &decoder)
        self.number = try decoder.unsigned(max: UInt64(Int64.max))
        guard self.number > 0 else { throw CBORError(.valueOutOfRange, at: start) }
    }
}
