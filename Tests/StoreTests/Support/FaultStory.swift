import Decision
import OfficeWork
import PlainText
import SyncProtocol

@testable import Store

/// A province at work on a disk that does something wrong, and what it should show.
final class FaultStory {
    /// What people hand in, and what neighbours bring, in this order.
    enum Act: Int, CaseIterable {
        case report, figures, hosting, received, corrected, further
    }

    /// Some of the acts.
    struct Acts: OptionSet, Hashable, CustomStringConvertible {
        let rawValue: Int

        init(rawValue: Int) { self.rawValue = rawValue }

        init(_ act: Act) { self.rawValue = 1 << act.rawValue }

        static let all = Acts(rawValue: (1 << Act.allCases.count) - 1)

        var each: [Act] { Act.allCases.filter { self.contains(Acts($0)) } }

        var description: String { "\(self.each)" }
    }

    /// What a store shows of the offices' work, and its audit log.
    struct Shown: Equatable {
        let lines: [String]
        let audit: [AuditRow]
    }

    static let office = TestOffice.sichuan
    private static let brought = TestOffice.mianyang.changes(
        in: SpaceID(.reports, of: TestOffice.mianyang.path),
        stamps: (0..<3).map { TestStore.startMilliseconds + $0 }
    ) { [TestActs.edit(1, Int64($0 + 5), "2018-08")] }
    /// Small, so that pages are carried over into the database all the while.
    private static let checkpointPages = 12

    /// A stopped store with something in each table.
    let base: TestFolder
    private var known: [Acts: Shown] = [:]

    init() async throws {
        self.base = TestFolder()
        let test = try TestStore(Self.office, folder: self.base, randomSeed: 1)
        for number in UInt64(1)...8 {
            try await test.store.write(TestActs.report(number, of: Self.office.path))
        }
        try await FullStore.write(to: test, moved: .mianyang)
        try await FullStore.writeLogs(to: test, neighbour: .chengdu)
        test.store.close()
    }

    static func open(_ folder: TestFolder, seed: UInt64) throws -> TestStore {
        try TestStore(Self.office, folder: folder, randomSeed: seed) {
            $0.checkpointPages = Self.checkpointPages
        }
    }

    // MARK: What is done

    /// Hands in one act.
    ///
    /// - Returns: whether it was acknowledged.
    static func perform(_ act: Act, _ test: TestStore) async -> Bool {
        // What is written bears the same stamp whatever went before.
        test.setClock(TestStore.startMilliseconds + 3_600_000 + Int64(act.rawValue) * 1_000)
        do {
            switch act {
            case .received: return try await Self.receive(test, UInt64(act.rawValue))
            case .report: try await test.store.write(TestActs.report(20, of: Self.office.path))
            case .figures:
                try await test.store.write(
                    TestActs.figures(of: Self.office.path, "2018-07", [1: 3, 2: 5])
                )
            case .hosting:
                try await test.store.write(TestActs.hosting("510000-S2", by: Self.office))
            case .corrected:
                try await test.store.write(
                    TestActs.figures(of: Self.office.path, "2018-07", [2: 6, 3: 1])
                )
            case .further: try await test.store.write(TestActs.report(21, of: Self.office.path))
            }
            return true
        } catch {
            return false
        }
    }

    private static func receive(_ test: TestStore, _ number: UInt64) async throws -> Bool {
        let id = BatchID(link: LinkID(7), number: number)
        try await test.ingest(Self.brought, as: id, from: TestOffice.mianyang.path)
        let batch = test.allReports.flatMap(\.batches).first { $0.id == id }
        guard let batch else { return false }
        return batch.outcomes.allSatisfy {
            switch $0.verdict {
            case .accepted, .duplicate: true
            default: false
            }
        }
    }

    /// Hands in all of some acts, one after the other.
    ///
    /// - Returns: those that were acknowledged.
    static func perform(_ acts: Acts, _ test: TestStore) async -> Acts {
        var acknowledged: Acts = []
        for act in acts.each {
            if await Self.perform(act, test) { acknowledged.insert(Acts(act)) }
        }
        return acknowledged
    }

    // MARK: What should be seen

    static func shown(_ test: TestStore) throws -> Shown {
        Shown(
            lines: try ShownStore.lines(test, of: [.sichuan, .mianyang])
                + ShownStore.offices(test),
            audit: try ShownStore.audit(test)
        )
    }

    /// What a store shows in which just these acts were done, on a disk that does all right.
    func shown(after acts: Acts) async throws -> Shown {
        if let shown = self.known[acts] { return shown }
        let test = try Self.open(self.base.copy(), seed: 2)
        defer { test.store.close() }
        _ = await Self.perform(acts, test)
        let shown = try Self.shown(test)
        self.known[acts] = shown
        return shown
    }

    /// The acts of which a store shows exactly what follows from them; nil where there are none.
    ///
    /// - Parameter first: the likeliest.
    func acts(behind shown: Shown, first: [Acts]) async throws -> Acts? {
        for acts in first where try await self.shown(after: acts).lines == shown.lines {
            return acts
        }
        for number in 0...Acts.all.rawValue {
            let acts = Acts(rawValue: number)
            if try await self.shown(after: acts).lines == shown.lines { return acts }
        }
        return nil
    }

    /// By what people, and whoever watches the machine, know that a store has lost or mended something.
    static func alarms(_ test: TestStore) -> [String] {
        let kinds: [EventKind] = [
            .incarnationOpened, .changeDamaged, .storeDamaged, .storeSalvaged, .verifyFailed,
        ]
        let events = (try? test.events().filter { kinds.contains($0.kind) }) ?? []
        return events.map { "\($0.kind)" } + (test.store.fault.map { ["\($0)"] } ?? [])
    }
}
