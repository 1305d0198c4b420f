import Foundation
import Logging
import SyncProtocol
import Synchronization
import Testing

@testable import Node

@Suite("Housekeeping and the machine's clock")
struct HousekeepingTests {
    private final class Record: Sendable {
        let looks = Mutex(0)
        let used = Mutex([TLSIdentity]())
        let dialled = Mutex(0)
    }

    /// Runs it over the readings of a clock, the first at the start and one more after each pause.
    private func keep(_ readings: [Int64], leafFrom: Int64) async throws -> Record {
        let data = FileManager.default.temporaryDirectory
            .appending(path: "cast-housekeeping-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: data) }
        let folder = IdentityFolder(dataFolder: data)
        try folder.create()
        let authority = try TestTree().authority("100000/510000")
        let tls = try authority.issueLeaf(now: leafFrom)
        try folder.saveTLS(tls)
        let record = Record()
        await Housekeeping(
            authority: authority,
            folder: folder,
            tls: tls,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            clock: {
                let look = record.looks.withLock { looks in
                    looks += 1
                    return looks
                }
                return readings[min(look, readings.count) - 1]
            },
            pause: { _ in
                if record.looks.withLock({ $0 }) >= readings.count { throw CancellationError() }
            },
            use: { tls in record.used.withLock { $0.append(tls) } },
            dial: { record.dialled.withLock { $0 += 1 } }
        ).keep()
        return record
    }

    @Test(
        "When a clock that was years behind is right, the certificate is new and the parent dialled at once"
    )
    func clockPutRight() async throws {
        let (now, day) = (TestTree.now, TestTree.day)
        // The leaf was made by the wrong clock, three years ago.
        let wrong = now - 3 * 365 * day
        let record = try await self.keep([wrong, wrong + 2_000, now, now + 2_000], leafFrom: wrong)
        let used = record.used.withLock { $0 }
        #expect(used.count == 1)
        #expect(used.first?.notAfter == now + 30 * day)
        #expect(record.dialled.withLock { $0 } == 1)
    }

    @Test("A clock that goes on as it should changes nothing before the certificate is due")
    func steadyClock() async throws {
        let readings = (0..<700).map { TestTree.now + Int64($0) * 2_000 }
        let record = try await self.keep(readings, leafFrom: TestTree.now)
        #expect(record.used.withLock { $0.isEmpty } && record.dialled.withLock { $0 } == 0)
    }

    @Test("A certificate that becomes due is renewed though the clock goes on as it should")
    func dueCertificate() async throws {
        let start = TestTree.now + 20 * TestTree.day - 1_000
        let readings = (0..<400).map { start + Int64($0) * 2_000 }
        let record = try await self.keep(readings, leafFrom: TestTree.now)
        #expect(record.used.withLock { $0.count } == 1 && record.dialled.withLock { $0 } == 0)
    }

    @Test(
        "A clock was set when it went a minute more or less than the time that passed",
        arguments: [
            (2_000, false), (61_999, false), (-57_999, false), (62_001, true), (-58_001, true),
            (Int64.min, true), (Int64.max, true),
        ] as [(Int64, Bool)]
    )
    func steps(_ difference: Int64, _ isStepped: Bool) {
        var watch = ClockWatch(0)
        #expect(watch.isStepped(difference, after: .seconds(2)) == isStepped)
    }
}
