package import SyncProtocol

/// An office that has not come as far as the others of its fold.
package struct TraceException: Hashable, Sendable {
    /// From the folding office down, itself not included.
    package let path: [OfficeID]
    package let facts: TraceFacts
    /// When it came so far, UTC seconds; 0 when nothing is known of it.
    package let at: Int64

    package init(path: [OfficeID], facts: TraceFacts, at: Int64) {
        self.path = path
        self.facts = facts
        self.at = at
    }
}

extension TraceException: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: self.path.count + 2)
        encoder.unsigned(UInt64(self.facts.rawValue))
        encoder.integer(self.at)
        for id in self.path { id.encode(to: &encoder) }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        let count = try decoder.array(max: OfficePath.depthMax + 1)
        guard count > 2 else { throw CBORError(.valueOutOfRange, at: start) }
        self.facts = TraceFacts(rawValue: UInt8(try decoder.unsigned(max: 31)))
        self.at = try decoder.integer()
        var path: [OfficeID] = []
        for _ in 2..<count { path.append(try OfficeID(from: &decoder)) }
        self.path = path
    }
}
