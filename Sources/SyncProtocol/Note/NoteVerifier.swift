/// Decides about a received note: a pure function of the note, the link, the tree and known keys.
package struct NoteVerifier<Verifier: SignatureVerifier>: Sendable {
    /// The office that received the note.
    package let office: OfficePath
    package let tree: TreeID
    private let verifier: Verifier
    private let steps: VerificationSteps

    package init(
        office: OfficePath,
        tree: TreeID,
        verifier: Verifier,
        steps: VerificationSteps = .all
    ) {
        self.office = office
        self.tree = tree
        self.verifier = verifier
        self.steps = steps
    }

    /// - Parameters:
    ///   - peer: who sent it, as the link vouches.
    ///   - child: the direct child for which an author signs, if a feed of it is known here: another node
    ///     of this office passes on folds, which do not say whose they are.
    ///   - key: the key with which an author signs for an office, if a feed of it is known here.
    package func verify(
        _ note: Note,
        from peer: OfficePath,
        child: (AuthorID) -> OfficePath?,
        key: (AuthorID, OfficePath) -> AuthorKey?
    ) -> NoteVerification {
        let content: VerifiedNote.Content
        do throws(CBORError) {
            content = try Self.content(of: note)
        } catch {
            return .refused(.malformedChange, detail: "note \(note.kind): \(error.description)")
        }
        guard let signer = self.signer(of: note, content, from: peer, child) else {
            return .authorUnknown
        }
        guard self.steps.pass(.noteScope, self.isInScope(content, from: peer)) else {
            return .refused(.outOfScope, detail: "a note \(note.kind) from \(peer)")
        }
        guard let author = self.author(of: note, for: signer, key) else {
            guard note.chain != nil else { return .authorUnknown }
            return .refused(.badCredential, detail: "note \(note.kind) of \(signer)")
        }
        let bytes = Note.signedBytes(
            note.kind,
            note.body,
            Note.Context(tree: self.tree, signer: signer)
        )
        guard
            self.steps.pass(
                .noteSignature,
                self.verifier.isValid(
                    note.signature,
                    over: bytes,
                    publicKey: author.publicKey,
                    suite: author.suite
                )
            )
        else { return .refused(.badSignature, detail: "note \(note.kind) of \(signer)") }
        return .good(
            VerifiedNote(own: note, signer: signer, content: content, suite: self.verifier)
        )
    }

    private static func content(of note: Note) throws(CBORError) -> VerifiedNote.Content {
        switch note.kind {
        case .statement: .statement(try StatementNote(decoding: note.body))
        case .confirmation: .confirmation(try ConfirmationNote(decoding: note.body))
        case .fold: .fold(try FoldHeader(bodyOf: note))
        case .alarm: .alarm(try AlarmNote(decoding: note.body))
        }
    }

    /// For whom a note must be signed: a confirmation names its reader, all others are of the neighbour, but
    /// for folds that another node of this office passes on. Nil when that is not known.
    private func signer(
        of note: Note,
        _ content: VerifiedNote.Content,
        from peer: OfficePath,
        _ child: (AuthorID) -> OfficePath?
    ) -> OfficePath? {
        switch content {
        case .confirmation(let confirmation): confirmation.reader
        case .fold where peer == self.office: child(note.author)
        case .fold, .statement, .alarm: peer
        }
    }

    /// Whether a neighbour may send this here. Confirmations come down towards their owner; folds come from
    /// direct children; the nodes of one office share both.
    private func isInScope(_ content: VerifiedNote.Content, from peer: OfficePath) -> Bool {
        switch content {
        case .statement, .alarm: true
        case .confirmation(let confirmation):
            peer.contains(self.office) && self.office.contains(confirmation.owner)
                && confirmation.reader.contains(peer)
        case .fold: peer.parent == self.office || peer == self.office
        }
    }

    private func author(
        of note: Note,
        for signer: OfficePath,
        _ key: (AuthorID, OfficePath) -> AuthorKey?
    ) -> AuthorKey? {
        if let known = key(note.author, signer) { return known }
        guard let chain = note.chain,
            self.steps.pass(
                .noteAuthor,
                chain.leaf.author == note.author && chain.path == signer
                    && chain.isValid(in: self.tree, verifier: self.verifier)
            )
        else { return nil }
        return AuthorKey(chain.leaf)
    }
}
