internal import OfficeWork
internal import SyncProtocol

/// An office whose feeds are written here: its place, its key and its credentials.
struct FedOffice: Sendable {
    let chain: CredentialChain
    let signer: any Signer

    var path: OfficePath { self.chain.path }

    /// A child with a key that follows from its place: the same one each time.
    func child(_ code: String) throws -> FedOffice {
        guard let id = OfficeID(code), let path = self.path.child(id) else {
            throw FeederError("\(code) is no office's code")
        }
        let seed = SignatureSuite.ed25519.hash(Array("\(self.chain.leaf.tree) \(path)".utf8)).bytes
        let signer = try SignatureSuite.ed25519.signer(seed: seed)
        let chain = try self.chain.issuing(
            child: id,
            publicKey: signer.publicKey,
            serial: 1,
            signer: self.signer
        )
        guard let chain else { throw FeederError("\(path) would be too deep") }
        return FedOffice(chain: chain, signer: signer)
    }

    /// The first and only feed of the office in a space of its own.
    func feed(_ kind: SpaceKind) -> FedFeed { FedFeed(of: self, in: SpaceID(kind, of: self.path)) }

    func note(_ fold: TraceFoldNote) throws -> VerifiedNote {
        let note = try Note(
            .fold,
            body: fold.encoded(),
            in: Note.Context(tree: self.chain.leaf.tree, signer: self.path),
            signer: self.signer
        )
        let header = FoldHeader(subject: fold.directive.bytes, at: fold.at)
        return VerifiedNote(
            own: note,
            signer: self.path,
            content: .fold(header),
            suite: SignatureSuite.ed25519
        )
    }
}

/// What a store or a folder has not given or taken.
struct FeederError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
