import Simulation
import Testing

@testable import SyncProtocol

@Suite("What is checked about a note")
struct NoteVerifierTests {
    private let sample: SampleTree
    private let position: FeedPosition

    init() throws {
        self.sample = try SampleTree()
        let feed = self.sample.city.feed(.reports)
        let opening = try self.sample.city.opening(feed)
        self.position = FeedPosition(
            feed: feed,
            head: FeedHead(number: 1, digest: opening.digest)
        )
    }

    private func verify(
        _ note: Note,
        at office: SampleOffice,
        from peer: SampleOffice,
        omitting step: VerificationStep? = nil,
        knowing known: [SampleOffice]? = nil
    ) -> NoteVerification {
        let verifier = NoteVerifier(
            office: office.path,
            tree: self.sample.tree,
            verifier: SignatureSuite.ed25519,
            steps: step.map { .allBut($0) } ?? .all
        )
        let known = known ?? self.sample.all
        return verifier.verify(note, from: peer.path) { author in
            known.first { $0.author == author && $0.path.parent == office.path }?.path
        } key: { author, path in
            known.first { $0.author == author && $0.path == path }.map { AuthorKey($0.chain.leaf) }
        }
    }

    private func isGood(_ verification: NoteVerification) -> Bool {
        if case .good = verification { true } else { false }
    }

    private func reason(_ verification: NoteVerification) -> RefusalReason? {
        if case .refused(let reason, _) = verification { reason } else { nil }
    }

    @Test("A confirmation of headquarters comes down through the province to the city")
    func confirmationOnItsWay() throws {
        let note = try SampleNotes.confirmation(self.sample, positions: [self.position]).note
        let (national, province, city) = (
            self.sample.national, self.sample.province, self.sample.city
        )
        for (office, peer) in [(province, national), (city, province), (city, national)] {
            guard case .good(let good) = self.verify(note, at: office, from: peer) else {
                Issue.record("\(peer.path) to \(office.path)")
                continue
            }
            #expect(good.signer == national.path)
            #expect(good.subject == Array(city.path.description.utf8))
        }
    }

    @Test("A confirmation that a neighbour below brings is out of scope, and only the step sees it")
    func confirmationFromBelow() throws {
        let note = try SampleNotes.confirmation(self.sample, positions: [self.position]).note
        let verdict = self.verify(note, at: self.sample.province, from: self.sample.city)
        #expect(self.reason(verdict) == .outOfScope)
        let without = self.verify(
            note,
            at: self.sample.province,
            from: self.sample.city,
            omitting: .noteScope
        )
        #expect(self.isGood(without))
    }

    @Test("A confirmation that an office between signs in headquarters' name is refused")
    func forgedConfirmation() throws {
        let note = try SampleNotes.confirmation(
            self.sample,
            positions: [self.position],
            signer: self.sample.province
        ).note
        let asHeadquarters = Note(
            kind: note.kind,
            body: note.body,
            author: self.sample.national.author,
            signature: note.signature
        )
        let verdict = self.verify(asHeadquarters, at: self.sample.city, from: self.sample.province)
        #expect(self.reason(verdict) == .badSignature)
        #expect(
            self.isGood(
                self.verify(
                    asHeadquarters,
                    at: self.sample.city,
                    from: self.sample.province,
                    omitting: .noteSignature
                )
            )
        )
        // Under its own name it is no reader of that depth.
        let own = self.verify(note, at: self.sample.city, from: self.sample.province)
        #expect(own == .authorUnknown)
    }

    @Test("A statement of an office that has written nothing carries its credentials")
    func chainCarriedAlong() throws {
        let with = try SampleNotes.statement(
            self.sample.city,
            of: self.sample.tree,
            withChain: true
        ).note
        let verdict = self.verify(
            with,
            at: self.sample.province,
            from: self.sample.city,
            knowing: []
        )
        #expect(self.isGood(verdict))
        let without = try SampleNotes.statement(self.sample.city, of: self.sample.tree).note
        #expect(
            self.verify(without, at: self.sample.province, from: self.sample.city, knowing: [])
                == .authorUnknown
        )
    }

    @Test("Another office's credentials are of no use, and only the step sees it")
    func foreignChain() throws {
        let city = self.sample.city
        let other = self.sample.otherCity
        // Signed for the city's path, but by and with the credentials of another city.
        let statement = try SampleNotes.statement(city, of: self.sample.tree).note
        let note = try Note(
            .statement,
            body: statement.body,
            in: Note.Context(tree: self.sample.tree, signer: city.path),
            signer: other.signer,
            chain: other.chain
        )
        let verdict = self.verify(note, at: self.sample.province, from: city, knowing: [])
        #expect(self.reason(verdict) == .badCredential)
        #expect(
            self.isGood(
                self.verify(
                    note,
                    at: self.sample.province,
                    from: city,
                    omitting: .noteAuthor,
                    knowing: []
                )
            )
        )
    }

    @Test("A confirmation that names another change of ours is false, and only the step sees it")
    func contradiction() throws {
        let confirmation = try #require(
            ConfirmationNote(
                owner: self.sample.city.path,
                reader: self.sample.national.path,
                at: 1,
                positions: [self.position]
            )
        )
        let ours = SignatureSuite.ed25519.hash([9])
        #expect(confirmation.contradiction { _ in self.position.head.digest } == nil)
        #expect(confirmation.contradiction { _ in nil } == nil)
        #expect(confirmation.contradiction { _ in ours } == self.position)
        #expect(confirmation.contradiction(steps: .allBut(.noteContent)) { _ in ours } == nil)
    }

    @Test("A fold is taken from a direct child only")
    func foldFromChild() throws {
        let note = try SampleNotes.fold(self.sample.city, of: self.sample.tree).note
        let fromChild = self.verify(note, at: self.sample.province, from: self.sample.city)
        #expect(self.isGood(fromChild))
        let further = self.verify(note, at: self.sample.national, from: self.sample.city)
        #expect(self.reason(further) == .outOfScope)
    }

    @Test("The nodes of one office share confirmations from above and folds of its children")
    func shared() throws {
        let (province, city) = (self.sample.province, self.sample.city)
        let fold = try SampleNotes.fold(city, of: self.sample.tree).note
        guard case .good(let good) = self.verify(fold, at: province, from: province) else {
            Issue.record("the fold is not taken")
            return
        }
        #expect(good.signer == city.path)
        // Whose it is shows by its author; of one that is not known nothing can be said.
        let unknown = self.verify(fold, at: province, from: province, knowing: [province])
        #expect(unknown == .authorUnknown)
        let notOurs = self.verify(fold, at: self.sample.national, from: self.sample.national)
        #expect(notOurs == .authorUnknown)
        let confirmation = try SampleNotes.confirmation(self.sample, positions: [self.position])
            .note
        #expect(self.isGood(self.verify(confirmation, at: city, from: city)))
    }

    @Test("A note signed for one kind or one office is worth nothing for another")
    func boundToContext() throws {
        let statement = try SampleNotes.statement(self.sample.city, of: self.sample.tree).note
        let tree = TreeID(high: 1, low: 1)
        let context = Note.Context(tree: self.sample.tree, signer: self.sample.city.path)
        let signed = Note.signedBytes(.statement, statement.body, context)
        #expect(Note.signedBytes(.alarm, statement.body, context) != signed)
        let elsewhere = Note.Context(tree: tree, signer: context.signer)
        #expect(Note.signedBytes(.statement, statement.body, elsewhere) != signed)
        let other = Note.Context(tree: self.sample.tree, signer: self.sample.county.path)
        #expect(Note.signedBytes(.statement, statement.body, other) != signed)
    }

    @Test("Bodies that make no sense are refused", arguments: NoteKind.allCases)
    func nonsense(kind: NoteKind) throws {
        for body: [UInt8] in [[], [0x80], [0x84, 0x80, 0x01, 0x01, 0x80], [0xA0], [0xFF]] {
            let note = try Note(
                kind,
                body: body,
                in: Note.Context(tree: self.sample.tree, signer: self.sample.city.path),
                signer: self.sample.city.signer
            )
            let verdict = self.verify(note, at: self.sample.province, from: self.sample.city)
            #expect(self.reason(verdict) == .malformedChange)
        }
    }
}
