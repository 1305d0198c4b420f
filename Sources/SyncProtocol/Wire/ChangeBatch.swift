/// Changes on their way to the other end, which commits them in one transaction.
package struct ChangeBatch: Hashable, Sendable {
    /// 1, 2, 3 … within one connection.
    package let number: UInt64
    /// In feed order within each feed.
    package let changes: [SignedChange]

    package init(number: UInt64, changes: [SignedChange]) {
        self.number = number
        self.changes = changes
    }
}

extension ChangeBatch: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        encoder.unsigned(self.number)
        encoder.array(count: self.changes.count)
        for change in self.changes { change.encode(to: &encoder) }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        self.number = try decoder.unsigned()
        var changes: [SignedChange] = []
        try decoder.elements(max: WireLimits.batchChangesMax) { element throws(CBORError) in
            changes.append(try SignedChange(from: &element))
        }
        self.changes = changes
    }
}
