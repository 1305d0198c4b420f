private import Crypto
package import SyncProtocol

/// What has happened, in order: a digest over all of it, and the last of it in words.
package struct Trace {
    /// One thing that happened.
    package struct Entry: Sendable {
        package let time: Int64
        package let office: Int
        package let what: Happening
    }

    package enum Happening: Sendable {
        case opened(LinkID, peer: Int)
        case sent(LinkID, to: Int, frame: [UInt8])
        case received(LinkID, frame: [UInt8])
        case lost(LinkID)
        case closed(LinkID, reason: String)
        case began
        case durable(committed: Int)
        case acknowledged(act: UInt64)
        case refusedAct(act: UInt64)
        case asked(act: UInt64, String)
        case noticed(String)
        case crashed
        case started
        case cut(LinkID)
        case clockStepped(Int64)
        case backedUp
        case restored(FaultPlan.Exchange)
        case cloned(from: Int)
        case rotten(String)
        case apart(Int64)
        case moved(from: String, to: String)
        case died
        case incarnation(UInt64)
        case healed
    }

    /// How many entries are kept for the report of a failure.
    package static let lastEntriesMax = 60

    package private(set) var last: [Entry] = []
    package private(set) var eventCount = 0
    /// Takes every entry as it comes. Nil: only the last ones are kept.
    private let sink: ((Entry) -> Void)?
    private var hasher = SHA256()

    package init(sink: ((Entry) -> Void)? = nil) {
        self.sink = sink
    }

    mutating func append(_ entry: Entry) {
        self.eventCount += 1
        var encoder = CBOREncoder(reservingCapacity: 64)
        encoder.integer(entry.time)
        encoder.integer(Int64(entry.office))
        entry.what.encode(to: &encoder)
        self.hasher.update(data: encoder.bytes)
        if self.last.count == 2 * Self.lastEntriesMax {
            self.last.removeFirst(Self.lastEntriesMax)
        }
        self.last.append(entry)
        self.sink?(entry)
    }

    /// Over everything that has happened so far: equal digests, equal runs.
    package var digest: Digest256 {
        Digest256(bytes: Array(self.hasher.finalize())) ?? Digest256(words: (0, 0, 0, 0))
    }
}

extension Trace.Happening {
    fileprivate func encode(to encoder: inout CBOREncoder) {
        switch self {
        case .opened(let link, let peer): Self.write(1, [link.number, UInt64(peer)], &encoder)
        case .sent(let link, let office, let frame):
            Self.write(2, [link.number, UInt64(office)], &encoder)
            encoder.byteString(frame)
        case .received(let link, let frame):
            Self.write(3, [link.number, UInt64(frame.count)], &encoder)
        case .lost(let link): Self.write(4, [link.number], &encoder)
        case .closed(let link, let reason):
            Self.write(5, [link.number], &encoder)
            encoder.text(reason)
        case .began: Self.write(6, [], &encoder)
        case .durable(let committed): Self.write(7, [UInt64(committed)], &encoder)
        case .acknowledged(let act): Self.write(8, [act], &encoder)
        case .refusedAct(let act): Self.write(9, [act], &encoder)
        case .asked(let act, let words):
            Self.write(10, [act], &encoder)
            encoder.text(words)
        case .noticed(let words):
            Self.write(11, [], &encoder)
            encoder.text(words)
        case .crashed: Self.write(12, [], &encoder)
        case .started: Self.write(13, [], &encoder)
        case .cut(let link): Self.write(14, [link.number], &encoder)
        case .clockStepped(let step): Self.write(15, [UInt64(bitPattern: step)], &encoder)
        case .backedUp: Self.write(16, [], &encoder)
        case .restored(let exchange):
            Self.write(17, [], &encoder)
            encoder.text(exchange.rawValue)
        case .incarnation(let number): Self.write(18, [number], &encoder)
        case .healed: Self.write(19, [], &encoder)
        case .cloned(let office): Self.write(20, [UInt64(office)], &encoder)
        case .apart(let length): Self.write(21, [UInt64(bitPattern: length)], &encoder)
        case .moved(let old, let new):
            Self.write(22, [], &encoder)
            encoder.text(old)
            encoder.text(new)
        case .died: Self.write(23, [], &encoder)
        case .rotten(let what):
            Self.write(24, [], &encoder)
            encoder.text(what)
        }
    }

    private static func write(_ kind: UInt64, _ numbers: [UInt64], _ encoder: inout CBOREncoder) {
        encoder.unsigned(kind)
        for number in numbers { encoder.unsigned(number) }
    }
}

extension Trace.Happening: CustomStringConvertible {
    package var description: String {
        switch self {
        case .opened(let link, let peer): "\(link) opened to office \(peer)"
        case .sent(let link, let office, let frame):
            "\(link) -> office \(office): \(Self.words(frame))"
        case .received(let link, let frame): "\(link) received: \(Self.words(frame))"
        case .lost(let link): "\(link) a frame is lost"
        case .closed(let link, let reason): "\(link) closed: \(reason)"
        case .began: "a commit begins"
        case .durable(let committed): "a commit is durable, \(committed) changes"
        case .acknowledged(let act): "act \(act) is acknowledged to its user"
        case .refusedAct(let act): "act \(act) is refused: too much waits"
        case .asked(let act, let words): "act \(act): \(words)"
        case .noticed(let words): "notices \(words)"
        case .crashed: "crashes"
        case .started: "starts"
        case .cut(let link): "\(link) is cut"
        case .clockStepped(let step): "its clock steps by \(step) ms"
        case .backedUp: "a backup is taken"
        case .restored(let exchange): "its disk is exchanged: \(exchange.rawValue)"
        case .rotten(let what): "its disk turns a bit: \(what)"
        case .cloned(let office): "a second node, from a copy of the disk of office \(office)"
        case .apart(let length): "all cables are down for \(length / 3_600_000) hours"
        case .moved(let old, let new): "moves from \(old) to \(new)"
        case .died: "is gone for good"
        case .incarnation(let number): "opens incarnation \(String(number, radix: 16))"
        case .healed: "all faults end"
        }
    }

    private static func words(_ bytes: [UInt8]) -> String {
        guard let frame = try? Frame(decoding: bytes) else {
            return "\(bytes.count) bytes, no frame"
        }
        return switch frame {
        case .hello: "hello"
        case .reconcile(let page):
            "turn \(page.turn), page \(page.page): \(page.splits.count) splits, "
                + "\(page.positions.count) positions, \(page.answers.count) answers"
        case .changes(let batch): "batch \(batch.number), \(batch.changes.count) changes"
        case .acknowledgement(let answer):
            "acknowledges batch \(answer.number), \(answer.refusals.count) refusals"
        case .ping(let beat): "ping \(beat.number)"
        case .pong(let beat): "pong \(beat.number)"
        case .bye(let reason): "bye, \(reason)"
        case .equality(let statement): "signs equality over \(statement.claim.feedCount) feeds"
        case .fragment(let fragment):
            "fragment of \(fragment.byteCount) bytes at \(fragment.offset), lane \(fragment.lane)"
        case .progress(let byteCount): "has \(byteCount) bytes of fragments"
        case .note(.note(let note)): "a note, \(note.kind)"
        case .note(.settled): "a note is settled"
        case .want(let place): "wants \(place.part) \(place.index) of \(place.content)"
        case .chunk(let chunk):
            "\(chunk.place.part) \(chunk.place.index), \(chunk.bytes?.count ?? 0) bytes"
        case .again(let change): "wants \(change) again"
        }
    }
}
