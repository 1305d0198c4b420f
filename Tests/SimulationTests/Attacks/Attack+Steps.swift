import Simulation
import SyncProtocol
import Testing

extension Attack {
    /// The steps that are taken with a received change.
    static let steps = VerificationStep.allCases.filter {
        !StatementAttack.steps.contains($0) && !VerificationStep.ofNotes.contains($0)
            && !VerificationStep.ofContents.contains($0)
            && !VerificationStep.ofDecisions.contains($0)
    }

    /// The attack that one step alone stops.
    init(against step: VerificationStep, _ sample: AttackSample) throws {
        self =
            switch step {
            case .bodySize, .signatureSize, .tree, .scope, .openingAuthor, .signature, .right,
                .payload:
                try Self.onOneChange(step, sample)
            case .chainRootDepth, .chainRootKey, .chainPath, .chainTree, .chainIssuer,
                .chainSignature:
                try Self.onCredentials(step, sample)
            case .firstNumber, .branch, .numberOrder, .previousHash, .risingStamp, .strandCount:
                try Self.onOrder(step, sample)
            case .charter, .grant: try Self.onCases(step, sample)
            case .successionSay:
                // Nothing is refused: what an office has no say over has no effect.
                throw CheckFailure(.correctness, "see Overreach", office: nil, "\(step)")
            case .equalityTree, .equalityOffice, .equalityChain, .equalitySignature:
                throw CheckFailure(.correctness, "attacks", office: nil, "\(step) is no step here")
            case .noteScope, .noteAuthor, .noteSignature, .noteContent, .noteAge, .noteReach:
                throw CheckFailure(.correctness, "notes have tests of their own", office: nil, "")
            case .gap, .ownRight, .ownFeed, .stampsAhead, .hold, .duplicate, .ancestors,
                .places:
                throw CheckFailure(.correctness, "see Sabotage", office: nil, "\(step)")
            case .contentManifest, .contentChunk:
                throw CheckFailure(.correctness, "files have tests of their own", office: nil, "")
            }
    }

    private static func onOneChange(
        _ step: VerificationStep,
        _ sample: AttackSample
    ) throws -> Attack {
        let chengdu = sample.chengdu
        switch step {
        case .bodySize:
            let blob = try #require(RecordID(kind: 900, key: [1]))
            let text = String(repeating: "x", count: ChangeLimits.bodyByteCountMax)
            let edit = RecordEdit(record: blob, fields: [.init(1, .register(.text(text)))])
            let large = try sample.next(payload: Change.payload([edit]))
            return Attack(changes: [large], peer: chengdu.path, reason: .tooLarge)
        case .signatureSize:
            let good = try sample.next()
            let padding = [UInt8](repeating: 0, count: ChangeLimits.signatureByteCountMax)
            let padded = SignedChange(body: good.body, signature: good.signature + padding)
            return Attack(changes: [padded], peer: chengdu.path, reason: .tooLarge)
        case .tree:
            let foreign = TreeID(high: 1, low: 2)
            let change = try sample.opening(tree: foreign)
            return Attack(changes: [change], peer: chengdu.path, reason: .wrongTree)
        case .scope:
            // A neighbour sends what is not meant for the office at the other end.
            let change = try sample.opening()
            return Attack(
                changes: [change],
                victim: "510700",
                peer: sample.province.path,
                reason: .outOfScope
            )
        case .openingAuthor:
            // Its own credentials, and another author's name on the feed.
            let feed = sample.feed(.reports, of: chengdu.path, by: sample.mianyang.author)
            let change = try sample.opening(feed)
            return Attack(changes: [change], peer: chengdu.path, reason: .badCredential)
        case .signature:
            let change = try sample.next(signer: sample.stranger)
            return Attack(changes: [change], peer: chengdu.path, reason: .badSignature)
        case .right:
            // A city writes a directive in the name of headquarters.
            let feed = sample.feed(.directives, of: sample.national.path, by: chengdu.author)
            let change = try sample.opening(feed)
            return Attack(changes: [change], peer: chengdu.path, reason: .notAuthorised)
        default:
            let change = try sample.next(payload: [0xFF])
            return Attack(changes: [change], peer: chengdu.path, reason: .malformedOperations)
        }
    }

    private static func onOrder(
        _ step: VerificationStep,
        _ sample: AttackSample
    ) throws -> Attack {
        let peer = sample.chengdu.path
        switch step {
        case .firstNumber:
            let first = try sample.opening()
            let feed = sample.feed(.reports, of: peer, by: sample.chengdu.author)
            let second = try sample.next(
                feed: feed,
                number: 2,
                previous: ChangeID(prefixOf: first.digest),
                stamp: Stamp(raw: sample.later.raw + 1)
            )
            return Attack(changes: [first, second], peer: peer, isFirstLost: true)
        case .branch:
            let number = sample.head.number
            let change =
                number == 1
                ? try sample.opening(sample.known)
                : try sample.next(number: number)
            return Attack(changes: [change], peer: peer, isEquivocation: true)
        case .numberOrder:
            let change = try sample.next(number: sample.head.number + 2)
            return Attack(changes: [change], peer: peer)
        case .previousHash:
            let change = try sample.next(previous: ChangeID(high: 1, low: 2))
            return Attack(changes: [change], peer: peer)
        case .strandCount:
            // One more than are kept beside the strand before the fork.
            let changes = try (1...ChangeLimits.strandsPerFeedMax).map { turn in
                try sample.next(stamp: Stamp(raw: sample.stamp.raw + UInt64(turn)))
            }
            return Attack(changes: changes, peer: peer, isEquivocation: true, reason: .forked)
        default:
            let change = try sample.next(stamp: sample.stamp)
            return Attack(changes: [change], peer: peer, reason: .stampNotRising)
        }
    }
}
