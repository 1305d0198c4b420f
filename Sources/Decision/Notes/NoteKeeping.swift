internal import OfficeWork
internal import OrderedCollections
internal import PlainText
internal import SyncProtocol

/// Notes lie outside the feeds: one of each kind, subject and signer, the latest.
struct NoteKeeping {
    let transaction: Transaction

    private var log: FeedLog { FeedLog(transaction: self.transaction) }

    /// - Parameter peer: who brought it; nil for our own.
    func keep(_ note: VerifiedNote, from peer: OfficePath?) throws(Interruption) -> NoteVerdict {
        let verdict = try note.verdict(
            over: try self.known(note),
            wall: self.transaction.now,
            steps: self.transaction.context.steps
        ) { () throws(Interruption) in
            try self.isSubjectKnown(note)
        } contradiction: { receipt throws(Interruption) in
            guard self.transaction.isOwnOrHosted(receipt.owner) else { return nil }
            return try self.contradiction(receipt)
        }
        switch verdict {
        case .kept:
            self.transaction.changes.notes[note.key] = note
            self.tellFold(note)
            // Another node of this office that has brought it has it.
            if let peer, peer == self.transaction.identity.path {
                self.settle(note.key, note.id, with: peer)
            }
            if case .receipt(let receipt) = note.content,
                self.transaction.isOwnOrHosted(receipt.owner)
            {
                self.confirm(receipt)
            }
        case .older, .subjectUnknown, .contradicted: break
        }
        return verdict
    }

    /// With a fold of another office the offices below it have come further.
    private func tellFold(_ note: VerifiedNote) {
        guard case .fold(let header) = note.content, note.signer != self.transaction.identity.path,
            let directive = DirectiveID(bytes: header.subject)
        else { return }
        self.transaction.news.touchedDirectives.append(directive)
    }

    private func known(_ note: VerifiedNote) throws(Interruption) -> KnownNote? {
        if let new = self.transaction.changes.notes[note.key] {
            return KnownNote(id: new.id, at: new.at)
        }
        guard let stored = self.transaction.rows.notes[note.key] else {
            throw .needing(\.notes, note.key)
        }
        return stored
    }

    private func isSubjectKnown(_ note: VerifiedNote) throws(Interruption) -> Bool {
        switch note.content {
        case .statement, .alarm: return true
        case .receipt(let receipt):
            return self.transaction.state.directory.office(receipt.owner) != nil
        case .fold(let header):
            if self.transaction.hasTouched(.directive, key: header.subject) { return true }
            guard let isKnown = self.transaction.rows.directives[header.subject] else {
                throw .needing(\.directives, header.subject)
            }
            return isKnown
        }
    }

    // MARK: Deliveries

    /// Remembers that a neighbour has a note on its disk, so that it is not sent to it again.
    func settle(_ id: NoteID, with peer: OfficePath) throws(Interruption) {
        let new = self.transaction.changes.notes.elements.first { $0.value.id == id }
        if let new { return self.settle(new.key, id, with: peer) }
        guard let stored = self.transaction.rows.noteIDs[id] else {
            throw .needing(\.noteIDs, id)
        }
        if let key = stored { self.settle(key, id, with: peer) }
    }

    private func settle(_ key: Needs.NoteKey, _ id: NoteID, with peer: OfficePath) {
        self.transaction.changes.deliveries[RowChanges.Delivery(peer: peer, note: key)] = id
    }

    // MARK: What receipts say of our own feeds

    private func contradiction(_ receipt: ReceiptNote) throws(Interruption) -> FeedPosition? {
        try self.expect(receipt)
        return try receipt.contradiction(steps: self.transaction.context.steps) {
            position throws(Interruption) in
            let directory = self.transaction.state.directory
            let number = position.head.number
            guard let place = directory.feed(position.feed), number > 0,
                number <= directory.feeds[place].head.number
            else { return nil }
            if number == directory.feeds[place].head.number {
                return directory.feeds[place].head.digest
            }
            return try self.log.stored(place, number)?.digest
        }
    }

    /// Asks for all changes that a receipt names at once.
    private func expect(_ receipt: ReceiptNote) throws(Interruption) {
        let directory = self.transaction.state.directory
        try self.transaction.gather(receipt.positions) { (position) throws(Interruption) in
            let number = position.head.number
            guard let place = directory.feed(position.feed), number > 0,
                number < directory.feeds[place].head.number
            else { return }
            _ = try self.log.stored(place, number)
        }
    }

    private func confirm(_ receipt: ReceiptNote) {
        let directory = self.transaction.state.directory
        let believed = receipt.believed(steps: self.transaction.context.steps) { feed in
            directory.feed(feed).map { directory.feeds[$0].head.number }
        }
        for position in believed {
            guard let place = directory.feed(position.feed) else { continue }
            let confirmation = RowChanges.Confirmation(
                feed: place,
                reader: receipt.reader,
                number: position.head.number
            )
            guard self.transaction.changes.confirmations[confirmation] == nil else { continue }
            self.transaction.changes.confirmations[confirmation] = receipt.at
        }
    }

    /// Changes of our own have come back, or have got another name, or another node of ours has written some: what
    /// receipts say of them is looked at again.
    func reconsiderReceipts() throws(Interruption) {
        let owners = self.transaction.returnedOwners.sorted().filter(self.transaction.isOwnOrHosted)
        try self.transaction.gather(owners) { (owner) throws(Interruption) in
            guard let bodies = self.transaction.rows.receipts[owner] else {
                throw .needing(\.receipts, owner)
            }
            try self.transaction.gather(bodies) { (body) throws(Interruption) in
                guard let receipt = try? ReceiptNote(decoding: body),
                    try self.contradiction(receipt) == nil
                else { return }
                self.confirm(receipt)
            }
        }
    }

    /// Keeps a false receipt as proof, and says so.
    func accuse(
        _ note: VerifiedNote,
        _ position: FeedPosition,
        from peer: OfficePath
    ) throws(Interruption) {
        let unit = QuarantinedUnit(
            reason: .notAuthorised,
            detail: "receipt of \(note.signer): change \(position.head.number) of "
                + "\(position.feed) is another one",
            peer: "\(peer)",
            body: note.note.encoded()
        )
        try self.transaction.quarantine(unit)
        let event = StoreEvent(
            at: self.transaction.now,
            kind: .receiptFalse,
            details: EventDetails().with(.office, "\(note.signer)")
                .with(.number, Int64(clamping: position.head.number)),
            subject: "\(note.signer)"
        )
        guard self.transaction.state.quotas.falseReceipts.isNew("\(note.signer)", at: event.at)
        else { return }
        self.transaction.record(event)
    }
}

extension VerifiedNote {
    package var key: Needs.NoteKey {
        Needs.NoteKey(kind: self.note.kind, subject: self.subject, signer: self.signer)
    }
}
