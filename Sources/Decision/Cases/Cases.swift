internal import OrderedCollections
internal import SyncProtocol

/// What charters say of a case, and what follows for what is on the disk (decision 0032).
struct Cases {
    let transaction: Transaction

    private var log: FeedLog { FeedLog(transaction: self.transaction) }

    private var charters: Charters { self.transaction.state.directory.charters }

    /// Whether a change stands behind where its feed counts: its office was taken off the case.
    func isBehindEnd(_ change: Change, by office: OfficePath) -> Bool {
        self.charters.limit(of: change.feed, by: office).map { $0 < change.number } ?? false
    }

    /// Takes in the charter of an opening that is on the disk now: from now on who is named in it has the case, and what
    /// offices wrote behind where they were taken off is refused.
    func learn(_ change: Change) throws(Interruption) {
        guard self.note(change) else { return }
        let space = self.transaction.space(change.feed.space)
        for (place, feed) in self.transaction.state.directory.feeds.enumerated()
        where feed.space == space && feed.head.number > feed.feed.base {
            guard let limit = self.charters.limit(of: feed.feed, by: feed.key.path),
                feed.head.number > limit
            else { continue }
            try self.refuse(max(limit, feed.feed.base) + 1, of: place)
        }
    }

    /// Takes in what a charter says, and nothing that follows.
    ///
    /// - Returns: whether it says something new.
    @discardableResult
    func note(_ change: Change) -> Bool {
        guard let charter = change.charter,
            self.transaction.state.directory.charters.learn(charter, from: change.feed)
        else { return false }
        self.transaction.changes.spaces.append(self.transaction.space(change.feed.space))
        self.transaction.news.charters = self.charters
        return true
    }

    /// What stands in a strand from a number on is put where refused changes are kept, and derived anew without.
    private func refuse(_ number: UInt64, of place: Int) throws(Interruption) {
        let feed = self.transaction.state.directory.feeds[place]
        for stored in try self.log.stretch(of: place, number...feed.head.number) {
            try self.transaction.quarantine(
                QuarantinedUnit(
                    reason: .notAuthorised,
                    detail: Self.detail(feed.key.path),
                    feed: feed.feed.root,
                    number: stored.number,
                    peer: "\(feed.key.path)",
                    body: stored.signed.body,
                    signature: stored.signed.signature
                )
            )
        }
        if feed.applied >= number { self.transaction.mustRebuild = true }
        try Withdrawal(transaction: self.transaction).end(place, before: number)
    }

    static func detail(_ office: OfficePath) -> String { "\(office) was taken off the case" }

    // MARK: Writing

    /// Whether this node can open a feed in a case: its office was not taken off, and a charter that admits it is whole
    /// here; the owner makes one anew.
    func mayOpen(_ space: SpaceID) throws(Interruption) -> Bool {
        let own = self.transaction.identity.path
        guard let terms = self.charters[space]?.terms,
            !terms.removals.contains(where: { $0.office == own })
        else { return false }
        if own == space.owner { return true }
        return try self.wholeGrant(in: space) != nil
    }

    /// The charter by which this node's office takes part: nil for a space that is no case.
    func grant(in space: SpaceID) throws(Interruption) -> Charter? {
        guard space.kind == .case else { return nil }
        guard let charter = try self.wholeGrant(in: space) else {
            throw .fault(.invalid(detail: "no charter of \(space) is whole here"))
        }
        return charter
    }

    /// Nil when none that admits this node's office is here as it was written.
    func wholeGrant(in space: SpaceID) throws(Interruption) -> Charter? {
        let own = self.transaction.identity.path
        let directory = self.transaction.state.directory
        for grant in (self.charters[space]?.grants ?? []).reversed()
        where own == space.owner || grant.parties.contains(own) {
            guard let place = directory.feed(grant.feed), directory.feeds[place].head.number > 0,
                let change = try self.log.entries(of: place, 1...1).first?.change
            else { continue }
            if let charter = change.charter { return charter }
        }
        return nil
    }

    /// The terms that a wish comes to, with what is known of the case.
    ///
    /// - Parameter feed: with which the charter is issued.
    func terms(of wish: CharterWish, in feed: FeedID) -> CharterTerms {
        let known = self.charters[wish.space]?.terms ?? .nothing
        let parties = known.parties + wish.parties.filter { $0 != wish.space.owner }
        var removals = known.removals
        var off = wish.removed
        if wish.closes { off += parties + [wish.space.owner] }
        for office in OrderedSet(off) where !removals.contains(where: { $0.office == office }) {
            var ends = self.ends(of: office, in: wish.space)
            if office == wish.space.owner {
                // The charter that closes the case counts itself.
                ends.append(
                    CharterTerms.End(
                        author: feed.author,
                        incarnation: feed.incarnation,
                        number: 1
                    )
                )
            }
            removals.append(CharterTerms.Removal(office, ends: ends))
        }
        return CharterTerms(parties: parties, removals: removals)
    }

    /// Where the feeds of an office end here.
    private func ends(of office: OfficePath, in space: SpaceID) -> [CharterTerms.End] {
        let directory = self.transaction.state.directory
        guard let place = directory.space(space) else { return [] }
        var numbers = OrderedDictionary<FeedID, UInt64>()
        for feed in directory.feeds where feed.space == place && feed.key.path == office {
            numbers[feed.feed.root] = max(numbers[feed.feed.root] ?? 0, feed.head.number)
        }
        return numbers.map {
            CharterTerms.End(author: $0.author, incarnation: $0.incarnation, number: $1)
        }
    }
}
