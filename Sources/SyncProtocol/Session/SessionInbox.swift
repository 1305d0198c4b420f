internal import DequeModule

/// What has come from the other end and is not on our disk yet.
struct SessionInbox: Sendable, Equatable {
    /// A received batch on its way to our disk, piece by piece.
    private struct Batch: Sendable, Equatable {
        let number: UInt64
        let byteCount: Int
        let changeCount: Int
        /// What has become of its changes so far.
        var outcomes: [ChangeOutcome] = []
    }

    /// What the other end sends in pieces.
    var assembly = Assembly()
    /// In the order in which they came. A hostile end may give several of them one number, so each is counted
    /// by itself.
    private var batches: Deque<Batch> = []
    private var byteCount = 0
    /// When any frame last came.
    var lastReceivedAt: Int64

    init(at now: Int64) {
        self.lastReceivedAt = now
    }

    /// Nothing has begun to come that is not on disk.
    var isEmpty: Bool { self.batches.isEmpty && !self.assembly.isUnfinished }

    /// Counts a batch that is on its way to our disk. False when the other end overdraws its credit.
    mutating func accept(_ batch: ChangeBatch, creditByteCount: Int) -> Bool {
        let byteCount = batch.changes.reduce(0) { $0 + $1.byteCount }
        self.batches.append(
            Batch(number: batch.number, byteCount: byteCount, changeCount: batch.changes.count)
        )
        self.byteCount += byteCount
        // A sender may begin one batch while it has any credit left.
        let slack = WireLimits.batchByteCountTarget + ChangeLimits.bodyByteCountMax
        // Batches without changes cost no credit, but memory all the same.
        return self.byteCount <= creditByteCount + slack
            && self.batches.count <= WireLimits.batchesInFlightMax
    }

    /// A piece of a received batch is on disk.
    ///
    /// - Returns: what has become of all of the batch; nil while some of it is still to come.
    mutating func stored(_ number: UInt64, _ outcomes: [ChangeOutcome]) -> [ChangeOutcome]? {
        guard let place = self.batches.firstIndex(where: { $0.number == number }) else {
            return nil
        }
        self.batches[place].outcomes += outcomes
        let batch = self.batches[place]
        guard batch.outcomes.count >= batch.changeCount else { return nil }
        self.byteCount -= batch.byteCount
        self.batches.remove(at: place)
        return batch.outcomes
    }
}
