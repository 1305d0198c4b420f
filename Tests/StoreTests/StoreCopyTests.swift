internal import Decision
import Foundation
import OfficeWork
import PlainText
import SyncProtocol
import Testing

@testable import Store

@Suite("A copy of the store for a backup")
struct StoreCopyTests {
    private static func write(_ store: TestStore, _ months: ClosedRange<Int>) async throws {
        for month in months {
            let act = TestActs.figures(of: store.office.path, "2018-0\(month)", [1: Int64(month)])
            try await store.store.write(act)
        }
    }

    @Test("shows the moment at which it was begun, whatever is written while it is made")
    func oneMoment() async throws {
        let store = try TestStore(.chengdu, .file)
        try await Self.write(store, 1...3)
        let digest = try store.store.examination.verify().stateDigest
        let folder = TestFolder()
        // The copy is made in steps; between two of them the writer commits, on its own thread.
        let (steps, stepped) = AsyncStream.makeStream(of: Void.self)
        async let written: Void = {
            for await _ in steps.prefix(1) { try await Self.write(store, 4...6) }
        }()
        let verification = try store.store.backup.write(into: folder.path) { _ in
            stepped.yield()
            return true
        }
        stepped.finish()
        try await written
        #expect(verification.problems.isEmpty)
        #expect(verification.changes == 3 && verification.stateDigest == digest)
        #expect(verification.stateDigest == verification.rebuiltDigest)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(names == ["store.sqlite"])
        #expect(try store.store.examination.verify().changes == 6)
    }

    @Test("opens as a store that goes on in an incarnation of its own")
    func opens() async throws {
        let store = try TestStore(.chengdu, .file)
        try await Self.write(store, 1...3)
        let folder = TestFolder()
        _ = try store.store.backup.write(into: folder.path) { _ in true }
        let incarnation = try store.counts().incarnation
        let copy = try TestStore(.chengdu, folder: folder, randomSeed: 99)
        #expect(try copy.totalRows(of: copy.office.path).count == 3)
        #expect(try copy.counts().incarnation != incarnation)
        #expect(try copy.events().map(\.kind.rawValue) == ["incarnation-opened"])
    }

    @Test("is given up when nobody wants it any more")
    func givenUp() async throws {
        let store = try TestStore(.chengdu, .file)
        try await Self.write(store, 1...3)
        let folder = TestFolder()
        #expect(throws: StoreError.closed) {
            _ = try store.store.backup.write(into: folder.path) { step in
                if case .examining = step { return false }
                return true
            }
        }
    }

    @Test("of a store with a damaged record says that it is damaged")
    func damaged() async throws {
        let original = try TestStore(.chengdu, .file)
        try await Self.write(original, 1...3)
        let folder = try #require(original.folder)
        original.store.close()
        try DamagedFile(folder: folder)
            .run("UPDATE record SET state = substr(state, 1, length(state) - 5) || x'000000000000'")
        let store = try TestStore(.chengdu, folder: folder)
        let target = TestFolder()
        let verification = try store.store.backup.write(into: target.path) { _ in true }
        #expect(!verification.problems.isEmpty)
    }

    @Test("The copy's pages are sealed like those of the store")
    func sealed() async throws {
        let store = try TestStore(.chengdu, .file)
        try await Self.write(store, 1...3)
        let target = TestFolder()
        #expect(try store.store.backup.write(into: target.path) { _ in true }.problems.isEmpty)
        let file = try PageFile(path: target.database)
        #expect(file.pageCount > 10)
        for number in 1...file.pageCount { #expect(try file.page(number) != nil, "\(number)") }
    }
}
