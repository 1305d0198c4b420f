package import SyncProtocol

/// One time through all that the store holds: where it stands and what it has seen so far.
package struct ScrubRound: Sendable, Hashable {
    package enum Cause: UInt8, Sendable, Hashable {
        /// It was time.
        case due
        /// The process before was not stopped in order, or the disk had lost what it had acknowledged.
        case uncleanStop
        /// Something was found and may be mended by now, or never: it is looked at again sooner, but waits for writers.
        case findings
        /// What was found has been derived anew.
        case mended
    }

    /// What was looked at.
    package struct Tally: Sendable, Hashable {
        package var changes: Int64 = 0
        package var records: Int64 = 0
        /// Rows of lists, totals and the audit log.
        package var rows: Int64 = 0
        package var problems = 0
        /// How often the store was looked at.
        package var slices = 0

        package init() {}
    }

    /// UTC milliseconds.
    package let startedAt: Int64
    package let cause: Cause
    package internal(set) var place = ScrubPlace.start
    package internal(set) var tally = Tally()

    /// Whether it goes on while people write: what was found or lost must be known soon.
    var isUrgent: Bool { self.cause == .uncleanStop || self.cause == .mended }

    init(startedAt: Int64, cause: Cause) {
        self.startedAt = startedAt
        self.cause = cause
    }
}

extension ScrubRound: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 4)
        encoder.integer(self.startedAt)
        encoder.unsigned(UInt64(self.cause.rawValue))
        self.place.encode(to: &encoder)
        self.tally.encode(to: &encoder)
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 4 else { throw CBORError(.unexpectedType, at: start) }
        self.startedAt = try decoder.integer()
        let cause = Cause(rawValue: UInt8(try decoder.unsigned(max: UInt64(UInt8.max))))
        guard let cause else { throw CBORError(.valueOutOfRange, at: start) }
        self.cause = cause
        self.place = try ScrubPlace(from: &decoder)
        self.tally = try Tally(from: &decoder)
    }
}

extension ScrubRound.Tally: CBORCodable {
    package func encode(to encoder: inout CBOREncoder) {
        encoder.array(count: 5)
        encoder.integer(self.changes)
        encoder.integer(self.records)
        encoder.integer(self.rows)
        encoder.integer(Int64(self.problems))
        encoder.integer(Int64(self.slices))
    }

    package init(from decoder: inout CBORDecoder) throws(CBORError) {
        let start = decoder.offset
        guard try decoder.array() == 5 else { throw CBORError(.unexpectedType, at: start) }
        self.changes = try decoder.integer()
        self.records = try decoder.integer()
        self.rows = try decoder.integer()
        self.problems = Int(clamping: try decoder.integer())
        self.slices = Int(clamping: try decoder.integer())
    }
}
