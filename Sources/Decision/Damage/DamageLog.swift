internal import OrderedCollections
internal import SyncProtocol

/// Changes of which the disk has not kept what was written. What can be put right by itself is; the rest is
/// listed, people are told, and it is put back when a neighbour brings it whole.
struct DamageLog {
    /// How a stored change looks when it is held against its neighbours in the feed.
    private enum Condition {
        case whole
        /// Only the digest beside it is wrong.
        case otherDigest(Digest256)
        /// Only the signature is.
        case unsigned
        case damaged
    }

    let transaction: Transaction

    private var log: FeedLog { FeedLog(transaction: self.transaction) }

    // MARK: The list

    func set(_ standing: DamageTable.Standing, at position: Int64) {
        self.transaction.state.damage.set(standing, at: position)
        self.transaction.changes.damage[position] = RowChanges.Damage(
            standing: standing,
            noticedAt: self.transaction.now
        )
    }

    func remove(_ positions: ClosedRange<Int64>) {
        for position in self.transaction.state.damage.positions(in: positions) {
            self.transaction.state.damage.set(nil, at: position)
            self.transaction.changes.damage.updateValue(nil, forKey: position)
        }
    }

    /// Changes have moved to another strand.
    func move(_ positions: ClosedRange<Int64>, by distance: Int64) {
        let damage = self.transaction.state.damage
        let moved = damage.positions(in: positions)
        self.remove(positions)
        for position in moved {
            if let standing = damage.standing(position) {
                self.set(standing, at: position + distance)
            }
        }
    }

    // MARK: Noticing

    /// Looks at changes that do not seem to be what was written.
    ///
    /// - Returns: those that are damaged indeed.
    @discardableResult
    func note(_ changes: [ChangePlace]) throws(Interruption) -> [ChangePlace] {
        var damaged: [ChangePlace] = []
        try self.transaction.gather(changes) { (change) throws(Interruption) in
            if try self.note(change) { damaged.append(change) }
        }
        return damaged
    }

    /// - Returns: whether it is damaged indeed.
    private func note(_ change: ChangePlace) throws(Interruption) -> Bool {
        let directory = self.transaction.state.directory
        guard let place = directory.feed(change.feed), change.number > change.feed.base,
            change.number <= directory.feeds[place].head.number
        else { return false }
        let position = self.log.position(of: change.feed, change.number)
        if try self.mendHere(change, in: place), try self.applyIfLeft(change, in: place) {
            self.remove(position...position)
            self.transaction.news.mended.append(change)
            return false
        }
        if self.transaction.state.damage.waiting(position) == nil {
            self.set(.applied, at: position)
            self.tell(change)
        }
        return true
    }

    private func tell(_ change: ChangePlace) {
        let isOwn = self.transaction.context.own.contains(change.feed.author)
        // What is written from now on must not stand behind a change that may never leave.
        if change.feed.author == self.transaction.context.author,
            FeedID.ordinary(change.feed.incarnation) == self.transaction.state.incarnation
        {
            Incarnations(transaction: self.transaction).leaveDamaged()
        }
        self.transaction.news.notices.append(.changeDamaged(change))
        guard self.transaction.state.quotas.damage.take(at: self.transaction.now) else { return }
        self.transaction.record(
            DamageNews.changeDamaged(change, isOwn: isOwn, at: self.transaction.now)
        )
    }

    // MARK: Mending

    /// Puts right what the rest of the store knows.
    ///
    /// - Returns: whether the change is whole now.
    private func mendHere(_ change: ChangePlace, in place: Int) throws(Interruption) -> Bool {
        guard let stored = try self.log.stored(place, change.number) else { return false }
        switch try self.condition(of: stored, in: place) {
        case .whole: break
        case .damaged: return false
        case .otherDigest(let digest): self.replace(stored.signed, digest, at: change)
        case .unsigned:
            let signer = self.transaction.identity.signer
            guard change.feed.author == signer.author,
                let signature = try? signer.sign(stored.signed.signedBytes)
            else { return false }
            let signed = SignedChange(body: stored.signed.body, signature: signature)
            self.replace(signed, stored.digest, at: change)
        }
        return true
    }

    private func condition(
        of stored: StoredChange,
        in place: Int
    ) throws(Interruption) -> Condition {
        let feed = self.transaction.state.directory.feeds[place]
        let found = stored.signed.digest(by: self.transaction.identity.suite)
        var isConfirmed = found == feed.head.digest && stored.number == feed.head.number
        if stored.number < feed.head.number {
            let next = try self.log.stored(place, stored.number + 1)
            let previous = next.flatMap { try? Change(decoding: $0.signed.body) }?.previous
            isConfirmed = previous == ChangeID(prefixOf: found)
        }
        let isWhole = found == stored.digest
        guard isWhole || isConfirmed else { return .damaged }
        guard isWhole else { return .otherDigest(found) }
        let check = ChangeCheck(self.transaction.identity)
        return check.isSigned(stored, by: feed.key) ? .whole : .unsigned
    }

    private func replace(_ signed: SignedChange, _ digest: Digest256, at change: ChangePlace) {
        let position = self.log.position(of: change.feed, change.number)
        self.transaction.changes.mended[position] = StoredChange(
            number: change.number,
            digest: digest,
            signed: signed
        )
    }

    /// A change that was left out of the records is whole again by itself: its operations come in now.
    ///
    /// - Returns: false when a record is damaged, so that they cannot.
    private func applyIfLeft(_ change: ChangePlace, in place: Int) throws(Interruption) -> Bool {
        let position = self.log.position(of: change.feed, change.number)
        let feed = self.transaction.state.directory.feeds[place]
        guard self.transaction.state.damage.waiting(position) == .left,
            change.number <= feed.applied,
            let stored = try self.log.stored(place, change.number)
        else { return true }
        return try self.transaction.apply(stored, of: place)
    }

    /// A neighbour has sent a change that is here already: if it is damaged here, this one takes its place.
    func mend(
        _ verified: VerifiedChange,
        in strand: FeedID,
        from peer: OfficePath
    ) throws(Interruption) {
        let change = ChangePlace(feed: strand, number: verified.change.number)
        let position = self.log.position(of: strand, change.number)
        guard let standing = self.transaction.state.damage.waiting(position),
            let place = self.transaction.state.directory.feed(strand)
        else { return }
        let feed = self.transaction.state.directory.feeds[place]
        if standing == .left, change.number <= feed.applied {
            guard let entries = try self.transaction.readable(verified.edits, in: feed.space) else {
                // It is whole and stays on the list: a rebuild puts it in.
                return self.replace(verified.signed, verified.digest, at: change)
            }
            let origin = verified.change.origin(id: verified.id)
            self.transaction.apply(verified.edits, to: entries, from: origin, at: position)
        }
        self.replace(verified.signed, verified.digest, at: change)
        self.remove(position...position)
        self.transaction.news.mended.append(change)
        guard self.transaction.state.quotas.mends.take(at: self.transaction.now) else { return }
        self.transaction.record(
            DamageNews.changeMended(change, from: peer, at: self.transaction.now)
        )
    }
}
