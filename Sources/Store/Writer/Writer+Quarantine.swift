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
        self.quarantine.items += 1
        self.quarantine.bytes += unit.byteCount
    }

    /// Drops the oldest units until the rest keeps to the limits.
    func trimQuarantine(_ transaction: StoreTransaction) throws(StoreError) {
        var dropped = 0
        while self.quarantine.items > self.configuration.quarantineItemsMax
            || self.quarantine.bytes > self.configuration.quarantineBytesMax
        {
            let oldest = try transaction.connection.first(
                "SELECT id, byte_count FROM quarantine ORDER BY id LIMIT 1"
            ) { row in (row.integer(0), row.count(1)) }
            guard let oldest else { break }
            try transaction.connection.run(
                "DELETE FROM quarantine WHERE id = ?1",
                .integer(oldest.0)
            )
            self.quarantine.items -= 1
            self.quarantine.bytes -= oldest.1
            dropped += 1
        }
        guard dropped > 0 else { return }
        self.quarantine.dropped += Int64(dropped)
        try Meta.set("quarantine_dropped", to: self.quarantine.dropped, transaction.connection)
        transaction.notices.append(.quarantineDropped(dropped))
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
