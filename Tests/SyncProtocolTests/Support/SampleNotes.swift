import Testing

@testable import SyncProtocol

/// Notes of the sample tree's offices.
enum SampleNotes {
    static let milliseconds: Int64 = 1_760_000_000_000

    /// Headquarters says what it has of the city's reports.
    static func confirmation(
        _ sample: SampleTree,
        positions: [FeedPosition],
        signer: SampleOffice? = nil
    ) throws -> VerifiedNote {
        let confirmation = try #require(
            ConfirmationNote(
                owner: sample.city.path,
                reader: sample.national.path,
                at: Self.milliseconds,
                positions: positions
            )
        )
        let note = try Note(
            .confirmation,
            body: confirmation.encoded(),
            in: Note.Context(tree: sample.tree, signer: sample.national.path),
            signer: (signer ?? sample.national).signer
        )
        return VerifiedNote(
            own: note,
            signer: sample.national.path,
            content: .confirmation(confirmation),
            suite: SignatureSuite.ed25519
        )
    }

    static func statement(
        _ office: SampleOffice,
        of tree: TreeID,
        withChain: Bool = false,
        at: Int64 = Self.milliseconds
    ) throws -> VerifiedNote {
        let statement = StatementNote(
            number: 3,
            at: at,
            headsDigest: SignatureSuite.ed25519.hash([1]),
            backlog: 12,
            quarantined: 1,
            held: 0,
            diskFreeByteCount: 1 << 40,
            version: "0.1.0",
            offline: 2,
            behind: 5
        )
        let note = try Note(
            .statement,
            body: statement.encoded(),
            in: Note.Context(tree: tree, signer: office.path),
            signer: office.signer,
            chain: withChain ? office.chain : nil
        )
        return VerifiedNote(
            own: note,
            signer: office.path,
            content: .statement(statement),
            suite: SignatureSuite.ed25519
        )
    }

    static func fold(_ office: SampleOffice, of tree: TreeID) throws -> VerifiedNote {
        let header = FoldHeader(subject: Array(repeating: 7, count: 16), at: 1_760_000_000)
        var encoder = CBOREncoder()
        encoder.array(count: 2)
        encoder.byteString(header.subject)
        encoder.integer(header.at)
        let note = try Note(
            .fold,
            body: encoder.bytes,
            in: Note.Context(tree: tree, signer: office.path),
            signer: office.signer
        )
        return VerifiedNote(
            own: note,
            signer: office.path,
            content: .fold(header),
            suite: SignatureSuite.ed25519
        )
    }
}
