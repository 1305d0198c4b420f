/// What the two ends of a link say to each other. On a link a frame follows its length, four bytes
/// big-endian.
package enum Frame: Hashable, Sendable {
    case hello(Hello)
    case reconcile(ReconcilePage)
    case changes(ChangeBatch)
    case acknowledgement(BatchAcknowledgement)
    /// Asks for a sign of life.
    case ping(Heartbeat)
    case pong(Heartbeat)
    /// The sender ends the connection, and why.
    case bye(String)
    /// Both ends have the same: signed by the sender.
    case equality(EqualityStatement)
    /// A piece of a longer frame.
    case fragment(Fragment)
    /// So many bytes of fragments have been received on this link.
    case progress(UInt64)
    /// A note, or the word that one is on disk.
    case note(NoteMessage)
    /// Asks for a part of a file.
    case want(ContentPlace)
    /// A part of a file.
    case chunk(ContentChunk)
    /// Asks for a change that the sender has had: its copy is damaged.
    case again(ChangePlace)
}

extension Frame: CBORCodable {
    private enum Kind: UInt64 {
        case hello = 1
        case reconcile = 2
        case changes = 3
        case acknowledgement = 4
        case ping = 5
        case pong = 6
        case bye = 7
        case equality = 9
        case fragment = 10
        case progress = 11
        case note = 12
        case want = 13
        case chunk = 14
        case again = 15
    }

    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 2)
        switch self {
        case .hello(let hello):
            encoder.unsigned(Kind.hello.rawValue)
            hello.encode(to: &encoder)
        case .reconcile(let page):
            encoder.unsigned(Kind.reconcile.rawValue)
            page.encode(to: &encoder)
        case .changes(let batch):
            encoder.unsigned(Kind.changes.rawValue)
            batch.encode(to: &encoder)
        case .acknowledgement(let acknowledgement):
            encoder.unsigned(Kind.acknowledgement.rawValue)
            acknowledgement.encode(to: &encoder)
        case .ping(let heartbeat):
            encoder.unsigned(Kind.ping.rawValue)
            heartbeat.encode(to: &encoder)
        case .pong(let heartbeat):
            encoder.unsigned(Kind.pong.rawValue)
            heartbeat.encode(to: &encoder)
        case .bye(let reason):
            encoder.unsigned(Kind.bye.rawValue)
            encoder.text(reason)
        case .equality(let statement):
            encoder.unsigned(Kind.equality.rawValue)
            statement.encode(to: &encoder)
        case .fragment(let fragment):
            encoder.unsigned(Kind.fragment.rawValue)
            fragment.encode(to: &encoder)
        case .progress(let byteCount):
            encoder.unsigned(Kind.progress.rawValue)
            encoder.unsigned(byteCount)
        case .note(let message):
            encoder.unsigned(Kind.note.rawValue)
            message.encode(to: &encoder)
        case .want(let place):
            encoder.unsigned(Kind.want.rawValue)
            place.encode(to: &encoder)
        case .chunk(let chunk):
            encoder.unsigned(Kind.chunk.rawValue)
            chunk.encode(to: &encoder)
        case .again(let change):
            encoder.unsigned(Kind.again.rawValue)
            change.encode(to: &encoder)
        }
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 2 else { throw CBORError(.unexpectedType, at: start) }
        guard let kind = Kind(rawValue: try decoder.unsigned()) else {
            throw CBORError(.valueOutOfRange, at: start)
        }
        switch kind {
        case .hello: self = .hello(try Hello(from: &decoder))
        case .reconcile: self = .reconcile(try ReconcilePage(from: &decoder))
        case .changes: self = .changes(try ChangeBatch(from: &decoder))
        case .acknowledgement:
            self = .acknowledgement(try BatchAcknowledgement(from: &decoder))
        case .ping: self = .ping(try Heartbeat(from: &decoder))
        case .pong: self = .pong(try Heartbeat(from: &decoder))
        case .bye: self = .bye(try decoder.text(max: WireLimits.reasonByteCountMax))
        case .equality: self = .equality(try EqualityStatement(from: &decoder))
        case .fragment: self = .fragment(try Fragment(from: &decoder))
        case .progress: self = .progress(try decoder.unsigned())
        case .note: self = .note(try NoteMessage(from: &decoder))
        case .want: self = .want(try ContentPlace(from: &decoder))
        case .chunk: self = .chunk(try ContentChunk(from: &decoder))
        case .again: self = .again(try ChangePlace(from: &decoder))
        }
    }
}
