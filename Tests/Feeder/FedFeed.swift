internal import SyncProtocol

/// A feed that grows change by change. No record is written in two of its changes.
struct FedFeed {
    private static let incarnation: UInt64 = 2_018

    private let office: FedOffice
    private let feed: FeedID
    private var head: FeedHead?

    init(of office: FedOffice, in space: SpaceID) {
        self.office = office
        self.feed = FeedID(
            space: space,
            author: office.signer.author,
            incarnation: FeedID.ordinary(Self.incarnation)
        )
    }

    /// Signs the next change.
    ///
    /// - Parameter at: UTC milliseconds, later than that of the one before.
    mutating func append(
        _ intents: [RecordIntent],
        at: Int64,
        user: String?
    ) throws -> VerifiedChange {
        var draft = ChangeDraft(space: self.feed.space, user: user)
        for intent in intents {
            draft.add(
                intent,
                to: RecordState(),
                by: self.feed.author,
                incarnation: self.feed.incarnation
            )
        }
        let change = draft.change(
            feed: self.feed,
            after: self.head,
            stamp: Stamp(milliseconds: at),
            chain: self.office.chain
        )
        let signed = try SignedChange(change, signer: self.office.signer)
        let verified = VerifiedChange(
            signed: signed,
            change: change,
            digest: signed.digest(by: SignatureSuite.ed25519),
            edits: draft.edits
        )
        self.head = verified.head
        return verified
    }
}
