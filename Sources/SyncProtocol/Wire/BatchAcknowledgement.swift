/// What became of a batch, said only when it is on disk (design, D6).
package struct BatchAcknowledgement: Hashable, Sendable {
    /// A change that the other end keeps in quarantine. It will take no later change of this feed.
    package struct Refusal: Hashable, Sendable {
        package let feed: FeedID
        package let number: UInt64
        /// A word of ``RefusalReason``, or one that a later version knows.
        package let reason: String

        package init(feed: FeedID, number: UInt64, reason: String) {
            self.feed = feed
            self.number = number
            self.reason = reason
        }
    }

    package let number: UInt64
    /// How far the feeds of the batch now reach at the other end. Number 0: it has nothing of it.
    package let positions: [FeedPosition]
    package let refusals: [Refusal]

    package init(number: UInt64, positions: [FeedPosition], refusals: [Refusal]) {
        self.number = number
        self.positions = positions
        self.refusals = refusals
    }
}

extension BatchAcknowledgement: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 3)
        encoder.unsigned(self.number)
        encoder.array(count: self.positions.count)
        for position in self.positions { position.encode(to: &encoder) }
        encoder.array(count: self.refusals.count)
        for refusal in self.refusals {
            encoder.array(count: 3)
            refusal.feed.encode(to: &encoder)
            encoder.unsigned(refusal.number)
            encoder.text(refusal.reason)
        }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 3 else { throw CBORError(.unexpectedType, at: start) }
        self.number = try decoder.unsigned()
        var positions: [FeedPosition] = []
        try decoder.elements(max: WireLimits.batchChangesMax) { element throws(CBORError) in
            positions.append(try FeedPosition(from: &element))
        }
        var refusals: [Refusal] = []
        try decoder.elements(max: WireLimits.batchChangesMax) { element throws(CBORError) in
            let start = element.offset
            guard try element.array() == 3 else { throw CBORError(.unexpectedType, at: start) }
            let feed = try FeedID(from: &element)
            let number = try element.unsigned()
            refusals.append(
                Refusal(
                    feed: feed,
                    number: number,
                    reason: try element.text(max: WireLimits.reasonByteCountMax)
                )
            )
        }
        self.positions = positions
        self.refusals = refusals
    }
}
