internal import SyncProtocol

// What was refused is kept with its exact bytes and its reason, within limits.

extension Writer {
    func quarantine(
        _ verified: VerifiedChange,
        _ reason: RefusalReason,
        _ detail: String,
        from peer: OfficePath,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> ChangeOutcome.Verdict {
        try self.quarantine(
            verified.signed,
            verified.change,
            reason,
            detail,
            from: peer,
            transaction
        )
        return .quarantined(reason)
    }

    func quarantine(
        _ signed: SignedChange,
        _ change: Change?,
        _ reason: RefusalReason,
        _ detail: String,
        from peer: OfficePath,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let unit = QuarantinedUnit(
            reason: reason,
            detail: detail,
            feed: change?.feed,
            number: change?.number,
            peer: peer.description,
            body: signed.body,
            signature: signed.signature
        )
        try self.quarantine(unit, transaction)
    }

    /// Keeps a unit. The same bytes that come again are counted, not kept twice.
    func quarantine(
        _ unit: QuarantinedUnit,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        transaction.quarantinedCount += 1
        let digest = unit.digest
        let repeated = try transaction.connection.run(
            "UPDATE quarantine SET times = times + 1, received_at = ?2 WHERE digest = ?1",
            .bytes(digest.bytes),
            .integer(transaction.now)
        )
        guard repeated == 0 else { return }
        try transaction.connection.run(
            """
            INSERT INTO quarantine(digest, reason, detail, space, author, incarnation, number,
                peer, body, signature, byte_count, times, received_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 1, ?12)
            """,
            .bytes(digest.bytes),
            .text(unit.reason.rawValue),
            .text(unit.detail),
            .optional(unit.feed.map { "\($0.space)" }),
            .optional(unit.feed?.author.bytes),
            .optional(unit.feed.map { Int64(bitPattern: $0.incarnation) }),
            .optional(unit.number.map { Int64(clamping: $0) }),
            .text(unit.peer),
            .bytes(unit.body),
            .bytes(unit.signature),
            .integer(unit.byteCount),
            .integer(transaction.now)
        )
        self.quarantine.add(unit.byteCount, of: unit.peer)
    }

    /// Drops units until the rest keeps to the limits: the oldest of whoever has brought the most.
    func trimQuarantine(_ transaction: StoreTransaction) throws(StoreError) {
        let before = self.quarantine.dropped
        while let (peer, count) = self.quarantineSurplus {
            guard try self.dropOldest(count, of: peer, transaction) > 0 else { break }
        }
        let dropped = self.quarantine.dropped - before
        guard dropped > 0 else { return }
        try Meta.set("quarantine_dropped", to: self.quarantine.dropped, transaction.connection)
        transaction.notices.append(.quarantineDropped(Int(dropped)))
    }

    /// Whose units give way next, and how many; nil when the limits are kept.
    private var quarantineSurplus: (peer: String, count: Int)? {
        let (total, limits) = (self.quarantine.total, self.configuration)
        if total.items > limits.quarantineItemsMax {
            return self.quarantine.largest(by: \.items).map { largest in
                (largest.peer, min(total.items - limits.quarantineItemsMax, max(1, largest.lead)))
            }
        }
        guard total.bytes > limits.quarantineBytesMax else { return nil }
        return self.quarantine.largest(by: \.bytes).map { ($0.peer, 1) }
    }

    /// - Returns: how many there were.
    private func dropOldest(
        _ count: Int,
        of peer: String,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Int {
        let oldest = try transaction.connection.map(
            "SELECT id, byte_count FROM quarantine WHERE peer = ?1 ORDER BY id LIMIT ?2",
            .text(peer),
            .integer(count)
        ) { row in (row.integer(0), row.count(1)) }
        for (id, bytes) in oldest {
            try transaction.connection.run("DELETE FROM quarantine WHERE id = ?1", .integer(id))
            self.quarantine.drop(bytes, of: peer)
        }
        return oldest.count
    }

    // MARK: Events

    /// Records an event for people.
    func record(_ event: StoreEvent, _ transaction: StoreTransaction) throws(StoreError) {
        try transaction.connection.run(
            "INSERT INTO event(at, kind, chinese, english, subject) VALUES (?1, ?2, ?3, ?4, ?5)",
            .integer(event.at),
            .text(event.kind),
            .text(event.chinese),
            .text(event.english),
            .optional(event.subject)
        )
        transaction.eventCount += 1
    }

    func trimEvents(_ transaction: StoreTransaction) throws(StoreError) {
        guard transaction.eventCount > 0 else { return }
        try transaction.connection.run(
            "DELETE FROM event WHERE id <= (SELECT MAX(id) FROM event) - ?1",
            .integer(self.configuration.eventsMax)
        )
    }
}
