internal import SyncProtocol

/// Changes of this node's own, signed at the end of its feeds.
struct Signing {
    let transaction: Transaction

    /// The incarnation of this node's feeds in a space.
    func incarnation(in space: SpaceID, isUrgent: Bool) -> UInt64 {
        let ordinary = self.transaction.state.incarnation
        if self.isReview(space) { return FeedID.review(ordinary) }
        return isUrgent ? FeedID.urgent(ordinary) : ordinary
    }

    /// The same for what was written in another incarnation of a feed.
    func incarnation(like old: FeedID) -> UInt64 {
        let ordinary = self.transaction.state.incarnation
        return old.isOrdinary ? ordinary : FeedID.urgent(ordinary)
    }

    /// Whether this office writes there in its own name, though the space is that of an office below.
    private func isReview(_ space: SpaceID) -> Bool {
        space.kind == .reports && !self.transaction.isOwnOrHosted(space.owner)
            && self.transaction.identity.path.contains(space.owner)
    }

    /// Signs a draft and appends it to this node's feed in the space.
    func sign(_ open: DraftTable.Open) throws(Interruption) -> ChangeID {
        let place = open.key.space
        let directory = self.transaction.state.directory
        let space = directory.spaces[place].space
        let feed = FeedID(
            space: space,
            author: self.transaction.context.author,
            incarnation: self.incarnation(in: space, isUrgent: open.key.isUrgent)
        )
        try self.issueAgain(in: feed.space)
        let chain = try self.chain(place)
        let head = directory.feed(feed).map { directory.feeds[$0].head }
        let change = open.draft.change(
            feed: feed,
            after: head,
            stamp: self.transaction.state.clock.next(at: self.transaction.now),
            chain: chain,
            charter: head == nil
                ? try Cases(transaction: self.transaction).grant(in: feed.space) : nil
        )
        return try self.sign(change, open.draft.edits, open.entries, chain)
    }

    /// Signs a change at the end of a feed of this node, appends it and merges it.
    ///
    /// - Parameters:
    ///   - edits: the change's.
    ///   - entries: the records of the edits, in their order.
    ///   - chain: with which the feed is opened.
    func sign(
        _ change: Change,
        _ edits: [RecordEdit],
        _ entries: [RecordEntry],
        _ chain: CredentialChain
    ) throws(Interruption) -> ChangeID {
        // Neighbours refuse what is dated before the change it follows: better nothing is written.
        let place = self.transaction.state.directory.feed(change.feed)
        let last = place.map { self.transaction.state.directory.feeds[$0].stamp }
        guard last.map({ $0 < change.stamp }) ?? true else {
            throw .fault(.signing(detail: "stamp \(change.stamp) does not rise"))
        }
        let signed: SignedChange
        do {
            signed = try SignedChange(change, signer: self.transaction.identity.signer)
        } catch {
            throw .fault(.signing(detail: "\(error)"))
        }
        // Nobody could read it, this node as little as others.
        guard signed.body.count <= ChangeLimits.bodyByteCountMax else {
            throw .fault(.signing(detail: "a change of \(signed.body.count) bytes"))
        }
        let arrival = Arrival(
            change: change,
            signed: signed,
            digest: signed.digest(by: self.transaction.identity.suite),
            edits: edits
        )
        let position = try FeedLog(transaction: self.transaction).append(
            arrival,
            to: change.feed,
            key: AuthorKey(chain.leaf),
            isHeld: false
        )
        self.transaction.apply(
            edits,
            to: entries,
            from: change.origin(id: arrival.id),
            at: position
        )
        try Cases(transaction: self.transaction).learn(change)
        return arrival.id
    }

    /// Issues a charter: a feed of its own brings it, in which nothing else stands.
    @discardableResult
    func issue(
        _ wish: CharterWish,
        user: String? = nil,
        act: ActID? = nil
    ) throws(Interruption) -> ChangeID {
        let feed = FeedID(
            space: wish.space,
            author: self.transaction.context.author,
            incarnation: FeedID.charter(self.transaction.draw())
        )
        let chain = try self.chain(self.transaction.space(wish.space))
        let terms = Cases(transaction: self.transaction).terms(of: wish, in: feed)
        let charter: Charter
        do {
            let signer = self.transaction.identity.signer
            charter = try Charter(terms, of: wish.space, chain: chain, signer: signer)
        } catch {
            throw .fault(.signing(detail: "\(error)"))
        }
        let change = Change(
            suite: chain.leaf.suite,
            tree: chain.leaf.tree,
            feed: feed,
            number: 1,
            previous: nil,
            stamp: self.transaction.state.clock.next(at: self.transaction.now),
            user: user,
            opening: chain,
            charter: charter,
            act: act,
            payload: Change.payload([])
        )
        return try self.sign(change, [], [], chain)
    }

    /// Where no charter of a case that this office co-ordinates is left as it was written, what they said is said again.
    func issueAgain(in space: SpaceID) throws(Interruption) {
        guard space.kind == .case, space.owner == self.transaction.identity.path,
            try Cases(transaction: self.transaction).wholeGrant(in: space) == nil
        else { return }
        try self.issue(CharterWish(space))
    }

    /// The credentials with which this node opens a feed in a space: its own, or for a hosted child
    /// one that it issues to itself.
    ///
    /// - Parameter isReview: whether it writes in its own name there; nil for what it does now.
    func chain(
        _ space: Int,
        isReview: Bool? = nil
    ) throws(Interruption) -> CredentialChain {
        let own = self.transaction.identity
        let name = self.transaction.state.directory.spaces[space].space
        // In a case an office writes in its own name, wherever it stands.
        if name.kind == .case || isReview ?? self.isReview(name) { return own.chain }
        if let chain = self.transaction.state.directory.spaces[space].chain { return chain }
        let owner = name.owner
        var chain: CredentialChain? = own.chain
        if !own.path.contains(owner) {
            chain = try self.formerChain(space)
        } else if owner != own.path, self.transaction.isOwnOrHosted(owner) {
            do {
                chain = try own.chain.issuing(
                    child: owner.office,
                    publicKey: own.signer.publicKey,
                    serial: 1,
                    signer: own.signer
                )
            } catch {
                throw .fault(.signing(detail: "\(error)"))
            }
        }
        guard let chain else {
            throw .fault(.invalid(detail: "\(owner) lies too deep in the tree"))
        }
        self.transaction.state.directory.spaces[space].chain = chain
        return chain
    }

    /// The credentials with which this node wrote for a place from which the office has moved away: a feed of its own
    /// there begins with them. Nil when none does any more.
    func formerChain(_ space: Int) throws(Interruption) -> CredentialChain? {
        let log = FeedLog(transaction: self.transaction)
        for (place, feed) in self.transaction.state.directory.feeds.enumerated()
        where feed.space == space && feed.feed.base == 0 && feed.head.number > 0 {
            let opening = try log.entries(of: place, 1...1).first?.change?.opening
            if let opening, opening.leaf.author == self.transaction.context.author {
                return opening
            }
        }
        return nil
    }
}
