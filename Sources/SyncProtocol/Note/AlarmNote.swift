/// What one end of a link misses at the other: the body of an alarm.
package struct AlarmNote: Hashable, Sendable {
    /// The numbers are on the wire: never reuse one.
    package enum Reason: UInt64, Sendable, Hashable {
        /// The link is up, but no statement has come for longer than one is valid.
        case statementStale = 1
    }

    package let reason: Reason
    /// UTC milliseconds by the sender's clock.
    package let at: Int64
    /// How long nothing has come, in milliseconds.
    package let silentMilliseconds: Int64

    package init(reason: Reason, at: Int64, silentMilliseconds: Int64) {
        self.reason = reason
        self.at = at
        self.silentMilliseconds = max(0, silentMilliseconds)
    }
}

extension AlarmNote: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 3)
        encoder.unsigned(self.reason.rawValue)
        encoder.integer(self.at)
        encoder.unsigned(UInt64(self.silentMilliseconds))
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 3, let reason = Reason(rawValue: try decoder.unsigned())
        else { throw CBORError(.valueOutOfRange, at: start) }
        self.reason = reason
        self.at = try decoder.integer()
        self.silentMilliseconds = Int64(try decoder.unsigned(max: UInt64(Int64.max)))
    }
}
