import NIOCore
import SyncProtocol
import Testing

@testable import Node

@Suite("Back-off, frames, addresses and admission as values")
struct LinkValueTests {
    @Test("the wait stays between its bounds and its ceiling doubles", arguments: 0..<64)
    func backoffBounds(failures: Int) {
        for random in [UInt64.min, 1, .max / 3, .max / 2, .max - 1, .max] {
            var backoff = Backoff(millisecondsMin: 200, millisecondsMax: 60_000)
            for _ in 0..<failures { _ = backoff.failed(random: 0) }
            let ceiling: Int64 = failures < 8 ? 200 << Int64(failures + 1) : 60_000
            let wait = backoff.failed(random: random)
            #expect((200...ceiling).contains(wait))
            if random == .min { #expect(wait == 200) }
            if random == .max { #expect(wait == ceiling) }
        }
    }

    @Test("a stable link forgives earlier failures")
    func backoffReset() {
        var backoff = Backoff()
        for _ in 0..<20 { _ = backoff.failed(random: .max) }
        let late = backoff.failed(random: .max)
        backoff.reset()
        let fresh = backoff.failed(random: .max)
        #expect(late == 60_000)
        #expect(fresh == 400)
    }

    @Test("the same frames come out however the bytes are cut", arguments: 1..<24)
    func frameCuts(piece: Int) throws {
        let frames: [[UInt8]] = [[1], [2, 3], Array(repeating: 4, count: 40), [5]]
        var stream: [UInt8] = []
        for frame in frames { stream += [0, 0, 0, UInt8(frame.count)] + frame }
        var reader = FrameReader(frameBytesMax: 40)
        var found: [[UInt8]] = []
        for start in stride(from: 0, to: stream.count, by: piece) {
            var buffer = ByteBuffer(bytes: stream[start..<min(start + piece, stream.count)])
            while let frame = try reader.next(from: &buffer) { found.append(frame) }
            #expect(buffer.readableBytes == 0)
        }
        #expect(found == frames)
        #expect(!reader.isInsideFrame)
    }

    @Test("a length of zero or above the limit is refused when its last byte comes")
    func frameLengths() {
        for header: [UInt8] in [[0, 0, 0, 0], [0, 0, 0, 41], [0xFF, 0xFF, 0xFF, 0xFF]] {
            var reader = FrameReader(frameBytesMax: 40)
            var buffer = ByteBuffer(bytes: header)
            #expect(throws: FrameReader.Malformed.self) { _ = try reader.next(from: &buffer) }
        }
    }

    @Test("an IPv4 address is the same inside IPv6; an IPv6 network of one sender counts as one")
    func addressKeys() throws {
        func key(_ text: String) throws -> AddressKey {
            AddressKey(try SocketAddress(ipAddress: text, port: 1))
        }
        #expect(try key("10.0.0.1") == key("::ffff:10.0.0.1"))
        #expect(try key("10.0.0.1") != key("::ffff:10.0.0.2"))
        #expect(try key("2001:db8::1") == key("2001:db8::ffff:1"))
        #expect(try key("2001:db8::1") != key("2001:db8:0:1::1"))
    }

    private static func census(total: Int, strangers: Int, perAddress: Int) -> ConnectionCensus {
        var limits = LinkLimits()
        limits.connectionsMax = total
        limits.unauthenticatedMax = strangers
        limits.unauthenticatedPerAddressMax = perAddress
        return ConnectionCensus(limits: limits)
    }

    private static func address(_ text: String) throws -> AddressKey {
        AddressKey(try SocketAddress(ipAddress: text, port: 1))
    }

    @Test("where an address may give way, its own oldest stranger goes, and nobody else's")
    func addressGivesWay() throws {
        var census = ConnectionCensus(
            connectionsMax: 4,
            unauthenticatedMax: 4,
            unauthenticatedPerAddressMax: 2,
            addressGivesWay: true
        )
        let one = try Self.address("10.0.0.1")
        let two = try Self.address("10.0.0.2")
        #expect(census.enter(two) == .admitted(0, instead: nil))
        #expect(census.enter(one) == .admitted(1, instead: nil))
        #expect(census.enter(one) == .admitted(2, instead: nil))
        census.authenticated(1)
        #expect(census.enter(one) == .admitted(3, instead: nil))
        #expect(census.enter(one) == .admitted(4, instead: 2))
        #expect(census.total == 4)
    }

    @Test("a census counts up to its limits and back to nothing")
    func census() throws {
        var census = Self.census(total: 3, strangers: 3, perAddress: 2)
        let one = try Self.address("10.0.0.1")
        let two = try Self.address("10.0.0.2")
        var entries = [census.enter(one), census.enter(one), census.enter(one)]
        #expect(entries == [.admitted(0, instead: nil), .admitted(1, instead: nil), .refused])
        census.authenticated(0)
        entries = [census.enter(one), census.enter(two)]
        #expect(entries == [.admitted(2, instead: nil), .admitted(3, instead: 1)])
        #expect(census.total == 3)
        for number in 0..<4 { census.leave(number) }
        #expect(census.total == 0)
    }

    @Test("the oldest stranger gives way, and never one that has proved who it is")
    func givingWay() throws {
        var census = Self.census(total: 3, strangers: 2, perAddress: 16)
        let one = try Self.address("10.0.0.1")
        let two = try Self.address("10.0.0.2")
        var entries = [census.enter(one), census.enter(one), census.enter(two)]
        #expect(entries.last == .admitted(2, instead: 0))
        census.authenticated(1)
        census.authenticated(2)
        // Its proof came too late: it is on its way out.
        census.authenticated(0)
        entries = [census.enter(two), census.enter(one)]
        #expect(entries == [.admitted(3, instead: nil), .admitted(4, instead: 3)])
        census.authenticated(4)
        #expect(census.enter(one) == .refused)
        census.leave(0)
        census.leave(3)
        #expect(census.total == 3)
    }

    @Test("offices link along one line of the tree only")
    func admission() {
        func admits(_ peer: String, own: String) -> Bool {
            (try? LinkAdmission(own: path(own)).admit(path(peer))) != nil
        }
        #expect(admits("100000", own: "100000/510000"))
        #expect(admits("100000/510000/510100", own: "100000"))
        #expect(admits("100000", own: "100000/510000/510100"))
        #expect(!admits("100000/510000", own: "100000/510000"))
        #expect(!admits("100000/440000", own: "100000/510000"))
        #expect(!admits("100000/51", own: "100000/510000"))
        #expect(!admits("200000", own: "100000/510000"))
        for barred in ["100000/510000", "100000/510000/510100"] {
            #expect(throws: LinkRefusal.Cause.barredPeer(path("100000/510000/510100"))) {
                try LinkAdmission(own: path("100000"), barred: [path(barred)])
                    .admit(path("100000/510000/510100"))
            }
        }
    }
}
