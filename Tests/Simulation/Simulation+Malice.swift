internal import OrderedCollections
internal import SyncProtocol

// What evil offices do to the frames that they send. What they receive they treat like all others, so
// all that they could leave out on the way in is left out on the way out.

extension Simulation {
    /// A frame, and by how many milliseconds it is late.
    typealias Late = (bytes: [UInt8], delay: Int64)

    /// How many frames are kept to be sent again.
    private static let replayCountMax = 40

    /// What leaves an office in place of a frame.
    func twisted(_ bytes: [UInt8], over link: LinkID, by office: Int) throws -> [Late] {
        let plain: [Late] = [(bytes, 0)]
        guard self.isFaulty, self.villains.contains(office) else { return plain }
        if self.plan.malices.contains(.replays) { self.remember(bytes) }
        if self.plan.malices.contains(.freezes), self.freeze(bytes, over: link, by: office) {
            self.counts.faults[.evilFrozen] += 1
            return []
        }
        guard self.random.chance(perMille: self.plan.malicePerMille),
            let malice = self.random.element(of: self.plan.malices),
            let late = try self.twist(bytes, over: link, by: office, malice)
        else { return plain }
        self.counts.faults[malice.kind] += 1
        return late
    }

    /// Nil when the frame gives no occasion.
    private func twist(
        _ bytes: [UInt8],
        over link: LinkID,
        by office: Int,
        _ malice: Malice
    ) throws -> [Late]? {
        switch malice {
        case .sendsMalformedFrames:
            return [(self.random.bytes(1 + self.random.index(below: 200)), 0)]
        case .drops: return []
        case .delays: return [(bytes, self.random.integer(in: 100...60_000))]
        case .freezes: return nil
        case .replays:
            guard let old = self.random.element(of: self.sentByVillains) else { return nil }
            return [(bytes, 0), (old, 0)]
        case .truncates: return Self.prompt(self.truncated(bytes))
        case .flipsBits: return Self.prompt(self.flipped(bytes))
        case .forgesDirectives: return try Self.prompt(self.forged(bytes, by: office))
        case .splices: return Self.prompt(self.spliced(bytes, by: office))
        case .equivocates: return try Self.prompt(self.equivocated(bytes, by: office))
        case .liesAboutHeads: return Self.prompt(self.withFalseHeads(bytes))
        case .liesInAcknowledgements: return Self.prompt(self.withFalseAnswers(bytes))
        case .falsifiesConfirmations: return try self.falsified(bytes, over: link, by: office)
        case .withholdsNotes: return self.withheld(bytes)
        case .forgesCharters: return try Self.prompt(self.withForgedCharter(bytes, by: office))
        case .asksForHouse: return self.asking(bytes, over: link, by: office)
        case .floodsRoster: return self.planFlood(by: office) ? Self.prompt(bytes) : nil
        }
    }

    static func prompt(_ bytes: [UInt8]?) -> [Late]? {
        guard let bytes else { return nil }
        return [(bytes, 0)]
    }

    private func batch(in bytes: [UInt8]) -> ChangeBatch? {
        guard let frame = try? Frame(decoding: bytes), case .changes(let batch) = frame,
            !batch.changes.isEmpty
        else { return nil }
        return batch
    }

    private func frame(_ number: UInt64, _ changes: [SignedChange]) -> [UInt8] {
        Frame.changes(ChangeBatch(number: number, changes: changes)).encoded()
    }

    // MARK: Holding back

    private func remember(_ bytes: [UInt8]) {
        if self.sentByVillains.count == Self.replayCountMax { self.sentByVillains.removeFirst() }
        self.sentByVillains.append(bytes)
    }

    /// Keeps changes back, and lets its own relay believe that they have arrived, so that the link
    /// stays up and looks well.
    private func freeze(_ bytes: [UInt8], over link: LinkID, by office: Int) -> Bool {
        guard let batch = self.batch(in: bytes) else { return false }
        let answer = BatchAcknowledgement(number: batch.number, positions: [], refusals: [])
        self.schedule(
            after: 1,
            .arrived(link, office: office, Frame.acknowledgement(answer).encoded())
        )
        return true
    }

    private func truncated(_ bytes: [UInt8]) -> [UInt8]? {
        if self.random.chance(perMille: 500), let batch = self.batch(in: bytes) {
            let kept = self.random.index(below: batch.changes.count)
            return self.frame(batch.number, Array(batch.changes.prefix(kept)))
        }
        return Array(bytes.prefix(self.random.index(below: bytes.count)))
    }

    // MARK: Changing changes

    private func flipped(_ bytes: [UInt8]) -> [UInt8]? {
        guard let batch = self.batch(in: bytes) else { return nil }
        var changes = batch.changes
        let place = self.random.index(below: changes.count)
        var body = changes[place].body
        body[self.random.index(below: body.count)] ^= 1 << UInt8(self.random.below(8))
        changes[place] = SignedChange(body: body, signature: changes[place].signature)
        return self.frame(batch.number, changes)
    }

    private func spliced(_ bytes: [UInt8], by office: Int) -> [UInt8]? {
        guard let batch = self.batch(in: bytes),
            let position = self.random.element(of: self.offices[office].store.durable.positions)
        else { return nil }
        var changes = batch.changes
        let place = self.random.index(below: changes.count)
        guard let change = try? Change(decoding: changes[place].body),
            change.feed != position.feed
        else { return nil }
        let moved = Change(
            suite: change.suite,
            tree: change.tree,
            feed: position.feed,
            number: position.head.number + 1,
            previous: ChangeID(prefixOf: position.head.digest),
            stamp: change.stamp,
            user: change.user,
            opening: nil,
            act: change.act,
            payload: change.payload
        )
        let signature = changes[place].signature
        changes[place] = SignedChange(body: moved.encoded(), signature: signature)
        return self.frame(batch.number, changes)
    }

    private func forged(_ bytes: [UInt8], by office: Int) throws -> [UInt8]? {
        let identity = self.offices[office].identity
        guard let batch = self.batch(in: bytes),
            let record = RecordID(kind: 10, key: self.random.bytes(16))
        else { return nil }
        // The root cannot usurp what is above it; it writes in the name of an office below.
        let root = identity.path.lineage[0]
        let victim = identity.path == root ? self.offices[self.offices.count - 1].path : root
        let space = SpaceID(.directives, of: victim)
        var draft = ChangeDraft(space: space, user: "forger")
        let intent = RecordIntent(
            space: space,
            record: record,
            fields: [FieldIntent(2, .choose(.text("forged")))]
        )
        let incarnation = self.random.next()
        draft.add(intent, to: RecordState(), by: identity.author, incarnation: incarnation)
        let change = draft.change(
            feed: FeedID(space: space, author: identity.author, incarnation: incarnation),
            after: nil,
            stamp: Stamp(milliseconds: self.offices[office].clock.wall(at: self.now)),
            chain: identity.chain
        )
        let signed = try SignedChange(change, signer: identity.signer)
        return self.frame(batch.number, batch.changes + [signed])
    }

    /// Writes in a case of another office by a charter that it has signed itself, or goes on writing where it was taken
    /// off.
    private func withForgedCharter(_ bytes: [UInt8], by office: Int) throws -> [UInt8]? {
        let (identity, disk) = (self.offices[office].identity, self.offices[office].store.durable)
        let owners = self.offices.filter { $0.path != identity.path }
        guard let batch = self.batch(in: bytes), let owner = self.random.element(of: owners) else {
            return nil
        }
        let stamp = Stamp(milliseconds: self.offices[office].clock.wall(at: self.now))
        let ended = disk.feeds.first {
            $0.feed.author == identity.author && $0.feed.branch == nil && $0.head.number > 0
                && disk.charters.limit(of: $0.feed, by: identity.path) == $0.head.number
        }
        let change: Change
        if let ended, self.random.chance(perMille: 500) {
            change = Change(
                suite: identity.suite.number,
                tree: self.tree.tree,
                feed: ended.feed,
                number: ended.head.number + 1,
                previous: ChangeID(prefixOf: ended.head.digest),
                stamp: Stamp(raw: max(stamp.raw, (ended.end?.stamp.raw ?? 0) + 1)),
                user: "ousted",
                opening: nil,
                act: nil,
                payload: Change.payload([])
            )
        } else {
            let id = CaseID(high: self.random.next(), low: self.random.next())
            let space =
                self.random.element(of: disk.charters.spaces.filter { $0.owner != identity.path })
                ?? SpaceID(case: id, of: owner.path)
            let parties = [identity.path] + self.offices.map(\.path)
            change = Change(
                suite: identity.suite.number,
                tree: self.tree.tree,
                feed: FeedID(
                    space: space,
                    author: identity.author,
                    incarnation: FeedID.ordinary(self.random.next())
                ),
                number: 1,
                previous: nil,
                stamp: stamp,
                user: "forger",
                opening: identity.chain,
                charter: try Charter(
                    CharterTerms(parties: parties),
                    of: space,
                    chain: identity.chain,
                    signer: identity.signer
                ),
                act: nil,
                payload: Change.payload([])
            )
        }
        let signed = try SignedChange(change, signer: identity.signer)
        return self.frame(batch.number, batch.changes + [signed])
    }

    /// Signs another change in place of one of its own.
    private func equivocated(_ bytes: [UInt8], by office: Int) throws -> [UInt8]? {
        let identity = self.offices[office].identity
        guard let batch = self.batch(in: bytes) else { return nil }
        for (place, signed) in batch.changes.enumerated() {
            guard let change = try? Change(decoding: signed.body),
                change.feed.author == identity.author
            else { continue }
            let other = Change(
                suite: change.suite,
                tree: change.tree,
                feed: change.feed,
                number: change.number,
                previous: change.previous,
                stamp: change.stamp,
                user: "two-faced \(self.random.below(1_000))",
                opening: change.opening,
                charter: change.charter,
                act: change.act,
                payload: change.payload
            )
            let lie = try SignedChange(other, signer: identity.signer)
            let head = FeedHead(number: change.number, digest: lie.digest)
            self.feedChecker.equivocated(change.feed, head, after: change.previous)
            var changes = batch.changes
            changes[place] = lie
            return self.frame(batch.number, changes)
        }
        return nil
    }

    // MARK: False words

    private func lie(about position: FeedPosition) -> FeedPosition {
        let number = position.head.number + self.random.below(4)
        let digest = SignatureSuite.ed25519.hash(self.random.bytes(8))
        return FeedPosition(
            feed: position.feed,
            head: FeedHead(number: max(1, number), digest: digest)
        )
    }

    private func withFalseHeads(_ bytes: [UInt8]) -> [UInt8]? {
        guard let frame = try? Frame(decoding: bytes), case .reconcile(var page) = frame,
            !page.positions.isEmpty
        else { return nil }
        for place in page.positions.indices where self.random.chance(perMille: 300) {
            page.positions[place] = self.lie(about: page.positions[place])
        }
        let place = self.random.index(below: page.positions.count)
        page.positions[place] = self.lie(about: page.positions[place])
        return Frame.reconcile(page).encoded()
    }

    /// Asks the other end for what stays in its house, or belongs to a case of others: among what is compared, or by name. The feeds it knows from nobody;
    /// the simulation tells it.
    private func asking(_ bytes: [UInt8], over link: LinkID, by office: Int) -> [Late]? {
        guard let connection = self.network.connections[link] else { return nil }
        let peer = self.offices[connection.other(than: office)]
        let (path, disk) = (self.offices[office].path, peer.store.durable)
        let secret = disk.positions.filter { position in
            switch position.feed.space.kind {
            case .house: position.feed.space.owner != path
            case .case: !position.feed.space.isMeant(for: path, disk.successions, disk.charters)
            default: false
            }
        }
        guard let wanted = self.random.element(of: secret) else { return nil }
        if let frame = try? Frame(decoding: bytes), case .reconcile(var page) = frame {
            let nothing = FeedPosition(feed: wanted.feed, head: .nothing)
            if page.listed.isEmpty {
                page.answers.append(nothing)
            } else {
                page.positions.append(FeedPosition(feed: wanted.feed, head: wanted.head))
            }
            return Self.prompt(Frame.reconcile(page).encoded())
        }
        let change = ChangePlace(feed: wanted.feed, number: wanted.head.number)
        return [(bytes, 0), (Frame.again(change).encoded(), 0)]
    }

    private func withFalseAnswers(_ bytes: [UInt8]) -> [UInt8]? {
        guard let frame = try? Frame(decoding: bytes), case .acknowledgement(let answer) = frame,
            let position = self.random.element(of: answer.positions)
        else { return nil }
        var refusals = answer.refusals
        if self.random.chance(perMille: 300) {
            let reason = self.random.element(of: RefusalReason.allCases) ?? .forked
            refusals.append(
                .init(feed: position.feed, number: 1, reason: reason.rawValue)
            )
        }
        let invented = BatchAcknowledgement(
            number: answer.number,
            positions: answer.positions.map { self.lie(about: $0) },
            refusals: refusals
        )
        return Frame.acknowledgement(invented).encoded()
    }
}
