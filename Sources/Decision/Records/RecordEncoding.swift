package import SyncProtocol

/// How a record enters the digest of its space.
package enum RecordEncoding {
    /// The hash over kind, key and state, and the state's encoding by itself.
    package static func encoded(
        _ record: RecordID,
        _ state: RecordState,
        by suite: SignatureSuite
    ) -> (digest: Digest256, state: [UInt8]) {
        var encoder = CBOREncoder(reservingCapacity: 512)
        encoder.array(count: 3)
        encoder.unsigned(UInt64(record.kind))
        encoder.byteString(record.key)
        let start = encoder.bytes.count
        state.encode(to: &encoder)
        return (suite.hash(encoder.bytes), Array(encoder.bytes[start...]))
    }

    /// The same digest over a state that is encoded already.
    package static func digest(
        _ record: RecordID,
        encodedState: [UInt8],
        by suite: SignatureSuite
    ) -> Digest256 {
        var encoder = CBOREncoder(reservingCapacity: encodedState.count + 80)
        encoder.array(count: 3)
        encoder.unsigned(UInt64(record.kind))
        encoder.byteString(record.key)
        encoder.raw(encodedState)
        return suite.hash(encoder.bytes)
    }
}
