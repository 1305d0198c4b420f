import Admin
import SyncProtocol
import Testing

@testable import Node

@Suite("Attack: frames that are none", .serialized, .timeLimit(.minutes(10)))
struct MalformedFrameTests {
    /// Bytes that an office with a proper certificate sends after its hello.
    struct Sample: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]

        /// As one frame, with its length.
        init(_ name: String, frame: [UInt8]) {
            self.init(
                name,
                raw: [0, 0, UInt8(frame.count >> 8), UInt8(frame.count & 0xFF)] + frame
            )
        }

        init(_ name: String, raw: [UInt8]) {
            self.testDescription = name
            self.bytes = raw
        }
    }

    static let samples = [
        Sample("CBOR of another kind", frame: [0x83, 0x01, 0x02, 0x63, 0x61, 0x62, 0x63]),
        Sample("bytes at random", frame: [0xC7, 0x5B, 0x9E, 0x00, 0xFF, 0x13, 0x37]),
        Sample("a truncated page", frame: [0x82, 0x02, 0x87, 0x01, 0x00, 0xF5]),
        Sample("a frame of an unknown kind", frame: [0x82, 0x09, 0x00]),
        Sample("a frame with bytes behind its end", frame: [0x82, 0x07, 0x60, 0x00]),
        Sample("a ping whose number is not in its shortest form", frame: [0x82, 0x18, 0x05, 0x80]),
        Sample(
            "an array of a length beyond all memory",
            frame: [0x9B] + .init(repeating: 0xFF, count: 8)
        ),
        Sample("arrays nested without end", frame: .init(repeating: 0x81, count: 4_000)),
        Sample("a length beyond the limit", raw: [0xFF, 0xFF, 0xFF, 0xFF]),
        Sample("a length just beyond the limit", raw: [0x00, 0x40, 0x00, 0x01]),
        Sample("no length at all", raw: [0, 0, 0, 0]),
    ]

    @Test("a malformed frame ends the link and is shown once", arguments: samples)
    func malformed(_ sample: Sample) async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            try await link.send(raw: sample.bytes)
            try await link.end()
            _ = try await node.eventually("the frame in quarantine") {
                try await $0.quarantine(PageRequest(), by: .unnamed).total > 0 ? true : nil
            }
            try await node.provesUnharmed(offices, quarantine: [.malformedFrame])
        }
    }

    @Test("the same malformed frame on every new link is one row")
    func again() async throws {
        try await RunningNode.attacked { node, offices in
            for _ in 0..<5 {
                let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
                try await link.send(frame: [0xFF])
                #expect(try await link.end() == "malformed-frame")
            }
            try await node.provesUnharmed(offices, quarantine: [.malformedFrame])
        }
    }

    @Test("a page of the search before the hello")
    func pageFirst() async throws {
        try await self.outOfTurn("out-of-turn-greeting") { link, _ in
            try await link.send(.reconcile(.everything([])))
        }
    }

    @Test("changes before the hello")
    func changesFirst() async throws {
        try await self.outOfTurn("out-of-turn-greeting") { link, offices in
            var feed = offices.chengdu.feed(.reports)
            let change = try feed.report("1000000", title: ReportSample.hostileTitle)
            try await link.send(.changes(ChangeBatch(number: 1, changes: [change])))
        }
    }

    @Test("a second hello")
    func helloTwice() async throws {
        try await self.outOfTurn("out-of-turn-hello") { link, offices in
            try await link.send(.hello(.sample(offices.chengdu)))
            try await link.send(.hello(.sample(offices.chengdu)))
        }
    }

    @Test("pages out of order")
    func pagesOutOfOrder() async throws {
        try await self.outOfTurn("out-of-turn-reconcile") { link, offices in
            try await link.send(.hello(.sample(offices.chengdu)))
            try await link.send(.reconcile(.everything([], page: 7)))
        }
    }

    @Test("a hello in another office's name")
    func anotherName() async throws {
        try await self.outOfTurn("not-who-it-seemed") { link, offices in
            try await link.send(.hello(.sample(offices.chengdu, path: offices.mianyang.path)))
        }
    }

    @Test("a hello of another tree")
    func anotherTree() async throws {
        try await self.outOfTurn("wrong-tree", .wrongTree) { link, offices in
            let tree = TreeID(high: 1, low: 1)
            try await link.send(.hello(.sample(offices.chengdu, tree: tree)))
        }
    }

    @Test("a hello that speaks no version of ours is answered, and is no offence")
    func noCommonVersion() async throws {
        try await RunningNode.attacked { node, offices in
            for versions in [[], [0], [2, UInt64.max]] {
                let link = try await HostileLink.connect(
                    to: node.linkPort,
                    as: offices.chengdu.tls()
                )
                try await link.send(.hello(.sample(offices.chengdu, versions: versions)))
                #expect(try await link.end() == "no-common-version")
            }
            try await node.provesUnharmed(offices, quarantine: [])
        }
    }

    /// A well-formed frame that may not come now ends the link, with a reason that people find.
    private func outOfTurn(
        _ farewell: String,
        _ reason: RefusalReason = .malformedFrame,
        _ attack: (HostileLink, AttackOffices) async throws -> Void
    ) async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.connect(
                to: node.linkPort,
                as: offices.chengdu.tls()
            )
            try await attack(link, offices)
            #expect(try await link.end() == farewell)
            let links = try await node.client.links(by: .unnamed)
            #expect(links.first { $0.peer == "510100" }?.reason == farewell)
            try await node.provesUnharmed(offices, quarantine: [reason])
        }
    }
}
