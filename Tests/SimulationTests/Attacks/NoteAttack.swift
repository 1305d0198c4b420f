import Simulation
import SyncProtocol
import Testing

/// Notes that nobody may believe, each stopped by one verification step.
enum NoteAttack: CaseIterable, Sendable {
    /// The province raises a number in a confirmation of headquarters.
    case altered
    /// Headquarters have signed it in a test system with the same offices.
    case otherTree
    /// Headquarters have signed these bytes as a note of another kind.
    case otherKind
    /// The province signs in headquarters' place, with its own credentials.
    case otherPlace
    /// A confirmation comes up to the province from below.
    case fromBelow
    /// An old confirmation is shown again.
    case shownAgain
    /// Headquarters sign for a change that was never written.
    case otherChange
    /// Headquarters sign for more than was written.
    case beyond

    var step: VerificationStep {
        switch self {
        case .altered, .otherTree, .otherKind: .noteSignature
        case .otherPlace: .noteAuthor
        case .fromBelow: .noteScope
        case .shownAgain: .noteAge
        case .otherChange: .noteContent
        case .beyond: .noteReach
        }
    }

    /// For what it is refused. Nil: it has no effect.
    var reason: RefusalReason? {
        switch self {
        case .altered, .otherTree, .otherKind: .badSignature
        case .otherPlace: .badCredential
        case .fromBelow: .outOfScope
        case .otherChange: .notAuthorised
        case .shownAgain, .beyond: nil
        }
    }

    /// Who is to believe it.
    var victim: String { self == .fromBelow || self == .shownAgain ? "510000" : "510100" }

    /// Who brings it.
    var bringer: String {
        switch self {
        case .fromBelow: "510100"
        case .shownAgain: "100000"
        default: "510000"
        }
    }

    /// - Parameters:
    ///   - old: the first confirmation of headquarters for Chengdu.
    ///   - position: the end of what Chengdu has reported, which headquarters do not have.
    func note(_ sample: AttackSample, old: Note, position: FeedPosition) throws -> Note {
        let signer = sample.national.signer
        let body = try Self.confirmation(sample, position, after: old)
        let junk = SignatureSuite.ed25519.hash([6, 6, 6])
        switch self {
        case .altered:
            return Note(
                kind: .confirmation,
                body: body,
                author: old.author,
                signature: old.signature
            )
        case .otherTree:
            let tree = TreeID(high: 1, low: 2)
            let context = Note.Context(tree: tree, signer: sample.national.path)
            return try Note(.confirmation, body: body, in: context, signer: signer)
        case .otherKind:
            let alarm = try Note(.alarm, body: body, in: Self.context(sample), signer: signer)
            return Note(
                kind: .confirmation,
                body: body,
                author: alarm.author,
                signature: alarm.signature
            )
        case .otherPlace:
            return try Note(
                .confirmation,
                body: body,
                in: Self.context(sample),
                signer: sample.province.signer,
                chain: sample.province.chain
            )
        case .fromBelow, .shownAgain: return old
        case .otherChange:
            let other = FeedHead(number: position.head.number, digest: junk)
            let untrue = try Self.confirmation(
                sample,
                FeedPosition(feed: position.feed, head: other),
                after: old
            )
            return try Note(.confirmation, body: untrue, in: Self.context(sample), signer: signer)
        case .beyond:
            let ahead = FeedHead(number: position.head.number + 3, digest: junk)
            let far = try Self.confirmation(
                sample,
                FeedPosition(feed: position.feed, head: ahead),
                after: old
            )
            return try Note(.confirmation, body: far, in: Self.context(sample), signer: signer)
        }
    }

    private static func context(_ sample: AttackSample) -> Note.Context {
        Note.Context(tree: sample.tree, signer: sample.national.path)
    }

    private static func confirmation(
        _ sample: AttackSample,
        _ position: FeedPosition,
        after old: Note
    ) throws -> [UInt8] {
        try #require(
            ConfirmationNote(
                owner: sample.chengdu.path,
                reader: sample.national.path,
                at: try ConfirmationNote(decoding: old.body).at + 1,
                positions: [position]
            )
        ).encoded()
    }
}
