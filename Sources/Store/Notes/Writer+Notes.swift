internal import SyncProtocol

// Notes lie outside the feeds: one of each kind, subject and signer, the latest.

extension Writer {
    func keep(
        _ note: VerifiedNote,
        from peer: OfficePath?,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> NoteVerdict {
        let id = note.note.id
        let verdict = try note.verdict(
            over: try self.known(note, transaction),
            wall: transaction.now
        ) { () throws(StoreError) in
            try self.isSubjectKnown(note, transaction)
        } contradiction: { receipt throws(StoreError) in
            guard self.isOwnOrHosted(receipt.owner) else { return nil }
            return try self.contradiction(receipt, transaction)
        }
        switch verdict {
        case .kept:
            try self.save(note, id, transaction)
            // Another node of this office that has brought it has it.
            if let peer, peer == self.identity.path { try self.settle(id, with: peer, transaction) }
            if case .receipt(let receipt) = note.content, self.isOwnOrHosted(receipt.owner) {
                try self.confirm(receipt, transaction)
            }
        case .older, .subjectUnknown, .contradicted: break
        }
        return verdict
    }

    func settle(
        _ id: NoteID,
        with peer: OfficePath,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        try transaction.connection.run(
            """
            INSERT INTO note_delivery(peer, kind, subject, signer, id)
            SELECT ?1, kind, subject, signer, id FROM note WHERE id = ?2
            ON CONFLICT (peer, kind, subject, signer) DO UPDATE SET id = excluded.id
            """,
            .text(peer.description),
            .bytes(id.bytes)
        )
    }

    private func known(
        _ note: VerifiedNote,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> KnownNote? {
        let row = try transaction.connection.first(
            "SELECT at, id FROM note WHERE kind = ?1 AND subject = ?2 AND signer = ?3",
            .integer(Int64(note.note.kind.rawValue)),
            .bytes(note.subject),
            .text(note.signer.description)
        ) { row in (row.integer(0), row.bytes(1)) }
        guard let row, let id = NoteID(bytes: row.1) else { return nil }
        return KnownNote(id: id, at: row.0)
    }

    private func isSubjectKnown(
        _ note: VerifiedNote,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Bool {
        switch note.content {
        case .statement, .alarm: true
        case .receipt(let receipt): self.directory.office(receipt.owner) != nil
        case .fold(let header):
            try transaction.connection.integer(
                "SELECT COUNT(*) FROM directive WHERE id = ?1",
                .bytes(header.subject)
            ) > 0
        }
    }

    private func isOwnOrHosted(_ office: OfficePath) -> Bool {
        if office == self.identity.path { return true }
        guard office.parent == self.identity.path, let place = self.directory.office(office) else {
            return false
        }
        return self.directory.offices[place].hostedBy == self.identity.path
    }

    /// Remembers when a reader first had each stretch of our feeds.
    private func confirm(
        _ receipt: ReceiptNote,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let believed = receipt.believed { feed in
            self.directory.feed(feed).map { self.directory.feeds[$0].head.number }
        }
        for position in believed {
            guard let place = self.directory.feed(position.feed) else { continue }
            try transaction.connection.run(
                """
                INSERT INTO confirmation(feed, reader, number, at) VALUES (?1, ?2, ?3, ?4)
                ON CONFLICT (feed, reader, number) DO NOTHING
                """,
                .integer(Directory.id(place)),
                .text(receipt.reader.description),
                .bits(position.head.number),
                .integer(receipt.at)
            )
        }
    }

    /// Changes of our own have come back, or have got another name: what receipts say of them is
    /// looked at again.
    func reconsiderReceipts(_ transaction: StoreTransaction) throws(StoreError) {
        for owner in transaction.returnedOwners.sorted() where self.isOwnOrHosted(owner) {
            let bodies = try transaction.connection.map(
                "SELECT body FROM note WHERE kind = 2 AND subject = ?1 ORDER BY signer",
                .bytes(Array(owner.description.utf8))
            ) { row in row.bytes(0) }
            for body in bodies {
                guard let receipt = try? ReceiptNote(decoding: body),
                    try self.contradiction(receipt, transaction) == nil
                else { continue }
                try self.confirm(receipt, transaction)
            }
        }
    }

    private func contradiction(
        _ receipt: ReceiptNote,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> FeedPosition? {
        try receipt.contradiction { position throws(StoreError) in
            try self.storedDigest(position.feed, number: position.head.number, transaction)
        }
    }

    /// Keeps a false receipt as proof, and says so.
    func accuse(
        _ note: VerifiedNote,
        _ position: FeedPosition,
        from peer: OfficePath,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let unit = QuarantinedUnit(
            reason: .notAuthorised,
            detail: "receipt of \(note.signer): change \(position.head.number) of "
                + "\(position.feed) is another one",
            peer: "\(peer)",
            body: note.note.encoded()
        )
        try self.quarantine(unit, transaction)
        let event = StoreEvent.receiptFalse(note.signer, position, at: transaction.now)
        guard self.falseReceipts.isNew("\(note.signer)", at: event.at) else { return }
        try self.record(event, transaction)
    }

    private func save(
        _ note: VerifiedNote,
        _ id: NoteID,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        try transaction.connection.run(
            """
            INSERT INTO note(kind, subject, signer, at, id, body, author, signature, chain, kept_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            ON CONFLICT (kind, subject, signer) DO UPDATE SET at = excluded.at, id = excluded.id,
                body = excluded.body, author = excluded.author, signature = excluded.signature,
                chain = excluded.chain, kept_at = excluded.kept_at
            """,
            .integer(Int64(note.note.kind.rawValue)),
            .bytes(note.subject),
            .text(note.signer.description),
            .integer(note.at),
            .bytes(id.bytes),
            .bytes(note.note.body),
            .bytes(note.note.author.bytes),
            .bytes(note.note.signature),
            .optional(note.note.chain?.encoded()),
            .integer(transaction.now)
        )
    }
}
