/// A value with one CBOR spelling.
package protocol CBORCodable {
    func encode(to encoder: inout CBOREncoder)
    init(from decoder: inout CBORDecoder) throws(CBORError)
}

extension CBORCodable {
    package func encoded() -> [UInt8] {
        var encoder = CBOREncoder()
        self.encode(to: &encoder)
        return encoder.bytes
    }

    /// Decodes a value that fills the bytes exactly.
    package init(decoding bytes: [UInt8]) throws(CBORError) {
        var decoder = CBORDecoder(bytes)
        self = try Self(from: &decoder)
        try decoder.finish()
    }
}

extension Optional {
    /// The value of a required map key.
    package func required(at offset: Int) throws(CBORError) -> Wrapped {
        guard let self else { throw CBORError(.missingKey, at: offset) }
        return self
    }
}
