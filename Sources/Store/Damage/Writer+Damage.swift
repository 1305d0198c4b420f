internal import SyncProtocol

// Changes of which the disk has not kept what was written. What can be put right by itself is; the rest is
// listed, people are told, and it is put back when a neighbour brings it whole.

extension Writer {
    /// How a stored change looks when it is held against its neighbours in the feed.
    private enum Condition {
        case whole
        /// Only the digest beside it is wrong.
        case otherDigest(Digest256)
        /// Only the signature is.
        case unsigned
        case damaged
    }

    /// Looks at changes that do not seem to be what was written.
    ///
    /// - Returns: those that are damaged indeed.
    @discardableResult
    func noteDamage(
        _ changes: [ChangePlace],
        _ transaction: StoreTransaction
    ) throws(StoreError) -> [ChangePlace] {
        var damaged: [ChangePlace] = []
        for change in changes {
            guard let place = self.directory.feed(change.feed), change.number > change.feed.base,
                change.number <= self.directory.feeds[place].head.number
            else { continue }
            let position = self.position(of: change.feed, change.number)
            if try self.mendHere(change, in: place, transaction),
                try self.applyIfLeft(change, in: place, transaction)
            {
                try self.damage.remove(position...position, transaction)
                transaction.mended.append(change)
                continue
            }
            damaged.append(change)
            guard self.damage.waiting(position) == nil else { continue }
            try self.damage.set(.applied, at: position, transaction)
            try self.tellDamage(change, transaction)
        }
        return damaged
    }

    /// Where a change with a number does not look like what was written, in all strands of its feed.
    func suspects(_ change: ChangePlace) throws(StoreError) -> [ChangePlace] {
        let check = ChangeCheck(self.identity)
        return try self.driver.read { connection throws(StoreError) in
            var suspects: [ChangePlace] = []
            for place in self.directory.strands(of: change.feed) {
                let feed = self.directory.feeds[place]
                guard change.number > feed.feed.base, change.number <= feed.head.number else {
                    continue
                }
                let stored = try StoredChange.one(
                    feed: Directory.id(place),
                    number: change.number,
                    connection
                )
                if let stored, stored.isWhole, check.isSigned(stored, by: feed.key) { continue }
                suspects.append(ChangePlace(feed: feed.feed, number: change.number))
            }
            return suspects
        }
    }

    private func tellDamage(
        _ change: ChangePlace,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let isOwn = change.feed.author == self.author
        // What is written from now on must not stand behind a change that may never leave.
        if isOwn, FeedID.ordinary(change.feed.incarnation) == self.incarnation {
            let incarnation = try self.beginFeeds(transaction)
            transaction.notices.append(.incarnationOpened(incarnation, .ownChangeDamaged))
        }
        transaction.notices.append(.changeDamaged(change))
        guard self.damageEvents.take(at: transaction.now) else { return }
        try self.record(
            .changeDamaged(change, isOwn: isOwn, at: transaction.now),
            transaction
        )
    }

    /// Puts right what the rest of the store knows.
    ///
    /// - Returns: whether the change is whole now.
    private func mendHere(
        _ change: ChangePlace,
        in place: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Bool {
        let id = Directory.id(place)
        guard
            let stored = try StoredChange.one(
                feed: id,
                number: change.number,
                transaction.connection
            )
        else { return false }
        switch try self.condition(of: stored, in: place, transaction) {
        case .whole: return true
        case .damaged: return false
        case .otherDigest(let digest):
            try self.replace(stored.signed, digest, at: change, transaction)
            return true
        case .unsigned:
            guard change.feed.author == self.author,
                let signature = try? self.identity.signer.sign(stored.signed.signedBytes)
            else { return false }
            let signed = SignedChange(body: stored.signed.body, signature: signature)
            try self.replace(signed, stored.digest, at: change, transaction)
            return true
        }
    }

    /// A change that was left out of the records is whole again by itself: its operations come in now.
    ///
    /// - Returns: false when a record is damaged, so that they cannot.
    private func applyIfLeft(
        _ change: ChangePlace,
        in place: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Bool {
        let standing = self.damage.waiting(self.position(of: change.feed, change.number))
        guard standing == .left, change.number <= self.directory.feeds[place].applied,
            let stored = try StoredChange.one(
                feed: Directory.id(place),
                number: change.number,
                transaction.connection
            )
        else { return true }
        return try self.apply(stored, of: place, transaction)
    }

    private func condition(
        of stored: StoredChange,
        in place: Int,
        _ transaction: StoreTransaction
    ) throws(StoreError) -> Condition {
        let feed = self.directory.feeds[place]
        let found = stored.signed.digest
        var isConfirmed = found == feed.head.digest && stored.number == feed.head.number
        if stored.number < feed.head.number {
            let next = try StoredChange.one(
                feed: Directory.id(place),
                number: stored.number + 1,
                transaction.connection
            )
            let previous = next.flatMap { try? Change(decoding: $0.signed.body) }?.previous
            isConfirmed = previous == ChangeID(prefixOf: found)
        }
        guard stored.isWhole || isConfirmed else { return .damaged }
        guard stored.isWhole else { return .otherDigest(found) }
        return ChangeCheck(self.identity).isSigned(stored, by: feed.key) ? .whole : .unsigned
    }

    private func replace(
        _ signed: SignedChange,
        _ digest: Digest256,
        at change: ChangePlace,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        try transaction.connection.run(
            """
            INSERT INTO change(position, digest, body, signature) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT (position) DO UPDATE SET digest = excluded.digest, body = excluded.body,
                signature = excluded.signature
            """,
            .integer(self.position(of: change.feed, change.number)),
            .bytes(digest.bytes),
            .bytes(signed.body),
            .bytes(signed.signature)
        )
    }

    /// A neighbour has sent a change that is here already: if it is damaged here, this one takes its place.
    func mend(
        _ verified: VerifiedChange,
        in strand: FeedID,
        from peer: OfficePath,
        _ transaction: StoreTransaction
    ) throws(StoreError) {
        let change = ChangePlace(feed: strand, number: verified.change.number)
        let position = self.position(of: strand, change.number)
        guard let standing = self.damage.waiting(position),
            let place = self.directory.feed(strand)
        else { return }
        if standing == .left, change.number <= self.directory.feeds[place].applied {
            let space = self.directory.feeds[place].space
            guard let entries = try self.readable(verified.edits, in: space, transaction) else {
                // It is whole and stays on the list: a rebuild puts it in.
                return try self.replace(verified.signed, verified.digest, at: change, transaction)
            }
            let origin = verified.change.origin(id: verified.id)
            self.apply(verified.edits, to: entries, from: origin, at: position, transaction)
        }
        try self.replace(verified.signed, verified.digest, at: change, transaction)
        try self.damage.remove(position...position, transaction)
        transaction.mended.append(change)
        guard self.mendEvents.take(at: transaction.now) else { return }
        try self.record(.changeMended(change, from: peer, at: transaction.now), transaction)
    }
}
