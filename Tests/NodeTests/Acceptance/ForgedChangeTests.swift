import Admin
import SyncProtocol
import Testing

@testable import Node

@Suite("Attack: changes that are not what was signed", .serialized, .timeLimit(.minutes(10)))
struct ForgedChangeTests {
    @Test("one flipped bit in the body; the true change is taken in afterwards")
    func flippedBody() async throws {
        try await self.flipped { change in
            var body = change.body
            body[body.count - 1] ^= 0x01
            return SignedChange(body: body, signature: change.signature)
        }
    }

    @Test("one flipped bit in the signature; the true change is taken in afterwards")
    func flippedSignature() async throws {
        try await self.flipped { change in
            var signature = change.signature
            signature[0] ^= 0x80
            return SignedChange(body: change.body, signature: signature)
        }
    }

    @Test("an office that spoils what it relays does the author's feed no harm")
    func spoiltByRelay() async throws {
        try await RunningNode.attacked { node, offices in
            let county = try offices.chengdu.child("510104")
            var feed = county.feed(.reports)
            let opening = try feed.report("1", period: "2018Q1")
            var body = opening.body
            body[body.count - 1] ^= 0x10
            let spoilt = SignedChange(body: body, signature: opening.signature)
            let own = try offices.chengdu.signed(opening.body)
            let relay = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            for change in [spoilt, own] {
                let answer = try await relay.deliver(change)
                #expect(answer.refusals.map(\.reason) == ["bad-signature"])
            }
            // The county has another way up.
            let link = try await HostileLink.open(county, to: node.linkPort)
            let answer = try await link.deliver(opening)
            #expect(answer.positions.map(\.head) == [feed.head])
            try await node.provesUnharmed(
                offices,
                quarantine: [.badSignature, .badSignature],
                counted: ["2018Q1": "1"]
            )
        }
    }

    private func flipped(_ flip: (SignedChange) -> SignedChange) async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            var feed = offices.chengdu.feed(.reports)
            let opening = try feed.report("1", period: "2018Q1")
            #expect(try await link.deliver(opening).refusals.isEmpty)
            let change = try feed.report("2", period: "2018Q2")
            let answer = try await link.deliver(flip(change))
            #expect(
                answer.refusals
                    == [.init(feed: feed.id, number: 2, reason: "bad-signature")]
            )
            #expect(answer.positions.map(\.head.number) == [1])
            // The damage is the copy's, not the feed's.
            let repaired = try await link.deliver(change)
            #expect(repaired.positions.map(\.head) == [feed.head])
            try await node.provesUnharmed(
                offices,
                quarantine: [.badSignature],
                counted: ["2018Q1": "1", "2018Q2": "2"]
            )
        }
    }

    /// Ways to write the same body otherwise than the one way that is allowed.
    enum Encoding: String, CaseIterable, Sendable {
        case longInteger = "an integer not in its shortest form"
        case unsortedKeys = "map keys out of order"
        case doubledKey = "one key twice"
        case indefiniteLength = "a map of indefinite length"
        case trailingByte = "a byte behind the end"
        case truncated = "the last byte missing"

        /// A canonical body begins with its map's head, then `01 01 02 01`: format and suite.
        func spoil(_ body: [UInt8]) -> [UInt8] {
            let rest = Array(body.dropFirst(5))
            return switch self {
            case .longInteger: [body[0], 0x01, 0x18, 0x01, 0x02, 0x01] + rest
            case .unsortedKeys: [body[0], 0x02, 0x01, 0x01, 0x01] + rest
            case .doubledKey: [body[0] + 1, 0x01, 0x01, 0x02, 0x01, 0x02, 0x01] + rest
            case .indefiniteLength: [0xBF] + Array(body.dropFirst()) + [0xFF]
            case .trailingByte: body + [0x00]
            case .truncated: Array(body.dropLast())
            }
        }
    }

    @Test("a non-canonical encoding, properly signed", arguments: Encoding.allCases)
    func nonCanonical(_ encoding: Encoding) async throws {
        try await self.refused(.malformedChange) { feed in
            let change = try feed.report("1000000", title: ReportSample.hostileTitle)
            #expect(change.body.dropFirst().starts(with: [0x01, 0x01, 0x02, 0x01]))
            return try feed.author.signed(encoding.spoil(change.body))
        }
    }

    @Test("a user's name that is not in form NFC, properly signed")
    func nonNormalUser() async throws {
        try await self.refused(.malformedChange) { feed in
            let intents = try ReportSample.intents(
                of: feed.id.space.owner,
                "1000000",
                period: "2018",
                title: ReportSample.hostileTitle
            )
            return try feed.next(intents, user: "Rene\u{301}e")
        }
    }

    @Test("a text that is not in form NFC inside the operations, properly signed")
    func nonNormalText() async throws {
        try await self.refused(.malformedOperations) { feed in
            let record = try #require(RecordID(kind: 22, key: .init(repeating: 1, count: 16)))
            let edit = RecordEdit(
                record: record,
                fields: [.init(1, .choice(.text("e\u{301}"), superseding: []))]
            )
            return try feed.next(payload: Change.payload([edit]))
        }
    }

    @Test(
        "operations that cannot be read, properly signed",
        arguments: [
            [0xFF], [], [0x80, 0x80], [0x81, 0x83, 0x01, 0x40, 0x80],
            [0x81, 0x83, 0x01, 0x41, 0x01, 0x81, 0x83, 0x01, 0x02, 0x01],
            [0x81, 0x83, 0x1A, 0x00, 0x01, 0x00, 0x00, 0x41, 0x01, 0x80],
            [0x9B, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        ] as [[UInt8]]
    )
    func malformedOperations(_ payload: [UInt8]) async throws {
        try await self.refused(.malformedOperations) { try $0.next(payload: payload) }
    }

    @Test("a body longer than any may be")
    func tooLarge() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            var feed = offices.chengdu.feed(.reports)
            let payload = [UInt8](repeating: 0, count: ChangeLimits.bodyByteCountMax)
            let change = try feed.next(payload: payload)
            try await link.send(.changes(ChangeBatch(number: 1, changes: [change])))
            // The batch itself breaks the limits of the format.
            #expect(try await link.end() == "malformed-frame")
            try await node.provesUnharmed(offices, quarantine: [.malformedFrame])
        }
    }

    @Test("a change of another tree, properly signed there")
    func otherTree() async throws {
        let others = try AttackOffices()
        try await self.refused(.wrongTree) { feed in
            feed.chain = others.chengdu.chain
            feed.tree = others.chengdu.tree
            return try feed.report("1000000", title: ReportSample.hostileTitle)
        }
    }

    @Test("credentials of another tree under our tree's name")
    func otherCredentials() async throws {
        let others = try AttackOffices()
        try await self.refused(.badCredential) { feed in
            feed.chain = others.chengdu.chain
            return try feed.report("1000000", title: ReportSample.hostileTitle)
        }
    }

    /// The opening of a feed is refused for good: nothing that follows it gets in either.
    private func refused(
        _ reason: RefusalReason,
        _ make: (inout HostileFeed) throws -> SignedChange
    ) async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            var feed = offices.chengdu.feed(.reports)
            let change = try make(&feed)
            let answer = try await link.deliver(change)
            if reason != .malformedChange {
                #expect(
                    answer.refusals
                        == [.init(feed: feed.id, number: 1, reason: reason.rawValue)]
                )
            }
            #expect(answer.positions.allSatisfy { $0.head.number == 0 })
            if reason != .wrongTree {
                let follower = try feed.report("1000000", title: ReportSample.hostileTitle)
                try await link.deliver(follower)
            }
            // The same bytes once more are the same row.
            try await link.deliver(change)
            try await node.provesUnharmed(offices, quarantine: [reason])
        }
    }
}
