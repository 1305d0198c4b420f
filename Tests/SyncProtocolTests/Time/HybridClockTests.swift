import Testing

@testable import SyncProtocol

@Suite("The hybrid clock")
struct HybridClockTests {
    private static let now: Int64 = 1_760_000_000_000

    @Test(
        "Stamps rise while the machine's clock stands, jumps and goes back",
        arguments: UInt64(0)..<10
    )
    func rising(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var clock = HybridClock()
        var now = Self.now
        var last = Stamp.zero
        for _ in 0..<5000 {
            now += Int64(random.int(-50...40))
            if random.chance(20) {
                let other = Stamp(milliseconds: now + Int64(random.int(-9...900_000)))
                clock.observe(other, at: now)
            }
            let stamp = clock.next(at: now)
            #expect(last < stamp)
            #expect(stamp.milliseconds >= now)
            last = stamp
        }
    }

    @Test("A stamp of the future is followed up to ten minutes and not beyond")
    func ahead() {
        let limit = HybridClock.aheadMillisecondsMax
        #expect(limit == 600_000)
        var clock = HybridClock()
        let own = clock.next(at: Self.now)
        let far = Stamp(milliseconds: Self.now + limit + 1)
        clock.observe(far, at: Self.now)
        #expect(clock.latest == own)
        #expect(HybridClock.isTooFarAhead(far, at: Self.now))
        let near = Stamp(milliseconds: Self.now + limit, counter: .max)
        clock.observe(near, at: Self.now)
        #expect(clock.latest == near)
        #expect(!HybridClock.isTooFarAhead(near, at: Self.now))
        #expect(clock.next(at: Self.now) > near)
    }

    @Test("An older stamp does not turn the clock back")
    func older() {
        var clock = HybridClock()
        let own = clock.next(at: Self.now)
        clock.observe(Stamp(milliseconds: Self.now - 1), at: Self.now)
        #expect(clock.latest == own)
    }

    @Test("More than 65,536 stamps in one millisecond go on into the next")
    func counterOverflow() {
        var clock = HybridClock(latest: Stamp(milliseconds: Self.now, counter: .max))
        let stamp = clock.next(at: Self.now)
        #expect(stamp == Stamp(milliseconds: Self.now + 1))
    }

    @Test(
        "Times outside the range are brought into it and can be sent",
        arguments: [Int64.min, -1, 0, 1 << 47, .max]
    )
    func range(milliseconds: Int64) throws {
        let stamp = Stamp(milliseconds: milliseconds, counter: .max)
        #expect(try Stamp(decoding: stamp.encoded()) == stamp)
        #expect((0..<(1 << 47)).contains(stamp.milliseconds))
    }

    @Test("A stamp beyond 63 bits is refused")
    func tooGreat() {
        let error = refusal { () throws(CBORError) in
            _ = try Stamp(decoding: hex("1b8000000000000000"))
        }
        #expect(error == CBORError(.valueOutOfRange, at: 0))
    }
}
