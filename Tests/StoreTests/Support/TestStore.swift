import Decision
import Foundation
import OfficeWork
import SyncProtocol
import Synchronization
import Testing

@testable import Store

/// Where a test's store lies.
enum TestPlace: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case memory
    case file

    var testDescription: String { self.rawValue }
}

/// A folder that goes away with the test.
final class TestFolder: Sendable {
    let path: String

    init() {
        self.path = NSTemporaryDirectory() + "cast-store-" + UUID().uuidString
        try! FileManager.default.createDirectory(
            atPath: self.path,
            withIntermediateDirectories: true
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: self.path) }

    var database: String { self.path + "/store.sqlite" }
    var fence: String { self.path + "/fence" }

    /// A copy of the files as a crash of the process would leave them.
    func copy() -> TestFolder {
        let copy = TestFolder()
        for name in ["store.sqlite", "store.sqlite-wal", "fence"]
        where FileManager.default.fileExists(atPath: self.path + "/" + name) {
            try! FileManager.default.copyItem(
                atPath: self.path + "/" + name,
                toPath: copy.path + "/" + name
            )
        }
        return copy
    }

    func replace(_ name: String, from other: TestFolder) {
        try? FileManager.default.removeItem(atPath: self.path + "/" + name)
        try! FileManager.default.copyItem(
            atPath: other.path + "/" + name,
            toPath: self.path + "/" + name
        )
    }

    func remove(_ name: String) {
        try? FileManager.default.removeItem(atPath: self.path + "/" + name)
    }
}

/// A store under test, with a clock of its own and a record of what it reported.
final class TestStore: Sendable {
    /// 10 July 2018, 08:00 in Chengdu.
    static let startMilliseconds: Int64 = 1_531_180_800_000

    let store: OfficeStore
    let office: TestOffice
    let folder: TestFolder?
    private let clock: TestClock
    private let reports = Mutex<[(CommitReport, [StoreNotice])]>([])
    private let batchNumber = Mutex<UInt64>(0)
    private let keys = Mutex<[FeedID: AuthorKey]>([:])

    final class TestClock: Sendable {
        let milliseconds = Mutex(TestStore.startMilliseconds)
        let random = Mutex<UInt64>(0)
    }

    init(
        _ office: TestOffice,
        _ place: TestPlace = .memory,
        folder: TestFolder? = nil,
        randomSeed: UInt64 = 0,
        configure: (inout StoreConfiguration) -> Void = { _ in }
    ) throws {
        let folder = folder ?? (place == .file ? TestFolder() : nil)
        let clock = TestClock()
        clock.random.withLock { $0 = randomSeed }
        self.office = office
        self.folder = folder
        self.clock = clock
        var configuration = StoreConfiguration(
            location: folder.map { .folder($0.path) } ?? .memory
        )
        // Nothing happens by itself while a test copies files.
        configuration.idleMilliseconds = 3_600_000
        configure(&configuration)
        self.store = try OfficeStore.open(
            configuration,
            identity: office.identity,
            clock: { clock.milliseconds.withLock { $0 } },
            random: {
                clock.random.withLock {
                    $0 &+= 0x9E37_79B9_7F4A_7C15
                    return $0 ^ ($0 >> 29)
                }
            }
        )
        // A store that was opened again knows the keys of the feeds that it holds.
        for (position, key) in try self.store.positions() {
            self.keys.withLock { $0[position.feed.root] = key }
        }
        self.store.setCommitHandler { [weak self] report, notices in
            self?.reports.withLock { $0.append((report, notices)) }
        }
    }

    deinit { self.store.close() }

    func setClock(_ milliseconds: Int64) {
        self.clock.milliseconds.withLock { $0 = milliseconds }
    }

    /// Waits until everything handed in before is done.
    func settle() async throws {
        try await self.store.perform { _ in }
    }

    var committed: [CommitReport.Committed] {
        self.reports.withLock { $0.flatMap(\.0.committed) }
    }

    var allReports: [CommitReport] { self.reports.withLock { $0.map(\.0) } }

    var notices: [StoreNotice] { self.reports.withLock { $0.flatMap(\.1) } }

    var reportCount: Int { self.reports.withLock { $0.count } }

    /// Verifies changes like a node, hands them in as one batch, and gives back their outcomes.
    @discardableResult
    func ingest(
        _ changes: [SignedChange],
        from peer: TestOffice = .sichuan
    ) async throws -> [ChangeOutcome.Verdict] {
        let number = self.batchNumber.withLock { number in
            number += 1
            return number
        }
        let id = BatchID(link: LinkID(1_000), number: number)
        try await self.ingest(changes, as: id, from: peer.path)
        let batches = self.reports.withLock { $0.flatMap(\.0.batches) }.filter { $0.id == id }
        let batch = try #require(batches.first)
        #expect(batches.count == 1)
        return batch.outcomes.map(\.verdict)
    }

    /// The same for a batch that a relay has named.
    func ingest(_ changes: [SignedChange], as id: BatchID, from peer: OfficePath) async throws {
        let verifier = ChangeVerifier(tree: self.office.tree, verifier: SignatureSuite.ed25519)
        let verified = changes.map { signed in
            let result = verifier.verify(signed) { feed in self.keys.withLock { $0[feed] } }
            if case .good(let change) = result, let opening = change.change.opening {
                self.keys.withLock { $0[change.change.feed] = AuthorKey(opening.leaf) }
            }
            return result
        }
        self.store.ingest(VerifiedBatch(id: id, peer: peer, changes: verified))
        try await self.settle()
    }

    /// Every change that the store holds, feed by feed.
    func allChanges() throws -> [SignedChange] {
        let positions = try self.store.positions()
        return try self.store.changes(
            positions.map { ReadRequest(feed: $0.0.feed, after: $0.0.feed.base) },
            byteCountMax: .max
        )
        .changes.map(\.signed)
    }

    var stateDigest: Digest256 {
        get throws {
            try self.store.read { snapshot throws(StoreError) in
                snapshot.stateDigest
            }
        }
    }

    func counts() throws -> StoreCounts {
        try self.store.read { snapshot throws(StoreError) in snapshot.counts }
    }

    func totalRows(of office: OfficePath) throws -> [TotalRow] {
        try self.store.read { snapshot throws(StoreError) in try snapshot.totals.rows(of: office)
        }
    }

    func events() throws -> [StoreEvent] {
        try self.store.read { snapshot throws(StoreError) in
            try snapshot.journal.events(StoreRange()).rows
        }
    }

    func quarantine() throws -> StorePage<QuarantineRow> {
        try self.store.read { snapshot throws(StoreError) in
            try snapshot.journal.quarantine(StoreRange(limit: 1_000))
        }
    }
}
