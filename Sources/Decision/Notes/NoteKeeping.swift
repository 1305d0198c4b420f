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
        } contradiction: { confirmation throws(Interruption) in
            guard self.transaction.isOwnOrHosted(confirmation.owner) else { return nil }
            return try self.contradiction(confirmation)
        }
        switch verdict {
        case .kept:
            self.transaction.changes.notes[note.key] = note
            self.tellFold(note)
            // Another node of this office that has brought it has it.
            if let peer, peer == self.transaction.identity.path {
                self.settle(note.key, note.id, with: peer)
            }
            if case .confirmation(let confirmation) = note.content,
                self.transaction.isOwnOrHosted(confirmation.owner)
            {
                self.confirm(confirmation)
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
        case .confirmation(let confirmation):
            return self.transaction.state.directory.office(confirmation.owner) != nil
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

    // MARK: What confirmations say of our own feeds

    private func contradiction(
        _ confirmation: ConfirmationNote
    ) throws(Interruption) -> FeedPosition? {
        try self.expect(confirmation)
        return try confirmation.contradiction(steps: self.transaction.context.steps) {
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

    /// Asks for all changes that a confirmation names at once.
    private func expect(_ confirmation: ConfirmationNote) throws(Interruption) {
        let directory = self.transaction.state.directory
        try self.transaction.gather(confirmation.positions) { (position) throws(Interruption) in
            let number = position.head.number
            guard let place = directory.feed(position.feed), number > 0,
                number < directory.feeds[place].head.number
            else { return }
            _ = try self.log.stored(place, number)
        }
    }

    private func confirm(_ confirmation: ConfirmationNote) {
        let directory = self.transaction.state.directory
        let believed = confirmation.believed(steps: self.transaction.context.steps) { feed in
            directory.feed(feed).map { directory.feeds[$0].head.number }
        }
        for position in believed {
            guard let place = directory.feed(position.feed) else { continue }
            let key = RowChanges.Confirmation(
                feed: place,
                reader: confirmation.reader,
                number: position.head.number
            )
            guard self.transaction.changes.confirmations[key] == nil else { continue }
            self.transaction.changes.confirmations[key] = confirmation.at
        }
    }

    /// Changes of our own have come back, or have got another name, or another node of ours has written some: what
    /// confirmations say of them is looked at again.
    func reconsiderConfirmations() throws(Interruption) {
        let owners = self.transaction.returnedOwners.sorted().filter(self.transaction.isOwnOrHosted)
        try self.transaction.gather(owners) { (owner) throws(Interruption) in
            guard let bodies = self.transaction.rows.confirmations[owner] else {
                throw .needing(\.confirmations, owner)
            }
            try self.transaction.gather(bodies) { (body) throws(Interruption) in
                guard let confirmation = try? ConfirmationNote(decoding: body),
                    try self.contradiction(confirmation) == nil
                else { return }
                self.confirm(confirmation)
            }
        }
    }

    /// Keeps a false confirmation as proof, and says so.
    func accuse(
        _ note: VerifiedNote,
        _ position: FeedPosition,
        from peer: OfficePath
    ) throws(Interruption) {
        let unit = QuarantinedUnit(
            reason: .notAuthorised,
            detail: "confirmation of \(note.signer): change \(position.head.number) of "
                + "\(position.feed) is another one",
            peer: "\(peer)",
            body: note.note.encoded()
        )
        try self.transaction.quarantine(unit)
        let event = StoreEvent(
            at: self.transaction.now,
            kind: .confirmationFalse,
            details: EventDetails().with(.office, "\(note.signer)")
                .with(.number, Int64(clamping: position.head.number)),
            subject: "\(note.signer)"
        )
        guard self.transaction.state.quotas.falseConfirmations.isNew("\(note.signer)", at: event.at)
        else { return }
        self.transaction.record(event)
    }
}

extension VerifiedNote {
    package var key: Needs.NoteKey {
        Needs.NoteKey(kind: self.note.kind, subject: self.subject, signer: self.signer)
    }
}
