import Simulation

@testable import SyncProtocol

/// One frame of each kind, with what it usually carries.
struct SampleFrames {
    let all: [Frame]

    init(_ sample: SampleTree) throws {
        let city = sample.city
        let feed = city.feed(.reports)
        let opening = try city.opening(feed)
        let head = FeedHead(number: 1, digest: opening.digest)
        let second = try city.next(feed, after: head)
        let position = FeedPosition(feed: feed, head: head)
        let nothing = FeedPosition(
            feed: sample.province.feed(.directives),
            head: FeedHead(number: 0, digest: Digest256(words: (0, 0, 0, 0)))
        )
        let digest = SignatureSuite.ed25519.hash([1])
        let hello = Hello(
            versions: [1],
            tree: sample.tree,
            path: city.path,
            scopeDigest: digest,
            creditByteCount: 4_194_304
        )
        let refusal = BatchAcknowledgement.Refusal(
            feed: nothing.feed,
            number: 3,
            reason: RefusalReason.badSignature.rawValue
        )
        self.all = [
            .hello(hello),
            .reconcile(
                ReconcilePage(
                    turn: 2,
                    isLast: false,
                    splits: [RangeSplit(range: KeyRange(bits: 5, prefix: 30), digests: [7, 9])],
                    listed: [KeyRange(bits: 5, prefix: 31)],
                    positions: [position],
                    answers: [nothing]
                )
            ),
            .reconcile(ReconcilePage(turn: 2, page: 1)),
            .changes(ChangeBatch(number: 1, changes: [opening, second])),
            .acknowledgement(
                BatchAcknowledgement(
                    number: 1,
                    positions: [position, nothing],
                    refusals: [refusal]
                )
            ),
            .ping(Heartbeat(number: 7, scopeDigest: digest)),
            .pong(Heartbeat(number: 7, scopeDigest: digest)),
            .bye("shutting-down"),
            .equality(
                try EqualityStatement(
                    EqualityClaim(
                        tree: sample.tree,
                        office: city.path,
                        peer: sample.province.path,
                        scopeDigest: digest,
                        feedCount: 2
                    ),
                    at: 1_760_000_000_000,
                    chain: city.chain,
                    signer: city.signer
                )
            ),
            .fragment(
                Fragment(lane: 3, message: 1, offset: 1024, byteCount: 4096, bytes: [1, 2, 3])
            ),
            .progress(2048),
            .note(.note(try SampleNotes.confirmation(sample, positions: [position]).note)),
            .note(.note(try SampleNotes.statement(city, of: sample.tree, withChain: true).note)),
            .note(.settled(NoteID(high: 1, low: 2))),
        ]
    }
}
