internal import SyncProtocol

/// A record in the writer's memory: read once, changed as often as a transaction needs, written once.
final class RecordEntry {
    /// The place of its space.
    let space: Int
    let record: RecordID
    /// What the store has: nil when it does not have the record.
    var stored: (state: RecordState, digest: Digest256)?
    var state: RecordState
    var isDirty = false
    /// Where the change lies that touched the record last; see ``ChangePosition``.
    var position: Int64 = 0
    /// The length of its state's encoding, in bytes.
    var encodedByteCount = 0

    /// Roughly what it takes in memory, in bytes: a record of five fields takes three kilobytes as values, ten
    /// times its encoding.
    var byteCountEstimate: Int { 1_024 + 8 * self.encodedByteCount }

    init(space: Int, record: RecordID, stored: (state: RecordState, digest: Digest256)?) {
        self.space = space
        self.record = record
        self.stored = stored
        self.state = stored?.state ?? RecordState()
    }

    /// Identity, kind, key and state as they enter the digest of a space, and the state by itself.
    static func encoded(
        _ record: RecordID,
        _ state: RecordState
    ) -> (digest: Digest256, state: [UInt8]) {
        var encoder = CBOREncoder(reservingCapacity: 512)
        encoder.array(count: 3)
        encoder.unsigned(UInt64(record.kind))
        encoder.byteString(record.key)
        let start = encoder.bytes.count
        state.encode(to: &encoder)
        return (Digest256.hash(encoder.bytes), Array(encoder.bytes[start...]))
    }

    /// The same digest over a state that is encoded already.
    static func digest(_ record: RecordID, encodedState: [UInt8]) -> Digest256 {
        var encoder = CBOREncoder(reservingCapacity: encodedState.count + 80)
        encoder.array(count: 3)
        encoder.unsigned(UInt64(record.kind))
        encoder.byteString(record.key)
        encoder.raw(encodedState)
        return Digest256.hash(encoder.bytes)
    }
}

/// Names a record within the whole store.
struct RecordKey: Hashable {
    /// The place of its space.
    let space: Int
    let record: RecordID
}
