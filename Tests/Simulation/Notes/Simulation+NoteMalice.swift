internal import OrderedCollections
internal import SyncProtocol

// What evil offices do to notes that they pass on, and which they make up.

extension Simulation {
    /// How many confirmations are kept to be shown again.
    private static let confirmationsMax = 40

    private func note(in bytes: [UInt8]) -> Note? {
        guard let frame = try? Frame(decoding: bytes), case .note(.note(let note)) = frame else {
            return nil
        }
        return note
    }

    /// Lost, or up to a minute late.
    func withheld(_ bytes: [UInt8]) -> [Late]? {
        guard self.note(in: bytes) != nil else { return nil }
        guard self.random.chance(perMille: 500) else { return [] }
        return [(bytes, self.random.integer(in: 100...60_000))]
    }

    /// A confirmation on its way is put in place of another; beside any other frame to an office below comes
    /// one that is made up.
    func falsified(_ bytes: [UInt8], over link: LinkID, by office: Int) throws -> [Late]? {
        guard let note = self.note(in: bytes) else {
            guard let forged = try self.forgedConfirmation(over: link, by: office) else {
                return nil
            }
            return [(bytes, 0), (Frame.note(.note(forged)).encoded(), 0)]
        }
        guard note.kind == .confirmation,
            let confirmation = try? ConfirmationNote(decoding: note.body)
        else {
            return nil
        }
        let old = self.random.element(of: self.confirmationsSeen)
        if self.confirmationsSeen.count == Self.confirmationsMax {
            self.confirmationsSeen.removeFirst()
        }
        self.confirmationsSeen.append(note)
        let shown =
            switch self.random.below(4) {
            case 0: old
            case 1: self.altered(note, confirmation)
            case 2: self.inAnotherName(note, confirmation)
            default: self.byAnotherAuthor(note, office)
            }
        return Self.prompt(shown.map { Frame.note(.note($0)).encoded() })
    }

    /// Other positions under the same signature.
    private func altered(_ note: Note, _ confirmation: ConfirmationNote) -> Note? {
        var positions = confirmation.positions
        guard !positions.isEmpty else { return nil }
        let place = self.random.index(below: positions.count)
        let head = positions[place].head
        positions[place] = FeedPosition(
            feed: positions[place].feed,
            head: FeedHead(number: head.number + self.random.below(3), digest: head.digest)
        )
        let body = ConfirmationNote(
            owner: confirmation.owner,
            reader: confirmation.reader,
            at: confirmation.at + 1,
            positions: positions
        )
        return body.map { self.note($0, note.author, note.signature) }
    }

    /// The same positions, said to be at another office above the owner.
    private func inAnotherName(_ note: Note, _ confirmation: ConfirmationNote) -> Note? {
        let readers = confirmation.owner.lineage.dropLast().filter { $0 != confirmation.reader }
        guard let reader = self.random.element(of: readers) else { return nil }
        let body = ConfirmationNote(
            owner: confirmation.owner,
            reader: reader,
            at: confirmation.at,
            positions: confirmation.positions
        )
        return body.map { self.note($0, note.author, note.signature) }
    }

    private func byAnotherAuthor(_ note: Note, _ office: Int) -> Note {
        Note(
            kind: note.kind,
            body: note.body,
            author: self.offices[office].identity.author,
            signature: note.signature
        )
    }

    private func note(
        _ confirmation: ConfirmationNote,
        _ author: AuthorID,
        _ signature: [UInt8]
    ) -> Note {
        Note(
            kind: .confirmation,
            body: confirmation.encoded(),
            author: author,
            signature: signature
        )
    }

    /// Signed with its own key: in its own name it can lie about itself alone, in the name of an office
    /// above nobody may believe it.
    private func forgedConfirmation(over link: LinkID, by office: Int) throws -> Note? {
        let identity = self.offices[office].identity
        guard let connection = self.network.connections[link] else { return nil }
        let owner = self.offices[connection.other(than: office)].path
        guard identity.path.contains(owner), owner != identity.path,
            let reader = self.random.element(of: identity.path.lineage)
        else { return nil }
        let confirmation = ConfirmationNote(
            owner: owner,
            reader: reader,
            at: self.offices[office].clock.wall(at: self.now),
            positions: self.madeUpPositions(of: owner, by: office)
        )
        guard let confirmation else { return nil }
        return try Note(
            .confirmation,
            body: confirmation.encoded(),
            in: Note.Context(tree: self.tree.tree, signer: reader),
            signer: identity.signer,
            chain: self.random.chance(perMille: 500) ? identity.chain : nil
        )
    }

    /// True ends, ends that are too far, and other changes than were written.
    private func madeUpPositions(of owner: OfficePath, by office: Int) -> [FeedPosition] {
        let known = self.offices[office].store.durable.positions.filter {
            $0.feed.space == SpaceID(.reports, of: owner) && $0.head.number > 0
        }
        return known.prefix(4).map { position in
            let isTrue = self.random.chance(perMille: 500)
            let digest =
                isTrue ? position.head.digest : SignatureSuite.ed25519.hash(self.random.bytes(8))
            let number = position.head.number + self.random.below(3)
            return FeedPosition(feed: position.feed, head: FeedHead(number: number, digest: digest))
        }
    }
}
