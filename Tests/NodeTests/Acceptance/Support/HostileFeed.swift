import OfficeWork
import SyncProtocol

@testable import Node

/// Writes and signs the changes of one feed by hand, with every chance to write them wrongly.
struct HostileFeed {
    let author: NodeIdentity
    let id: FeedID
    /// What the opening shows instead of the author's own credentials.
    var chain: CredentialChain
    /// The tree that the changes name.
    var tree: TreeID
    private(set) var head: FeedHead?
    private var stamp: Stamp

    init(author: NodeIdentity, space: SpaceID, incarnation: UInt64) {
        self.author = author
        self.id = FeedID(space: space, author: author.signer.author, incarnation: incarnation)
        self.chain = author.chain
        self.tree = author.tree
        self.stamp = Stamp(milliseconds: SystemTime.milliseconds())
    }

    /// The next change that writes these intents into records nobody has written before.
    mutating func next(
        _ intents: [RecordIntent],
        user: String? = "user",
        stamp: Stamp? = nil
    ) throws -> SignedChange {
        var draft = ChangeDraft(space: self.id.space, user: nil)
        for intent in intents {
            draft.add(
                intent,
                to: RecordState(),
                by: self.id.author,
                incarnation: self.id.incarnation
            )
        }
        return try self.next(payload: Change.payload(draft.edits), user: user, stamp: stamp)
    }

    /// The next change with any payload.
    mutating func next(
        payload: [UInt8],
        user: String? = "user",
        stamp: Stamp? = nil
    ) throws -> SignedChange {
        self.stamp = stamp ?? Stamp(raw: self.stamp.raw + 1)
        let change = self.change(number: (self.head?.number ?? 0) + 1, payload, user: user)
        let signed = try SignedChange(change, signer: self.author.signer)
        self.head = FeedHead(number: change.number, digest: signed.digest)
        return signed
    }

    /// A change of any number that claims to follow the present end.
    func change(number: UInt64, _ payload: [UInt8], user: String? = "user") -> Change {
        Change(
            suite: .ed25519,
            tree: self.tree,
            feed: self.id,
            number: number,
            previous: number == 1 ? nil : ChangeID(prefixOf: self.head?.digest ?? .nothing),
            stamp: self.stamp,
            user: user,
            opening: number == 1 ? self.chain : nil,
            act: nil,
            payload: payload
        )
    }

    /// A report with one figure of `training.held`.
    mutating func report(
        _ value: String,
        period: String = "2018Q1",
        title: String = ReportSample.honestTitle,
        stamp: Stamp? = nil
    ) throws -> SignedChange {
        try self.next(
            ReportSample.intents(of: self.id.space.owner, value, period: period, title: title),
            stamp: stamp
        )
    }
}

extension NodeIdentity {
    /// Signs any bytes as the body of a change.
    func signed(_ body: [UInt8]) throws -> SignedChange {
        let bytes = SignedChange(body: body, signature: []).signedBytes
        return SignedChange(body: body, signature: try self.signer.sign(bytes))
    }
}

extension Digest256 {
    static let nothing = Digest256(words: (0, 0, 0, 0))
}

enum ReportSample {
    static let honestTitle = "培训情况报告"
    static let hostileTitle = "虚假报告"
    static let indicator = "training.held"

    static func intents(
        of office: OfficePath,
        _ value: String,
        period: String,
        title: String = honestTitle
    ) throws -> [RecordIntent] {
        let id = ReportID(high: .random(in: .min ... .max), low: .random(in: .min ... .max))
        let content = try ReportContent(
            validating: id.description,
            title: title,
            period: period,
            text: "",
            directive: nil,
            points: [PointDraft(indicator: indicator, period: nil, value: value, unit: nil)]
        )
        return content.intents(
            by: office,
            at: SystemTime.milliseconds(),
            user: "user",
            suite: .ed25519
        )
    }
}
