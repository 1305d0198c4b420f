import Decision
import Foundation
import SyncProtocol
import Testing

@testable import Store

/// A province at work on a disk that fails, lies, turns bits, and loses power, by SQLite's own calls.
///
/// A few of each by default; `dev/torture faults -n N` for more.
@Suite("Disks that do wrong")
struct FaultTests {
    private static let count =
        ProcessInfo.processInfo.environment["CAST_FAULTS"].flatMap { Int($0) } ?? 10
    private static let seed =
        ProcessInfo.processInfo.environment["CAST_SEED"].flatMap { UInt64($0) } ?? 2_011

    /// Of them only this one, so that a failure is repeated.
    private static let only =
        ProcessInfo.processInfo.environment["CAST_ONLY"].flatMap { Int($0) }

    // SQLite's result codes.
    private static let failures: [(calls: DiskCalls, code: Int32)] = [
        (.read, 266), (.read, 3_082),
        (.write, 778), (.write, 13),
        (.sync, 1_034), (.sync, 13),
        (.truncate, 1_546),
        (.open, 14),
        (.lock, 3_850), (.lock, 5),
        (.shared, 5_386), (.shared, 5_130), (.shared, 7),
    ]

    private typealias Story = FaultStory

    /// How many calls of a kind all acts make, and the opening before them.
    private static func calls(
        _ calls: DiskCalls,
        _ files: DiskFiles,
        _ story: FaultStory,
        opens: Bool
    ) async throws -> Int64 {
        let folder = story.base.copy()
        let disk = FaultDisk(folder)
        let counting = DiskFault(effect: .none, calls: calls, files: files)
        if opens { disk.arm(counting) }
        let test = try Story.open(folder, seed: 2)
        if !opens { disk.arm(counting) }
        _ = await Story.perform(.all, test)
        _ = try Story.shown(test)
        let count = disk.counted
        test.store.close()
        return count
    }

    private static func isWanted(_ number: Int) -> Bool { Self.only.map { $0 == number } ?? true }

    // MARK: Calls that fail

    @Test("Whatever call fails: an act is acknowledged and there, or refused and not there")
    func fails() async throws {
        let story = try await FaultStory()
        var random = SeededRandom(seed: Self.seed)
        for number in 0..<Self.count {
            let (calls, code) = Self.failures[number % Self.failures.count]
            let opens = calls == .open || random.next() % 4 == 0
            let total = try await Self.calls(calls, .both, story, opens: opens)
            guard total > 0 else { continue }
            let fault = DiskFault(
                effect: .fail(code),
                calls: calls,
                first: 1 + Int64(random.next() % UInt64(total)),
                count: [1, 1, 3, 1_000_000][Int(random.next() % 4)],
                place: random.next()
            )
            let what = "\(number): \(fault)\(opens ? ", from the opening on" : "")"
            let isKilled = random.next() % 2 == 0
            guard Self.isWanted(number) else { continue }
            do {
                try await Self.endure(fault, story, opens: opens, isKilled: isKilled, what)
            } catch {
                Issue.record("\(what): \(error)")
            }
        }
    }

    private static func endure(
        _ fault: DiskFault,
        _ story: FaultStory,
        opens: Bool,
        isKilled: Bool,
        _ what: String
    ) async throws {
        let folder = story.base.copy()
        let disk = FaultDisk(folder)
        if opens { disk.arm(fault) }
        var acknowledged: FaultStory.Acts = []
        var left = folder
        // An opening that fails leaves all as it is.
        if let test = try? Story.open(folder, seed: 2) {
            if !opens { disk.arm(fault) }
            acknowledged = try await Self.work(test, story, what)
            disk.disarm()
            // Once the disk does all right again, so does the store; after a failed write or synchronisation only when
            // it is opened anew.
            if await Story.perform(.further, test) {
                acknowledged.insert(FaultStory.Acts(.further))
            } else {
                let isStopped =
                    fault.calls == .write || fault.calls == .sync || fault.calls == .truncate
                #expect(isStopped || fault.calls == .read || fault.calls == .shared, "\(what)")
            }
            try await Self.check(test, story, [acknowledged], what)
            if isKilled { left = folder.copy() }
            test.store.close()
        }
        disk.disarm()
        let again = try Story.open(left, seed: 3)
        defer { again.store.close() }
        let shown = try Story.shown(again)
        let acts = try await story.acts(behind: shown, first: [acknowledged])
        let found = try #require(acts, "\(what)")
        #expect(found.isSuperset(of: acknowledged), "\(what): \(acknowledged) \(found)")
        // Of what was refused all is there or nothing; and something only where the disk was asked to make it safe,
        // and did not say whether it had.
        if found != acknowledged { #expect(isKilled, "\(what): \(acknowledged) \(found)") }
        #expect(try again.store.examination.verify().problems.isEmpty, "\(what)")
        #expect(await Story.perform(.all, again) == .all, "\(what)")
        guard found == .all else { return }
        let whole = try await story.shown(after: .all)
        #expect(try Story.shown(again).lines == whole.lines, "\(what)")
    }

    /// Does all acts, and looks at everything after each.
    private static func work(
        _ test: TestStore,
        _ story: FaultStory,
        _ what: String
    ) async throws -> FaultStory.Acts {
        var acknowledged: FaultStory.Acts = []
        for act in FaultStory.Act.allCases where act != .further {
            if await Story.perform(act, test) { acknowledged.insert(FaultStory.Acts(act)) }
            try await Self.check(test, story, [acknowledged], "\(what), after \(act)")
        }
        return acknowledged
    }

    /// What is read is right, or an error, or the store knows that it is not.
    private static func check(
        _ test: TestStore,
        _ story: FaultStory,
        _ acts: [FaultStory.Acts],
        _ what: String
    ) async throws {
        guard let shown = try? Story.shown(test), test.store.fault == nil else { return }
        let found = try await story.acts(behind: shown, first: acts)
        if found.map(acts.contains) != true {
            let expected = try await story.shown(after: acts[0])
            let difference = shown.lines.difference(from: expected.lines)
            Issue.record("\(what): shows \(String(describing: found)), \(difference)")
        }
    }

    // MARK: The power goes

    @Test("Whenever the power goes, what was acknowledged is there, and nothing is half there")
    func cuts() async throws {
        let story = try await FaultStory()
        var random = SeededRandom(seed: Self.seed &+ 1)
        let calls: DiskCalls = [.write, .sync, .truncate]
        for number in 0..<Self.count {
            let opens = random.next() % 4 == 0
            let total = try await Self.calls(calls, .both, story, opens: opens)
            let fault = DiskFault(
                effect: .cut,
                calls: calls,
                first: 1 + Int64(random.next() % UInt64(total))
            )
            let seed = random.next()
            let what = "\(number): \(fault), seed \(seed)"
            guard Self.isWanted(number) else { continue }
            do {
                let folder = story.base.copy()
                let disk = FaultDisk(folder)
                let left = TestFolder()
                disk.prepareCut(into: left, seed: seed)
                if opens { disk.arm(fault) }
                var acknowledged: FaultStory.Acts = []
                if let test = try? Story.open(folder, seed: 2) {
                    if !opens { disk.arm(fault) }
                    acknowledged = await Story.perform(.all, test)
                    test.store.close()
                }
                guard disk.struck > 0 else { continue }
                left.replace("fence", from: folder)
                try await Self.comeBack(left, story, acknowledged, what)
            } catch {
                Issue.record("\(what): \(error)")
            }
        }
    }

    private static func comeBack(
        _ folder: TestFolder,
        _ story: FaultStory,
        _ acknowledged: FaultStory.Acts,
        _ what: String
    ) async throws {
        let again = try Story.open(folder, seed: 3)
        defer { again.store.close() }
        let shown = try Story.shown(again)
        let found = try #require(
            try await story.acts(behind: shown, first: [acknowledged]),
            "\(what)"
        )
        #expect(found.isSuperset(of: acknowledged), "\(what): \(acknowledged) \(found)")
        #expect(found.symmetricDifference(acknowledged).each.count <= 1, "\(what)")
        #expect(Story.alarms(again).isEmpty, "\(what): \(Story.alarms(again))")
        #expect(try again.store.examination.verify().problems.isEmpty, "\(what)")
        #expect(await Story.perform(.all, again) == .all, "\(what)")
        guard found == .all else { return }
        let whole = try await story.shown(after: .all)
        #expect(try Story.shown(again).lines == whole.lines, "\(what)")
    }

    // MARK: Disks that lie

    private static let lies: [(effect: DiskFault.Effect, calls: DiskCalls)] = [
        (.flip, .read), (.flip, .write), (.lose, .write), (.tear, .write), (.misdirect, .write),
    ]

    @Test("What the disk has not kept is never shown as if it were, and is found")
    func lies() async throws {
        let story = try await FaultStory()
        var random = SeededRandom(seed: Self.seed &+ 2)
        for number in 0..<Self.count {
            let (effect, calls) = Self.lies[number % Self.lies.count]
            let files: DiskFiles = random.next() % 2 == 0 ? .database : .log
            let total = try await Self.calls(calls, files, story, opens: false)
            guard total > 0 else { continue }
            let fault = DiskFault(
                effect: effect,
                calls: calls,
                files: files,
                first: 1 + Int64(random.next() % UInt64(total)),
                place: random.next()
            )
            let isKilled = random.next() % 2 == 0
            let what = "\(number): \(fault)\(isKilled ? ", killed" : "")"
            guard Self.isWanted(number) else { continue }
            do {
                let folder = story.base.copy()
                let disk = FaultDisk(folder)
                let test = try Story.open(folder, seed: 2)
                disk.arm(fault)
                let acknowledged = try await Self.work(test, story, what)
                let left = isKilled ? folder.copy() : folder
                test.store.close()
                disk.disarm()
                try await Self.findOut(left, story, acknowledged, what)
            } catch {
                Issue.record("\(what): \(error)")
            }
        }
    }

    /// Opens what a lying disk has left, and lets the store look at itself and mend what it finds.
    private static func findOut(
        _ folder: TestFolder,
        _ story: FaultStory,
        _ acknowledged: FaultStory.Acts,
        _ what: String
    ) async throws {
        let expected = try await story.shown(after: acknowledged)
        var test = try Story.open(folder, seed: 3)
        for attempt in 0..<3 {
            let shown = try? Story.shown(test)
            let problems = (try? test.store.examination.verify())?.problems
            let alarms = Story.alarms(test)
            if shown?.lines != expected.lines, alarms.isEmpty, problems?.isEmpty == true {
                Issue.record("\(what), opening \(attempt): silently wrong")
            }
            if let audit = shown?.audit, attempt == 0 {
                let isWhole = expected.audit.allSatisfy(audit.contains)
                if !isWhole, alarms.isEmpty, problems?.isEmpty == true {
                    Issue.record("\(what): audit rows are missing in silence")
                }
            }
            guard problems?.isEmpty != true || test.store.fault != nil else { break }
            if test.store.fault?.callsForSalvage != true {
                try? await test.store.damage.note(
                    (try? test.store.examination.verify())?.damaged ?? []
                )
                try await Self.rewriteOwn(test)
                try? await test.store.examination.rebuild()
                // What that does not help with the background hands over to the next opening.
                if let left = (try? test.store.examination.verify())?.problems.first {
                    test.store.driver.watch.note(.damaged(detail: left.english))
                }
            }
            if (try? test.store.examination.verify())?.problems.isEmpty == true,
                test.store.fault == nil
            {
                break
            }
            test.store.close()
            test = try Story.open(folder, seed: 4 + UInt64(attempt))
        }
        defer { test.store.close() }
        // What a neighbour has brought it brings again.
        try await Self.rewriteOwn(test)
        if try !test.store.damage.changes().isEmpty {
            #expect(await Story.perform(.received, test), "\(what)")
        }
        let problems = try test.store.examination.verify().problems
        #expect(problems.isEmpty, "\(what): \(problems) \(Story.alarms(test))")
        let shown = try Story.shown(test)
        let acts = try await story.acts(behind: shown, first: [acknowledged])
        #expect(acts == acknowledged, "\(what): \(String(describing: acts)) \(Story.alarms(test))")
        let all = await Story.perform(.all, test)
        #expect(all == .all, "\(what): \(all)")
    }

    /// What nobody else has.
    private static func rewriteOwn(_ test: TestStore) async throws {
        let damaged = try test.store.damage.changes().map(\.change)
        let own = damaged.filter { $0.feed.author == test.office.signer.author }
        try await test.store.damage.rewrite(own)
    }
}
