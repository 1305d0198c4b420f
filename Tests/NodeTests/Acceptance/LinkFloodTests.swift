import Admin
import NIOCore
import SyncProtocol
import Testing

@testable import Node

@Suite("Attack: too much of everything", .serialized, .timeLimit(.minutes(10)))
struct LinkFloodTests {
    @Test("connections that say nothing take no place from those that stand")
    func slowLoris() async throws {
        let settings = ["--link-handshake-milliseconds", "2000"]
        try await RunningNode.attacked(settings: settings) { node, offices in
            let link = try await HostileLink.open(offices.mianyang, to: node.linkPort)
            var channels: [any Channel] = []
            for index in 0..<60 {
                let channel = try await RawClient.plain(port: node.linkPort)
                // Half a TLS record at the most.
                if index.isMultiple(of: 2) { try? await channel.send([0x16, 0x03, 0x01]) }
                channels.append(channel)
            }
            var feed = offices.mianyang.feed(.reports)
            #expect(
                try await link.deliver(feed.report("1", period: "2018Q1")).refusals.isEmpty
            )
            for channel in channels { try await channel.closeFuture.get() }
            let shown = try await node.client.quarantine(PageRequest(), by: .unnamed).items
            #expect(shown.isEmpty, "no office and no data was refused: \(shown)")
            let texts = try await node.eventually("the refused connections") { client in
                let texts = try await client.events(PageRequest(), by: .unnamed).items
                    .filter { $0.kind == "connection-refused" }.map(\.words.english)
                return texts.contains { $0.contains("not finished in time") } ? texts : nil
            }
            // Once each, however many connections there were.
            #expect(texts.count { $0.contains("not finished in time") } == 1)
            #expect(texts.count { $0.contains("too many connections") } == 1)
            try await node.provesUnharmed(offices, quarantine: [], counted: ["2018Q1": "1"])
        }
    }

    @Test("an office that connects again and again has one link, and others keep theirs")
    func reconnecting() async throws {
        try await RunningNode.attacked { node, offices in
            let honest = try await HostileLink.open(offices.mianyang, to: node.linkPort)
            var links: [HostileLink] = []
            for _ in 0..<30 {
                links.append(try await HostileLink.open(offices.chengdu, to: node.linkPort))
            }
            for link in links.dropLast() { try await link.end() }
            var feed = offices.mianyang.feed(.reports)
            try await honest.deliver(try feed.report("1", period: "2018Q1"))
            let shown = try await node.client.links(by: .unnamed)
            #expect(shown.map(\.peer).sorted() == ["510100", "510700"])
            try await node.provesUnharmed(offices, quarantine: [], counted: ["2018Q1": "1"])
        }
    }

    @Test("an office that sends nothing but rubbish fills a bounded quarantine")
    func boundedQuarantine() async throws {
        let settings = ["--store-quarantine-items-max", "10"]
        try await RunningNode.attacked(settings: settings) { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            let rubbish = try (0..<200).map { index in
                try offices.chengdu.signed([0xFF, UInt8(index)])
            }
            #expect(try await link.deliver(rubbish).positions.isEmpty)
            try await node.provesUnharmed(
                offices,
                quarantine: .init(repeating: .malformedChange, count: 10)
            )
        }
    }

    @Test("a compressed frame that says it is longer than any may be")
    func declaredTooLong() async throws {
        try await self.compressed { Self.wrapped($0, declared: UInt64.max) }
    }

    @Test("a compressed frame that inflates beyond what it says")
    func inflatesTooLarge() async throws {
        try await self.compressed { Self.wrapped($0, declared: 1_000) }
    }

    @Test("a compressed frame that inflates to less than it says")
    func inflatesTooSmall() async throws {
        try await self.compressed { Self.wrapped($0, declared: UInt64($0.count) + 1) }
    }

    @Test("a compressed frame inside of a compressed frame")
    func nested() async throws {
        try await self.compressed { bytes in
            let inner = Self.wrapped(bytes, declared: UInt64(bytes.count))
            return Self.wrapped(inner, declared: UInt64(inner.count))
        }
    }

    @Test("a whole frame, compressed, is read")
    func wholeFrame() async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            let ping = Frame.ping(Heartbeat(number: 77, scopeDigest: .nothing)).encoded()
            try await link.send(frame: Self.wrapped(ping, declared: UInt64(ping.count)))
            try await link.wait(for: "a pong") { log in
                for case .pong(let answer) in log.frames where answer.number == 77 { return true }
                return nil
            }
            try await node.provesUnharmed(offices, quarantine: [])
        }
    }

    /// A frame of kind 8 around three megabytes of zeros, a few kilobytes on the wire.
    private func compressed(_ wrap: ([UInt8]) -> [UInt8]) async throws {
        try await RunningNode.attacked { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            try await link.send(frame: wrap([UInt8](repeating: 0, count: 3_000_000)))
            #expect(try await link.end() == "malformed-frame")
            try await node.provesUnharmed(offices, quarantine: [.malformedFrame])
        }
    }

    private static func deflated(_ frame: [UInt8]) -> [UInt8] {
        let whole = FrameCompression(byteCountMin: 1, byteCountMax: .max).wrap(frame)
        guard whole != frame else { return ZlibStored.deflated(frame) }
        var decoder = CBORDecoder(whole)
        guard (try? decoder.array()) == 2, (try? decoder.unsigned()) == 8,
            (try? decoder.array()) == 2, (try? decoder.unsigned()) == UInt64(frame.count)
        else { return [] }
        return (try? decoder.byteString()) ?? []
    }

    /// A wrapped frame that declares any length.
    private static func wrapped(_ frame: [UInt8], declared: UInt64) -> [UInt8] {
        let bytes = Self.deflated(frame)
        var encoder = CBOREncoder()
        encoder.array(count: 2)
        encoder.unsigned(8)
        encoder.array(count: 2)
        encoder.unsigned(declared)
        encoder.byteString(bytes)
        return encoder.bytes
    }

    @Test("a batch far beyond the credit ends the link")
    func creditOverdrawn() async throws {
        let settings = ["--link-credit-bytes", "65536"]
        try await RunningNode.attacked(settings: settings) { node, offices in
            let link = try await HostileLink.open(offices.chengdu, to: node.linkPort)
            let hello = try await link.wait(for: "the node's hello") { log in
                for case .hello(let hello) in log.frames { return hello }
                return nil
            }
            #expect(hello.creditByteCount == 65_536)
            var feed = offices.chengdu.feed(.reports)
            let changes = try (0..<8).map { index in
                let key = [UInt8](repeating: UInt8(index), count: 16)
                let record = try #require(RecordID(kind: 22, key: key))
                let value = Value.bytes([UInt8](repeating: 0, count: Value.byteCountMax))
                let edit = RecordEdit(
                    record: record,
                    fields: [
                        .init(1, .choice(value, superseding: [])),
                        .init(2, .choice(value, superseding: [])),
                    ]
                )
                return try feed.next(payload: Change.payload([edit]))
            }
            try await link.send(.changes(ChangeBatch(number: 1, changes: changes)))
            #expect(try await link.end() == "credit-exceeded")
            #expect(try await node.client.status(by: .unnamed).feeds == 0)
            let links = try await node.client.links(by: .unnamed)
            #expect(links.first { $0.peer == "510100" }?.reason == "credit-exceeded")
            try await node.provesUnharmed(offices, quarantine: [.malformedFrame])
        }
    }

    @Test("an office that never reads what it asks for is cut off")
    func neverReads() async throws {
        let tree = try TestTree()
        var limits = LinkLimits.forTests
        limits.outgoingBytesMax = 8 * 1_024 * 1_024
        let station = try await Station.make(try tree.identity("100000/510000"), limits: limits)
        let port = try await station.listen()
        let client = try await RawClient.secured(
            port: port,
            identity: try tree.identity("100000/510000/510100")
        )
        try await station.wait(for: "the link") { $0.opened.count == 1 }
        try await client.setOption(.autoRead, value: false).get()
        for _ in 0..<64 {
            // One turn of the loop each, so that what the network takes is taken.
            try await station.run { parts in
                parts.recorder.opened[0].send([UInt8](repeating: 0, count: 1_024 * 1_024))
            }
        }
        try await station.wait(for: "the link's end") {
            $0.closeReasons == [LinkCloseReason.peerDoesNotRead]
        }
        try await client.setOption(.autoRead, value: true).get()
        try await client.closeFuture.get()
        try await station.stop()
    }
}

/// Deflate without its tables (RFC 1951, one stored block) in a zlib stream (RFC 1950): what a hostile
/// office may send as well as anything shorter.
enum ZlibStored {
    /// - Precondition: at most 65,535 bytes.
    static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        let count = UInt16(bytes.count)
        var low: UInt32 = 1
        var high: UInt32 = 0
        for byte in bytes {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        let sum = high << 16 | low
        return [0x78, 0x01, 0x01] + Self.littleEndian(count) + Self.littleEndian(~count) + bytes
            + (0..<4).map { UInt8(truncatingIfNeeded: sum >> (24 - 8 * $0)) }
    }

    private static func littleEndian(_ value: UInt16) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }
}
