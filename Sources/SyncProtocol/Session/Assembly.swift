/// Puts the frames together that the other end sends in pieces.
///
/// What is kept follows what was received, never what was announced; a lane has one unfinished frame
/// at most.
struct Assembly: Sendable, Equatable {
    private struct Partial: Sendable, Equatable {
        let message: UInt64
        let byteCount: Int
        var bytes: [UInt8]
    }

    /// By lane.
    private var partials = [Partial?](repeating: nil, count: Lane.allCases.count)
    /// Bytes of fragments that were received in all.
    private(set) var receivedByteCount: UInt64 = 0

    /// Whether changes have begun to come and not ended.
    var isUnfinished: Bool {
        self.partials[..<Lane.attachments.rawValue].contains { $0 != nil }
    }

    enum Outcome: Equatable {
        case unfinished
        /// The bytes of a whole frame.
        case finished([UInt8])
        /// It does not follow what came before.
        case outOfTurn
    }

    mutating func take(_ fragment: Fragment) -> Outcome {
        guard let lane = Lane(rawValue: Int(clamping: fragment.lane)), !fragment.bytes.isEmpty,
            fragment.byteCount <= WireLimits.fragmentedByteCountMax
        else { return .outOfTurn }
        var partial =
            self.partials[lane.rawValue]
            ?? Partial(message: fragment.message, byteCount: fragment.byteCount, bytes: [])
        self.partials[lane.rawValue] = nil
        guard partial.message == fragment.message, partial.byteCount == fragment.byteCount,
            partial.bytes.count == fragment.offset,
            fragment.bytes.count <= partial.byteCount - partial.bytes.count
        else { return .outOfTurn }
        self.receivedByteCount += UInt64(fragment.bytes.count)
        partial.bytes += fragment.bytes
        guard partial.bytes.count < partial.byteCount else { return .finished(partial.bytes) }
        self.partials[lane.rawValue] = partial
        return .unfinished
    }
}
