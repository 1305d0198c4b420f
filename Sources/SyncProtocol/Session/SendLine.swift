import DequeModule

/// What one end of a link has sent and not been answered, lane by lane.
///
/// Two bounds hold: what is *on the line* stays within ``SendWindow``, counted for each lane with those
/// above it, so that a lane never waits for one below; what the other end has not brought to its
/// *disk* stays within its credit.
struct SendLine: Sendable, Equatable {
    /// A batch that has been sent and not been acknowledged.
    struct Batch: Sendable, Equatable {
        let number: UInt64
        let lane: Lane
        let byteCount: Int
        /// It travels as a message in pieces, which are answered by themselves.
        let isCut: Bool
        let sentAt: Int64
        /// What it carries of each strand.
        let ends: [SentStretch]
    }

    /// An encoded frame that is too long to be sent in one go.
    private struct Message: Sendable, Equatable {
        let number: UInt64
        let bytes: [UInt8]
        var offset = 0
    }

    /// A fragment that has been sent and not been answered.
    private struct Piece: Sendable, Equatable {
        let lane: Lane
        let byteCount: Int
        let sentAt: Int64
        /// How many bytes of fragments have been sent up to its end.
        let end: UInt64
    }

    /// How many bytes the line has shown itself fit for.
    private(set) var window = SendWindow()
    /// How many bytes of changes the other end lets us have in flight, and how many are.
    private(set) var credit = SendCredit()
    /// What stands below this lane waits for another time: the line has its hours and its budget.
    var lowestLane = Lane.attachments
    private(set) var batches: Deque<Batch> = []
    private(set) var nextBatch: UInt64 = 1

    /// By lane.
    private var messages = [Message?](repeating: nil, count: Lane.allCases.count)
    private var nextMessage: UInt64 = 1
    private var pieces: Deque<Piece> = []
    private var piecesEnd: UInt64 = 0
    /// By lane: bytes that have been sent and of which it is not known that they arrived.
    private var lineByteCounts = [Int](repeating: 0, count: Lane.allCases.count)
    /// When the other end last answered a batch or a fragment.
    private var lastAnsweredAt: Int64

    init(at now: Int64) {
        self.lastAnsweredAt = now
    }

    /// No changes are on their way to the other end's disk. Files may be: they take days, and what the
    /// ends have in common is compared all the same.
    var isIdle: Bool {
        self.batches.isEmpty
            && self.messages[..<Lane.attachments.rawValue].allSatisfy { $0 == nil }
    }

    /// Since when the other end owes an answer. Answers come in the order of what was sent, so while
    /// some come the line is slow, not broken. Nil when nothing is in flight.
    var answerDueSince: Int64? {
        let sentAt = self.batches.first?.sentAt ?? self.pieces.first?.sentAt
        return sentAt.map { max($0, self.lastAnsweredAt) }
    }

    /// The other end has greeted and given credit.
    mutating func give(creditByteCount: Int) {
        self.credit = SendCredit(byteCountMax: creditByteCount)
    }

    /// Whether a lane may begin something new.
    func hasRoom(for lane: Lane) -> Bool {
        self.messages[lane.rawValue] == nil && self.credit.hasRoom(for: lane)
            && self.hasLine(for: lane)
    }

    /// A part of a file is being sent.
    var isSendingChunk: Bool { self.messages[Lane.attachments.rawValue] != nil }

    /// Whether a part of a file may be begun.
    var hasRoomForChunk: Bool { !self.isSendingChunk && self.hasLine(for: .attachments) }

    private func hasLine(for lane: Lane) -> Bool {
        self.lineByteCounts[...lane.rawValue].reduce(0, +) < self.window.byteCount
    }

    // MARK: Sending

    /// Counts a batch as in flight, and says what to send now.
    ///
    /// - Parameter byteCount: of its changes.
    mutating func send(
        _ changes: [SignedChange],
        _ ends: [SentStretch],
        byteCount: Int,
        in lane: Lane,
        at now: Int64
    ) -> [Frame] {
        let batch = ChangeBatch(number: self.nextBatch, changes: changes)
        self.nextBatch += 1
        self.credit.take(byteCount)
        let isCut = byteCount > self.window.byteCount
        self.batches.append(
            Batch(
                number: batch.number,
                lane: lane,
                byteCount: byteCount,
                isCut: isCut,
                sentAt: now,
                ends: ends
            )
        )
        guard isCut else {
            self.lineByteCounts[lane.rawValue] += byteCount
            return [.changes(batch)]
        }
        return self.cut(.changes(batch), in: lane, at: now)
    }

    /// Sends a part of a file, always in pieces, so that their answers say when the line is free.
    mutating func send(_ chunk: ContentChunk, at now: Int64) -> [Frame] {
        self.cut(.chunk(chunk), in: .attachments, at: now)
    }

    /// Begins to send a frame in pieces.
    private mutating func cut(_ frame: Frame, in lane: Lane, at now: Int64) -> [Frame] {
        self.messages[lane.rawValue] = Message(number: self.nextMessage, bytes: frame.encoded())
        self.nextMessage += 1
        return self.nextPieces(at: now)
    }

    /// The pieces for which there is room now, the highest lane's first.
    mutating func nextPieces(downTo lowest: Lane = .attachments, at now: Int64) -> [Frame] {
        var frames: [Frame] = []
        for lane in Lane.allCases where lane <= lowest {
            while self.hasLine(for: lane), let piece = self.nextPiece(in: lane, at: now) {
                frames.append(.fragment(piece))
            }
        }
        return frames
    }

    private mutating func nextPiece(in lane: Lane, at now: Int64) -> Fragment? {
        guard var message = self.messages[lane.rawValue] else { return nil }
        // Held here alone while it changes, so that nothing is copied.
        self.messages[lane.rawValue] = nil
        let byteCount = min(
            self.window.batchByteCountTarget,
            message.bytes.count - message.offset
        )
        let fragment = Fragment(
            lane: UInt64(lane.rawValue),
            message: message.number,
            offset: message.offset,
            byteCount: message.bytes.count,
            bytes: Array(message.bytes[message.offset..<message.offset + byteCount])
        )
        message.offset += byteCount
        if message.offset < message.bytes.count { self.messages[lane.rawValue] = message }
        self.piecesEnd += UInt64(byteCount)
        self.pieces.append(
            Piece(lane: lane, byteCount: byteCount, sentAt: now, end: self.piecesEnd)
        )
        self.lineByteCounts[lane.rawValue] += byteCount
        return fragment
    }

    // MARK: Answers

    /// The other end has brought a batch to its disk, or says what became of it. Nil for an echo of an
    /// earlier answer.
    mutating func acknowledged(_ number: UInt64, at now: Int64) -> Batch? {
        guard let place = self.batches.firstIndex(where: { $0.number == number }) else {
            return nil
        }
        let batch = self.batches.remove(at: place)
        self.credit.giveBack(batch.byteCount)
        self.lastAnsweredAt = now
        if !batch.isCut {
            self.answered(batch.byteCount, in: batch.lane, sentAt: batch.sentAt, at: now)
        }
        return batch
    }

    /// The other end has received so many bytes of fragments in all.
    mutating func progressed(to byteCount: UInt64, at now: Int64) {
        while let piece = self.pieces.first, piece.end <= byteCount {
            self.pieces.removeFirst()
            self.lastAnsweredAt = now
            self.answered(piece.byteCount, in: piece.lane, sentAt: piece.sentAt, at: now)
        }
    }

    private mutating func answered(_ byteCount: Int, in lane: Lane, sentAt: Int64, at now: Int64) {
        self.window.answered(
            byteCount,
            of: self.lineByteCounts.reduce(0, +),
            sentAt: sentAt,
            at: now,
            creditByteCount: self.credit.byteCountMax
        )
        self.lineByteCounts[lane.rawValue] -= byteCount
    }
}
