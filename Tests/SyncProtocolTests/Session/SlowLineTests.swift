import Simulation
import SyncProtocol
import Testing

@Suite("Lines of 9,600 bits a second")
struct SlowLineTests {
    private static let province = OfficePath(text: "100000/510000")!
    private static let city = OfficePath(text: "100000/510000/510100")!
    private static let bytesPerSecond: Int64 = 1_200
    /// How long an urgent directive may wait, beside its own time on the line, in milliseconds.
    private static let waitMax: Int64 = 5_000

    private let ordinary = Self.feed(.directives, 8)
    private let urgent = Self.feed(.directives, 9)
    private let reports = FeedID(
        space: SpaceID(.reports, of: Self.city),
        author: AuthorID(high: 1, low: 1),
        incarnation: 8
    )

    private static func feed(_ kind: SpaceKind, _ incarnation: UInt64) -> FeedID {
        FeedID(
            space: SpaceID(kind, of: Self.province),
            author: AuthorID(high: 0, low: 1),
            incarnation: incarnation
        )
    }

    private func line() -> SlowLine { SlowLine(upper: Self.province, lower: Self.city) }

    /// Issues an urgent directive of so many bytes, and says how long it waited beyond its own time.
    private func waiting(_ line: inout SlowLine, byteCount: Int = 1_000) throws -> Int64 {
        let issuedAt = line.now
        let head = line.write(self.urgent, byteCount: byteCount, at: 0)
        let own = Int64(byteCount) * 1_000 / Self.bytesPerSecond
        let arrived = line.run(upTo: issuedAt + 60_000) { $0.arrival(of: head, at: 1) != nil }
        try #require(arrived)
        return try #require(line.arrival(of: head, at: 1)) - issuedAt - own
    }

    @Test("An urgent directive overtakes a thousand others that wait")
    func backlog() throws {
        var line = self.line()
        var last: FeedHead?
        for _ in 0..<1_000 { last = line.write(self.ordinary, byteCount: 600, at: 0) }
        line.run(until: 60_000)
        #expect(try self.waiting(&line) < Self.waitMax)
        // The others are still under way.
        #expect(line.arrival(of: try #require(last), at: 1) == nil)
        #expect(line.ended == nil)
    }

    @Test("An urgent directive overtakes a change of half a megabyte, which arrives all the same")
    func longChange() throws {
        var line = self.line()
        line.run(until: 1_000)
        let long = line.write(self.ordinary, byteCount: 500_000, at: 0)
        line.run(until: 90_000)
        for _ in 0..<3 {
            #expect(try self.waiting(&line) < Self.waitMax)
        }
        #expect(line.arrival(of: long, at: 1) == nil)
        // Under seven minutes at full speed; fragments and their answers cost little of it.
        #expect(line.run(upTo: 500_000) { $0.arrival(of: long, at: 1) != nil })
        #expect(line.ended == nil)
    }

    /// A file of two gigabytes that the city fetches from the province.
    private func withFile() -> SlowLine {
        var line = self.line()
        let file = SampleFile(byteCount: 2_000_000_000, isUniform: true)
        line.give(file, to: 0)
        line.fetch(file, at: 1)
        return line
    }

    @Test("An urgent directive overtakes a file of two gigabytes, which goes on")
    func file() throws {
        var line = self.withFile()
        // The manifest, of nearly a megabyte, takes a quarter of an hour.
        line.run(until: 120_000)
        for _ in 0..<3 {
            #expect(try self.waiting(&line) < Self.waitMax)
        }
        line.run(until: 1_100_000)
        let before = line.chunkArrivals(at: 1).count
        #expect(before > 0)
        for _ in 0..<10 {
            let waited = try self.waiting(&line)
            #expect(waited < Self.waitMax, "\(waited) ms")
            line.run(until: line.now + 7_300)
        }
        line.run(until: line.now + 600_000)
        #expect(line.chunkArrivals(at: 1).count >= before + 10)
        #expect(line.ended == nil)
        // Neither the line nor the comparison of what both have stood still meanwhile.
        #expect((0..<2).allSatisfy { line.links(of: $0).first?.isEqual == true })
    }

    @Test("A file uses the line that nothing else needs, and no more")
    func fileAndReports() throws {
        var line = self.line()
        let file = SampleFile(byteCount: 2_000_000_000, isUniform: true)
        line.give(file, to: 1)
        line.fetch(file, at: 0, manifest: file.manifest)
        line.run(until: 600_000)
        // Ten minutes of the line are eleven chunks of 64 KiB.
        #expect(line.chunkArrivals(at: 0).count >= 9)
        let before = line.chunkArrivals(at: 0).count
        var last: FeedHead?
        for _ in 0..<500 { last = line.write(self.reports, byteCount: 400, at: 1) }
        let own = Int64(500 * 400 * 1_000) / Self.bytesPerSecond
        let head = try #require(last)
        #expect(line.run(upTo: line.now + own * 5 / 4) { $0.arrival(of: head, at: 0) != nil })
        #expect(line.chunkArrivals(at: 0).count <= before + 1)
        line.run(until: line.now + 200_000)
        #expect(line.chunkArrivals(at: 0).count >= before + 2)
        #expect(line.ended == nil)
    }

    @Test("Heartbeats come through while a file keeps the line busy")
    func heartbeats() {
        var line = self.withFile()
        line.run(until: 30_000)
        // Written without a word to the other end: only a comparison can find it.
        _ = line.write(self.reports, byteCount: 300, at: 1)
        #expect(
            line.run(upTo: line.now + 60_000) { line in
                (0..<2).allSatisfy { line.links(of: $0).first?.isEqual == true }
            }
        )
    }

    @Test("The line is used: a backlog takes little longer than its bytes")
    func throughput() {
        var line = self.line()
        var last: FeedHead?
        for _ in 0..<500 { last = line.write(self.reports, byteCount: 400, at: 1) }
        let own = 500 * 400 * 1_000 / Self.bytesPerSecond
        #expect(
            line.run(upTo: own * 3 / 2) { line in
                last.map { line.arrival(of: $0, at: 0) != nil } ?? false
            }
        )
        #expect(line.ended == nil)
    }

    @Test("When all has arrived both ends find that they have the same")
    func equal() {
        var line = self.line()
        for _ in 0..<20 { _ = line.write(self.reports, byteCount: 3_000, at: 1) }
        #expect(
            line.run(upTo: 120_000) { line in
                (0..<2).allSatisfy { line.links(of: $0).first?.isEqual == true }
            }
        )
    }

    @Test("On a fast line the window opens within a second")
    func fastLine() {
        var line = SlowLine(
            upper: Self.province,
            lower: Self.city,
            bytesPerSecond: 100_000_000,
            delayMilliseconds: 1
        )
        var last: FeedHead?
        for _ in 0..<4_000 { last = line.write(self.reports, byteCount: 2_000, at: 1) }
        #expect(
            line.run(upTo: 1_000) { line in
                last.map { line.arrival(of: $0, at: 0) != nil } ?? false
            }
        )
    }
}
