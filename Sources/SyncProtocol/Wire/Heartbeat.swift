/// A sign of life, with what the sender has at that moment.
package struct Heartbeat: Hashable, Sendable {
    package let number: UInt64
    /// Over the positions of all feeds that the link carries.
    package let scopeDigest: Digest256

    package init(number: UInt64, scopeDigest: Digest256) {
        self.number = number
        self.scopeDigest = scopeDigest
    }
}

extension Heartbeat: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        encoder.unsigned(self.number)
        self.scopeDigest.encode(to: &encoder)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        self.number = try decoder.unsigned()
        self.scopeDigest = try Digest256(from: &decoder)
    }
}
